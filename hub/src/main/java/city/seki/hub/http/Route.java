package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.hub.access.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path, who may use it, and what it does.
 *
 * @param path with its variable parts in braces, {@code /api/v1/offices/{office}/seats}
 * @param operation what the caller must be allowed to do; null where nobody has to sign in
 * @param ofUnits whoever asks is known by the certificate of a unit or a claim, or by a claim's
 *     code, and the handler looks at it: no role opens this route
 * @param largest body that it takes, in bytes
 */
public record Route(
    String method,
    String path,
    @Nullable Operation operation,
    boolean ofUnits,
    int largest,
    Handler handler) {
  /** The largest body of most routes, in bytes. */
  static final int USUAL = 64 * 1024;

  /** One for people and programs. */
  public Route(String method, String path, @Nullable Operation operation, Handler handler) {
    this(method, path, operation, false, USUAL, handler);
  }

  /** The same for bodies of so many bytes. */
  Route taking(int bytes) {
    return new Route(method, path, operation, ofUnits, bytes, handler);
  }

  /** One for units, and for those who want to become one. */
  static Route ofUnits(String method, String path, Handler handler) {
    return new Route(method, path, null, true, USUAL, handler);
  }

  /** Answers a request; what it does not like it throws as a {@link Problem}. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Call call) throws BadMessage, InterruptedException;
  }

  /** The values of the variable parts if that path is one of this route, else null. */
  @Nullable Map<String, String> match(List<String> segments) {
    List<String> own = segments(path);
    if (own.size() != segments.size()) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < own.size(); i++) {
      String part = own.get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), segments.get(i));
      } else if (!part.equals(segments.get(i))) {
        return null;
      }
    }
    return values;
  }

  static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }
}
