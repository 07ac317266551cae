package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.notice.Channel;
import city.seki.hub.notice.Notices;
import city.seki.hub.notice.Wanted;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether and where the one who asks is told of the own reservations. */
final class NoticeRoutes {
  private static final String PATH = "/api/v1/me/notices";
  private static final List<String> LANGUAGES = List.of("ja", "en");

  private final HubParts hub;
  private final @Nullable Notices notices;

  NoticeRoutes(HubParts hub) {
    this.hub = hub;
    this.notices = hub.notices();
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Operation.SEE_SELF, this::look),
        new Route("POST", PATH, Operation.SEE_SELF, this::want),
        new Route("DELETE", PATH, Operation.SEE_SELF, this::end));
  }

  private Reply look(Call call) {
    String person = MyRoutes.person(call.principal());
    Wanted wanted = notices == null ? null : notices.wanted(person);
    List<String> domains = notices == null ? List.of() : notices.domains();
    List<String> hosts = notices == null ? List.of() : notices.chatHosts();
    ZoneId zone = hub.allocation().state().city().timeZone();
    return Reply.json(
        JsonText.object(
            o -> {
              o.put("mail_domains", domains).put("chat_hosts", hosts);
              if (wanted == null) {
                o.putNull("wanted");
              } else {
                o.object("wanted", w -> write(wanted, w, zone));
              }
            }));
  }

  private static void write(Wanted wanted, JsonText o, ZoneId zone) {
    o.put("channel", wanted.channel().word()).put("to", wanted.shown());
    o.put("language", wanted.language()).put("since", wanted.since(), zone);
    o.put("trouble", wanted.trouble());
  }

  private Reply want(Call call) throws BadMessage {
    JsonFields body = call.json();
    String person = MyRoutes.person(call.principal());
    Channel channel = body.word("channel", Channel::of);
    String language = body.text("language");
    if (!LANGUAGES.contains(language)) {
      throw Problem.badRequest("language: expected ja or en");
    }
    Notices offered = notices;
    Notices.Refusal refusal =
        offered == null
            ? Notices.Refusal.NOT_OFFERED
            : offered.want(
                person, channel, body.text("to").strip(), language, hub.clock().instant());
    if (refusal != null) {
      throw Problem.refused(refusal.word());
    }
    note(call.principal(), "want-notices");
    return Reply.done();
  }

  private Reply end(Call call) {
    String person = MyRoutes.person(call.principal());
    if (notices == null || notices.wanted(person) == null) {
      throw Problem.notFound("you are told nothing");
    }
    note(call.principal(), "end-notices");
    notices.end(person);
    return Reply.done();
  }

  /** Without the address. */
  private void note(Principal principal, String act) {
    long _ =
        hub.audit().append(hub.clock().instant(), principal.who(), act, JsonText.object(o -> {}));
  }
}
