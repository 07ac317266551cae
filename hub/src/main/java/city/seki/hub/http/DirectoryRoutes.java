package city.seki.hub.http;

import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Access;
import city.seki.hub.access.SignIn;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.oidc.DirectoryFailure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * By what one can sign in here, and signing in by the city's directory: a link leads there, and
 * another one back. Whatever goes wrong is told by the page, to which both lead.
 */
final class DirectoryRoutes {
  private static final String BEGIN = "/api/v1/session/directory";
  private static final String CALLBACK = BEGIN + "/callback";

  private final Access access;
  private final @Nullable CityDirectory directory;

  DirectoryRoutes(Access access, @Nullable CityDirectory directory) {
    this.access = access;
    this.directory = directory;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/sign-in", null, call -> ways()),
        new Route("GET", BEGIN, null, this::begin),
        new Route("GET", CALLBACK, null, this::finish));
  }

  private Reply ways() {
    return Reply.json(
        JsonText.object(
            o -> {
              o.put("account", access.hasAccounts());
              CityDirectory there = directory;
              if (there == null) {
                o.putNull("directory");
              } else {
                o.object("directory", d -> write(there, d));
              }
            }));
  }

  private static void write(CityDirectory directory, JsonText o) {
    Text name = directory.name();
    if (name == null) {
      o.putNull("name");
    } else {
      o.put("name", name);
    }
    o.put("url", directory.publicUrl() + BEGIN);
    o.put("available", directory.trouble() == null);
  }

  private Reply begin(Call call) {
    return switch (there().begin()) {
      case CityDirectory.Begun begun ->
          Reply.elsewhere(begun.provider().toString())
              .with("Set-Cookie", Cookie.FLOW.set(begun.flow(), call.secure()));
      case CityDirectory.Failed failed -> failed(failed, call);
      case CityDirectory.Known _ -> throw new IllegalStateException("it has only begun");
    };
  }

  private Reply finish(Call call) {
    Duration wait = access.waiting(call.address());
    if (wait.isPositive()) {
      throw Problem.tooManyFailures(wait);
    }
    Reply reply =
        switch (there().finish(call.cookie(Cookie.FLOW), call::query)) {
          case CityDirectory.Known known -> known(known, call);
          case CityDirectory.Failed failed -> failed(failed, call);
          case CityDirectory.Begun _ -> throw new IllegalStateException("it has begun before");
        };
    return reply.and("Set-Cookie", Cookie.FLOW.forget(call.secure()));
  }

  private Reply known(CityDirectory.Known known, Call call) {
    return access.signIn().byDirectory(known.proof(), call.address()) instanceof SignIn.In in
        ? SessionRoutes.signedIn(access, call, in, Reply.elsewhere("/"))
        : page(DirectoryFailure.NO_ROLE);
  }

  private Reply failed(CityDirectory.Failed failed, Call call) {
    switch (failed.failure()) {
      case UNTRUSTED -> {
        Logger.warn("sign-in by the directory: {}", failed.detail());
        access.signIn().notBelieved(call.address());
      }
      case UNAVAILABLE -> Logger.warn("sign-in by the directory: {}", failed.detail());
      case EXPIRED -> {
        var _ = access.failed(call.address());
      }
      case DENIED, NO_ROLE -> Logger.debug("sign-in by the directory: {}", failed.detail());
    }
    return page(failed.failure());
  }

  /** The page, which has words for it. */
  private static Reply page(DirectoryFailure failure) {
    return Reply.elsewhere("/?sign-in=" + failure.word());
  }

  private CityDirectory there() {
    if (directory == null) {
      throw Problem.notFound("this hub asks no directory; serve --oidc names one");
    }
    return directory;
  }
}
