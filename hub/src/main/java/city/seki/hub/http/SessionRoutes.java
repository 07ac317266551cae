package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.hub.access.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signing in and out of a browser: the token is shown once and becomes a cookie. */
final class SessionRoutes {
  private static final String COOKIE = "seki_session";

  private final Access access;

  SessionRoutes(Access access) {
    this.access = access;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/api/v1/session", null, this::signIn),
        new Route("DELETE", "/api/v1/session", null, this::signOut));
  }

  private Reply signIn(Call call) throws BadMessage {
    String session = access.signIn(call.json().text("token").strip());
    if (session == null) {
      throw Problem.wrongToken();
    }
    return Reply.done().with("Set-Cookie", cookie(session, ""));
  }

  private Reply signOut(Call call) {
    String session = sessionOf(call.header("Cookie"));
    if (session != null) {
      access.signOut(session);
    }
    return Reply.done().with("Set-Cookie", cookie("", "; Max-Age=0"));
  }

  private static String cookie(String value, String more) {
    return COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + more;
  }

  /** The session that a {@code Cookie} header names, null if it names none. */
  static @Nullable String sessionOf(@Nullable String cookies) {
    if (cookies == null) {
      return null;
    }
    for (String cookie : cookies.split(";")) {
      String[] pair = cookie.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(COOKIE) && !pair[1].isEmpty()) {
        return pair[1];
      }
    }
    return null;
  }
}
