package city.seki.hub.http;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Nearness;
import city.seki.config.rules.Offers;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Sha256;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.access.Whereabouts;
import city.seki.hub.roster.RosterStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Colleagues of the own department who let themselves be seen, and whether the one who asks does.
 * Whoever does not is told apart from nobody by nothing.
 */
final class ColleagueRoutes {
  private static final String PATH = "/api/v1/me/colleagues";

  /** 80 bits: no two colleagues meet. */
  private static final int HANDLE_LETTERS = 20;

  private final HubParts hub;
  private final AccessRegister register;

  ColleagueRoutes(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.register = register;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Operation.SEE_SELF, this::list),
        new Route("POST", PATH, Operation.SEE_SELF, this::say));
  }

  private Reply list(Call call) {
    String self = MyRoutes.person(call.principal());
    Map<String, RosterStore.Member> shown = colleagues(hub, self);
    Instant now = hub.cityClock().get();
    Seating state = hub.allocation().state();
    Offers.When when = OfferRoutes.when(call, state.city(), now);
    register.looks(call.principal(), AccessRegister.Purpose.COLLEAGUES, shown.keySet());
    List<Map.Entry<String, RosterStore.Member>> sorted =
        shown.entrySet().stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, RosterStore.Member> c) -> c.getValue().name())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    Map<String, SeatId> places = Nearness.to(shown.keySet(), state, when, now).places();
    return Reply.json(
        JsonText.object(
            o -> {
              o.put("shown", isShown(hub, self));
              o.array(
                  "colleagues",
                  sorted,
                  (c, f) -> {
                    SeatId place = places.get(c.getKey());
                    f.put("id", handle(self, c.getKey())).put("name", c.getValue().name());
                    f.put("office", place == null ? null : place.office());
                    f.put("seat", place == null ? null : place.seat());
                  });
            }));
  }

  private Reply say(Call call) throws BadMessage {
    Principal principal = call.principal();
    String self = MyRoutes.person(principal);
    boolean shown = call.json().truth("shown");
    RosterStore.Member member = hub.roster().member(self);
    if (member == null) {
      throw Problem.forbidden("you are nobody of the roster: nobody sees where you are");
    }
    String act = shown ? "show-whereabouts" : "hide-whereabouts";
    long _ =
        hub.audit().append(hub.clock().instant(), principal.who(), act, JsonText.object(o -> {}));
    Whereabouts whereabouts = hub.access().whereabouts();
    if (shown) {
      whereabouts.show(self, member.department());
    } else {
      whereabouts.hide(self);
    }
    return Reply.done();
  }

  static boolean isShown(HubParts hub, String person) {
    RosterStore.Member member = hub.roster().member(person);
    return member != null && hub.access().whereabouts().isShown(person, member.department());
  }

  /** Those of the own department who let themselves be seen, by pseudonym; without oneself. */
  static Map<String, RosterStore.Member> colleagues(HubParts hub, String self) {
    RosterStore.Member own = hub.roster().member(self);
    if (own == null) {
      return Map.of();
    }
    Set<String> shown = Set.copyOf(hub.access().whereabouts().shownTo(own.department()));
    Map<String, RosterStore.Member> colleagues =
        new HashMap<>(hub.roster().members(own.department()));
    colleagues.keySet().retainAll(shown);
    colleagues.remove(self);
    return colleagues;
  }

  /**
   * By what the one who asks tells a colleague from another. Everybody has other names for the same
   * colleague, and none is that of the records.
   */
  static String handle(String self, String colleague) {
    byte[] both = (self + ' ' + colleague).getBytes(StandardCharsets.UTF_8);
    return "c-" + Sha256.of(both).hex().substring(0, HANDLE_LETTERS);
  }
}
