package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.rules.Command;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.AccessRegister.Purpose;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.kit.KitLoans;
import city.seki.hub.kit.KitView;
import city.seki.hub.roster.RosterStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kits on loan. Everybody may see what is to be had; who has a kit is shown to those only who run
 * after it. A tag's number is digested on arrival and not kept.
 */
final class KitRoutes {
  private static final int LONGEST_NOTE = 500;

  private final HubParts hub;
  private final Commands commands;
  private final AccessRegister register;

  KitRoutes(HubParts hub, Commands commands, AccessRegister register) {
    this.hub = hub;
    this.commands = commands;
    this.register = register;
  }

  List<Route> routes() {
    String kit = "/api/v1/offices/{office}/kits/{kit}/";
    return List.of(
        new Route("GET", "/api/v1/kits", Operation.SEE_FLOOR, this::all),
        new Route("GET", "/api/v1/offices/{office}/kits", Operation.SEE_FLOOR, this::ofOffice),
        new Route("GET", kit + "history", Operation.KEEP_KITS, this::history),
        new Route("POST", kit + "return", Operation.KEEP_KITS, this::takeBack),
        new Route("POST", kit + "tag", Operation.KEEP_KITS, this::link),
        new Route("DELETE", kit + "tag", Operation.KEEP_KITS, this::unlink));
  }

  /** Overdue ones first, then those that are away, the one that is due first before the others. */
  private Reply all(Call call) {
    Seating state = hub.allocation().state();
    Instant now = hub.cityClock().get();
    List<KitView> kits =
        state.city().offices().values().stream()
            .flatMap(office -> KitView.of(state, office, now).stream())
            .sorted(
                Comparator.comparing(KitView::state)
                    .reversed()
                    .thenComparing(KitView::due, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    return listed(call, kits, state.city());
  }

  private Reply ofOffice(Call call) {
    Seating state = hub.allocation().state();
    Office office = FloorRoutes.office(state.city(), call);
    return listed(call, KitView.of(state, office, hub.cityClock().get()), state.city());
  }

  private Reply listed(Call call, List<KitView> kits, City city) {
    boolean persons = call.principal().may(Operation.KEEP_KITS);
    if (persons) {
      List<String> holders =
          kits.stream().filter(k -> k.loan() != null).map(k -> k.loan().person()).toList();
      register.looks(call.principal(), Purpose.KITS, holders);
    }
    return Reply.json(
        JsonText.array(
            kits,
            (kit, o) -> {
              kit.write(o, city.timeZone());
              if (persons && kit.loan() != null) {
                holder(kit.loan().person(), o);
              }
            }));
  }

  /** Whom to ask for a kit; nothing of somebody who is in the roster no more. */
  private void holder(String person, JsonText o) {
    RosterStore.Member member = hub.roster().member(person);
    if (member != null) {
      o.object(
          "holder",
          m ->
              m.put("staff_id", member.staffId())
                  .put("name", member.name())
                  .put("department", member.department()));
    }
  }

  private Reply history(Call call) {
    ZoneId zone = hub.allocation().state().city().timeZone();
    List<KitLoans.Past> loans = hub.loans().of(kit(call));
    List<String> holders = loans.stream().map(KitLoans.Past::person).toList();
    register.looks(call.principal(), Purpose.KIT_HISTORY, holders);
    return Reply.json(JsonText.array(loans, (past, o) -> write(past, o, zone)));
  }

  private void write(KitLoans.Past past, JsonText o, ZoneId zone) {
    o.put("since", past.since(), zone).put("due", past.due(), zone);
    o.put("returned", past.returned(), zone).put("by", past.by()).put("note", past.note());
    holder(past.person(), o);
  }

  private Reply takeBack(Call call) throws BadMessage, InterruptedException {
    KitId kit = kit(call);
    String note = call.json().textOrNull("note");
    String said = note == null ? "" : note.strip();
    if (said.length() > LONGEST_NOTE) {
      throw new BadMessage("$.note", "expected at most " + LONGEST_NOTE + " letters");
    }
    Principal principal = call.principal();
    commands.carryOut(
        principal,
        "return-kit",
        about(kit, said),
        new Command.ReturnKit(kit, principal.who(), said, hub.cityClock().get()));
    return Reply.done();
  }

  private Reply link(Call call) throws BadMessage, InterruptedException {
    KitId kit = kit(call);
    JsonFields body = call.json();
    if (!body.has("code") && !body.has("tag")) {
      throw new BadMessage(
          "$", "expected \"code\", which a reader shows when the tag is laid on it, or \"tag\"");
    }
    Principal principal = call.principal();
    Instant now = hub.cityClock().get();
    Command command =
        body.has("code")
            ? new Command.LinkTagByCode(kit, body.text("code").strip(), principal.who(), now)
            : new Command.LinkTag(
                kit, body.word("tag", hub.digests()::digest), principal.who(), now);
    commands.carryOut(principal, "link-tag", about(kit, null), command);
    return Reply.done();
  }

  private Reply unlink(Call call) throws InterruptedException {
    KitId kit = kit(call);
    Principal principal = call.principal();
    commands.carryOut(
        principal,
        "unlink-tags",
        about(kit, null),
        new Command.UnlinkTags(kit, principal.who(), hub.cityClock().get()));
    return Reply.done();
  }

  private static Consumer<JsonText> about(KitId kit, @Nullable String note) {
    return o -> o.put("office", kit.office()).put("kit", kit.kit()).put("note", note);
  }

  private KitId kit(Call call) {
    KitId kit = new KitId(call.path("office"), call.path("kit"));
    if (hub.allocation().state().city().kit(kit) == null) {
      throw Problem.notFound("there is no kit of that name in that office");
    }
    return kit;
  }
}
