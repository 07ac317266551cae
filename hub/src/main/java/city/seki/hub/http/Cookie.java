package city.seki.hub.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of the hub. None can be read by a script. Over TLS each has the prefix {@code
 * __Host-} (RFC 6265bis, 4.1.3.2): a browser takes it from this host over TLS only, for this host
 * only, so that no other server of the city can put one under it.
 *
 * @param name without the prefix
 * @param sameSite whether the browser sends it with what other sites ask for: {@code Strict},
 *     never; {@code Lax}, only with a link that was followed
 * @param life null until the browser is closed
 */
record Cookie(String name, String sameSite, @Nullable Duration life) {
  /** The session. */
  static final Cookie SESSION = new Cookie("seki_session", "Strict", null);

  /** The mark of a browser in which somebody has signed in with a password. */
  static final Cookie BROWSER = new Cookie("seki_browser", "Strict", Duration.ofDays(180));

  /** A sign-in at the city's directory that has begun; a link leads back from there. */
  static final Cookie FLOW = new Cookie("seki_flow", "Lax", Duration.ofMinutes(10));

  /** The header {@code Set-Cookie}. */
  String set(String value, boolean secure) {
    return header(value, secure) + (life == null ? "" : "; Max-Age=" + life.toSeconds());
  }

  /** The header {@code Set-Cookie} by which the browser forgets it. */
  String forget(boolean secure) {
    return header("", secure) + "; Max-Age=0";
  }

  private String header(String value, boolean secure) {
    return fullName(secure)
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite="
        + sameSite
        + (secure ? "; Secure" : "");
  }

  /** Its value in a {@code Cookie} header, null if it is not there. */
  @Nullable String in(@Nullable String cookies, boolean secure) {
    if (cookies == null) {
      return null;
    }
    for (String cookie : cookies.split(";")) {
      String[] pair = cookie.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(fullName(secure)) && !pair[1].isEmpty()) {
        return bare(pair[1]);
      }
    }
    return null;
  }

  /** A client may put the value into quotes (RFC 6265, 4.1.1). */
  private static String bare(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private String fullName(boolean secure) {
    return secure ? "__Host-" + name : name;
  }
}
