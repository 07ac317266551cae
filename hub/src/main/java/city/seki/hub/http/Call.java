package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.hub.access.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request, as a {@link Route} sees it. */
public final class Call {
  private final Map<String, String> path;
  private final Function<String, @Nullable String> query;
  private final Function<String, @Nullable String> header;
  private final byte[] body;
  private final @Nullable Principal principal;
  private final BooleanSupplier signedIn;
  private final Connection connection;

  /**
   * Where a request came in.
   *
   * @param address of the other end
   * @param secure whether by TLS
   * @param shown the chain that the other end showed in TLS, its own certificate first; not yet
   *     believed; empty if it showed none
   */
  record Connection(String address, boolean secure, List<X509Certificate> shown) {
    Connection {
      shown = List.copyOf(shown);
    }
  }

  /**
   * @param path the values of the path's variable parts
   * @param signedIn whether the caller's token or session still counts
   */
  Call(
      Map<String, String> path,
      Function<String, @Nullable String> query,
      Function<String, @Nullable String> header,
      byte[] body,
      @Nullable Principal principal,
      BooleanSupplier signedIn,
      Connection connection) {
    this.path = path;
    this.query = query;
    this.header = header;
    this.body = body;
    this.principal = principal;
    this.signedIn = signedIn;
    this.connection = connection;
  }

  /** That variable part of the path. */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no part " + name);
    }
    return value;
  }

  public @Nullable String query(String name) {
    return query.apply(name);
  }

  public @Nullable String header(String name) {
    return header.apply(name);
  }

  @Nullable String cookie(Cookie cookie) {
    return cookie.in(header("Cookie"), secure());
  }

  /** The body as it came. */
  byte[] body() {
    return body.clone();
  }

  /** The address of whoever asks. */
  public String address() {
    return connection.address();
  }

  /** Whether it was asked by TLS. */
  boolean secure() {
    return connection.secure();
  }

  /** The chain that was shown in TLS; it is not yet believed. */
  List<X509Certificate> shown() {
    return connection.shown();
  }

  /**
   * @throws BadMessage if the body is not one JSON object
   */
  public JsonFields json() throws BadMessage {
    return JsonFields.parse(body);
  }

  /** Who asks; only of routes that name an operation. */
  public Principal principal() {
    if (principal == null) {
      throw new IllegalStateException("this route asks nobody to sign in");
    }
    return principal;
  }

  boolean stillSignedIn() {
    return signedIn.getAsBoolean();
  }
}
