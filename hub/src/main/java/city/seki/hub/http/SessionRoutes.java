package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Access;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.access.Proof;
import city.seki.hub.access.Role;
import city.seki.hub.access.SignIn;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.roster.RosterStore;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signing in and out of a browser, and who is signed in: a password or a token is shown once and
 * becomes a cookie.
 */
final class SessionRoutes {
  private final Access access;
  private final RosterStore roster;
  private final @Nullable CityDirectory directory;

  SessionRoutes(Access access, RosterStore roster, @Nullable CityDirectory directory) {
    this.access = access;
    this.roster = roster;
    this.directory = directory;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/session", Operation.SEE_SELF, this::self),
        new Route("POST", "/api/v1/session", null, this::signIn),
        new Route("DELETE", "/api/v1/session", null, this::signOut),
        new Route(
            "POST", "/api/v1/session/password", Operation.CHANGE_PASSWORD, this::changePassword));
  }

  private Reply self(Call call) {
    Principal principal = call.principal();
    String person = principal.person();
    RosterStore.Member member = person == null ? null : roster.member(person);
    String name = member == null ? access.nameOf(principal.proof()) : member.name();
    return Reply.json(
        JsonText.object(
            o ->
                o.put("name", name)
                    .put("by", principal.proof().way())
                    .put("person", person != null)
                    .put("read_only", principal.readOnly())
                    .put("roles", principal.roles().stream().map(Role::word).sorted().toList())));
  }

  private Reply signIn(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    SignIn.Answer answer =
        body.has("token")
            ? access.signIn().byToken(body.text("token").strip(), call.address())
            : access
                .signIn()
                .byPassword(
                    body.text("name"),
                    body.text("password"),
                    call.cookie(Cookie.BROWSER),
                    call.address());
    return switch (answer) {
      case SignIn.In in -> signedIn(access, call, in, Reply.done());
      case SignIn.Wrong _ -> throw Problem.wrongSignIn();
      case SignIn.Wait wait -> throw Problem.tooManyFailures(wait.time());
      case SignIn.Busy _ -> throw Problem.unavailable("too many sign in at this moment");
      case SignIn.Weak weak -> throw Problem.password("weak-password", weak.complaint());
    };
  }

  /** Who is signed in by the city's directory changes it there; a token has none. */
  private Reply changePassword(Call call) throws BadMessage, InterruptedException {
    if (!(call.principal().proof() instanceof Proof.ByAccount account)) {
      throw Problem.forbidden("you are not signed in by a password of this hub");
    }
    JsonFields body = call.json();
    SignIn.Answer answer =
        access
            .signIn()
            .changePassword(
                account,
                body.text("current"),
                body.text("password"),
                call.cookie(Cookie.BROWSER),
                call.address());
    return switch (answer) {
      case SignIn.In in -> signedIn(access, call, in, Reply.done());
      case SignIn.Weak weak -> throw Problem.password("weak-password", weak.complaint());
      case SignIn.Wrong _ ->
          throw Problem.password("wrong-password", "the present password is another one");
      case SignIn.Wait wait -> throw Problem.tooManyFailures(wait.time());
      case SignIn.Busy _ -> throw Problem.unavailable("too many sign in at this moment");
    };
  }

  /** That reply with the new session; the one that this browser had is over. */
  static Reply signedIn(Access access, Call call, SignIn.In in, Reply reply) {
    String before = call.cookie(Cookie.SESSION);
    if (before != null) {
      access.signOut(before);
    }
    Reply with = reply.with("Set-Cookie", Cookie.SESSION.set(in.session(), call.secure()));
    String browser = in.browser();
    return browser == null
        ? with
        : with.and("Set-Cookie", Cookie.BROWSER.set(browser, call.secure()));
  }

  private Reply signOut(Call call) {
    String session = call.cookie(Cookie.SESSION);
    Principal principal = session == null ? null : access.bySessionUnused(session);
    if (principal != null && everywhere(call.query("everywhere"))) {
      var _ = access.signOutEverywhere(principal);
    }
    if (session != null) {
      access.signOut(session);
    }
    URI next = principal == null ? null : next(principal);
    Reply reply =
        next == null
            ? Reply.done()
            : Reply.json(JsonText.object(o -> o.put("next", next.toString())));
    return reply.with("Set-Cookie", Cookie.SESSION.forget(call.secure()));
  }

  /** Whoever signed in at the city's directory can sign out there too. */
  private @Nullable URI next(Principal principal) {
    return directory != null && principal.proof() instanceof Proof.ByDirectory
        ? directory.signOut()
        : null;
  }

  private static boolean everywhere(@Nullable String asked) {
    return switch (asked) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.badRequest("everywhere: expected true or false");
    };
  }
}
