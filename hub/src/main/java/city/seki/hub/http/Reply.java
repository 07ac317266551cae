package city.seki.hub.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request is answered. Immutable; the body's bytes are not copied. */
public final class Reply {
  /** Writes until the client is gone or the hub stops. */
  @FunctionalInterface
  public interface Stream {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final @Nullable String type;
  private final byte[] body;
  private final Map<String, List<String>> headers;
  private final @Nullable Stream stream;

  /**
   * @param type media type, null where there is no body
   * @param stream writes a body without an end, null where {@code body} is all of it
   */
  Reply(
      int status,
      @Nullable String type,
      byte[] body,
      Map<String, List<String>> headers,
      @Nullable Stream stream) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.headers = Map.copyOf(headers);
    this.stream = stream;
  }

  /** 200 with that JSON. */
  public static Reply json(byte[] json) {
    return of(200, "application/json", json);
  }

  /** 201: made, and found at that path from now on. */
  public static Reply created(String path, byte[] json) {
    return of(201, "application/json", json).with("Location", path);
  }

  /** 202: begun, and not waited for. */
  public static Reply accepted() {
    return new Reply(202, null, NOTHING, Map.of(), null);
  }

  /** 204. */
  public static Reply done() {
    return new Reply(204, null, NOTHING, Map.of(), null);
  }

  static Reply of(int status, String type, byte[] body) {
    return new Reply(status, type, body, Map.of(), null);
  }

  static Reply stream(String type, Stream stream) {
    return new Reply(200, type, NOTHING, Map.of(), stream);
  }

  /** 302: what was asked for goes on there. */
  static Reply elsewhere(String location) {
    return new Reply(302, null, NOTHING, Map.of(), null).with("Location", location);
  }

  /** With that header, and no other of its name. */
  Reply with(String header, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(header, List.of(value));
    return new Reply(status, type, body, more, stream);
  }

  /** With that header besides those of its name. */
  Reply and(String header, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    List<String> values = new ArrayList<>(more.getOrDefault(header, List.of()));
    values.add(value);
    more.put(header, List.copyOf(values));
    return new Reply(status, type, body, more, stream);
  }

  int status() {
    return status;
  }

  @Nullable String type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  @Nullable Stream stream() {
    return stream;
  }
}
