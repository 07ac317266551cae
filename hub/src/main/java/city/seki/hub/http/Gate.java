package city.seki.hub.http;

import city.seki.hub.access.Access;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, or not: who asks, whether that one may, and whether a browser was made to ask
 * by another site.
 */
final class Gate {
  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private static final String BEARER = "bearer ";

  private final Access access;

  Gate(Access access) {
    this.access = access;
  }

  /**
   * Who asks, null where nobody has to sign in.
   *
   * @throws Problem 401, 403 or 429
   */
  @Nullable Principal pass(
      String method,
      @Nullable Operation operation,
      Function<String, @Nullable String> header,
      boolean secure) {
    boolean byCookie = header.apply("Authorization") == null;
    if (!SAFE.contains(method) && byCookie) {
      requireSameOrigin(header, operation != null);
    }
    if (operation == null) {
      return null;
    }
    Principal principal = principal(header, secure);
    if (principal == null) {
      throw byCookie ? Problem.signInFirst() : Problem.wrongToken();
    }
    if (!principal.may(operation)) {
      throw Problem.forbidden("your roles do not allow this");
    }
    if (principal.readOnly() && !SAFE.contains(method)) {
      throw Problem.forbidden("this token is for looking only");
    }
    return principal;
  }

  private @Nullable Principal principal(Function<String, @Nullable String> header, boolean secure) {
    String authorization = header.apply("Authorization");
    if (authorization != null) {
      return byToken(authorization);
    }
    String session = Cookie.SESSION.in(header.apply("Cookie"), secure);
    return session == null ? null : access.bySession(session);
  }

  /** Whether whoever asked would be let in still; an answer without an end is not being used. */
  boolean stillIn(Function<String, @Nullable String> header, boolean secure) {
    String authorization = header.apply("Authorization");
    if (authorization != null) {
      return byToken(authorization) != null;
    }
    String session = Cookie.SESSION.in(header.apply("Cookie"), secure);
    return session != null && access.bySessionUnused(session) != null;
  }

  private @Nullable Principal byToken(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? access.byToken(authorization.substring(BEARER.length()).strip())
        : null;
  }

  /**
   * A browser says where a request comes from; one that comes from another site is not what the
   * person wanted.
   *
   * @param mustSay whether a request that says nothing is refused too
   */
  private static void requireSameOrigin(
      Function<String, @Nullable String> header, boolean mustSay) {
    String site = header.apply("Sec-Fetch-Site");
    String origin = header.apply("Origin");
    boolean same =
        site != null
            ? site.equals("same-origin")
            : origin != null ? isHost(origin, header.apply("Host")) : !mustSay;
    boolean cookie = header.apply("Cookie") != null;
    if (!same && (cookie || site != null || origin != null)) {
      throw Problem.forbidden("another site made your browser ask this");
    }
  }

  private static boolean isHost(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
