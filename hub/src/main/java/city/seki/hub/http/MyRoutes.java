package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.KitId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Claim;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Kits;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Series;
import city.seki.config.rules.Wish;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.access.Role;
import city.seki.hub.data.DataException;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.promise.LostWishes;
import city.seki.hub.promise.TakenBack;
import city.seki.hub.promise.Why;
import city.seki.hub.roster.RosterStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/**
 * What is held about the one who asks, and who looked at it. Everybody sees one's own and nobody
 * else's: no request names a person.
 */
final class MyRoutes {
  private final HubParts hub;
  private final AccessRegister register;

  /** The whole ledger is read for one person: not for many at a time. */
  private final Semaphore reading = new Semaphore(1);

  MyRoutes(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.register = register;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/me", Operation.SEE_SELF, this::me),
        new Route("GET", "/api/v1/me/today", Operation.SEE_SELF, this::today),
        new Route("GET", "/api/v1/me/data", Operation.SEE_SELF, this::data));
  }

  private Reply me(Call call) {
    Principal principal = call.principal();
    String person = person(principal);
    return Reply.json(JsonText.object(o -> held(person, principal, o)));
  }

  /** The same with every claim and what was imported of earlier years, as a file to keep. */
  private Reply data(Call call) {
    Principal principal = call.principal();
    String person = person(principal);
    if (!reading.tryAcquire()) {
      throw Problem.unavailable("somebody else's data is being collected");
    }
    try {
      List<ClaimRecord> claims = hub.claims().of(person);
      List<Visit> imported = hub.attendance().imported(person);
      ZoneId zone = hub.allocation().state().city().timeZone();
      return Reply.json(
              JsonText.object(
                  o -> {
                    held(person, principal, o);
                    o.array("claims", claims, (claim, c) -> write(claim, c, zone));
                    o.array("attendance", imported, (visit, v) -> write(visit, v, zone));
                  }))
          .with("Content-Disposition", "attachment; filename=\"seki-my-data.json\"");
    } finally {
      reading.release();
    }
  }

  /** Whose data is asked for. */
  static String person(Principal principal) {
    String person = principal.person();
    if (person == null) {
      throw Problem.forbidden("you are nobody of the roster: nothing is held about you");
    }
    return person;
  }

  private void held(String person, Principal principal, JsonText o) {
    Seating state = hub.allocation().state();
    RosterStore.Member member = hub.roster().member(person);
    o.put("pseudonym", person);
    o.put("staff_id", member == null ? null : member.staffId());
    o.put("name", member == null ? null : member.name());
    o.put("department", member == null ? null : member.department());
    var known = state.directory().person(person);
    o.put("zones", known == null ? List.of() : known.zones());
    o.put("needs_accessible", known != null && known.needsAccessible());
    o.put("shown_to_colleagues", ColleagueRoutes.isShown(hub, person));
    o.put("kept_for", hub.about().retention().toString());
    o.put("roles", principal.roles().stream().map(Role::word).sorted().toList());
    card(person, state, o);
    seat(person, state, hub.cityClock().get(), o);
    promises(person, state, o);
    kits(person, state, o);
    ZoneId zone = state.city().timeZone();
    LocalDate today = state.city().day(hub.cityClock().get());
    o.array("taken_back", hub.takenBack().of(person, today, zone), (l, f) -> write(l, f, zone));
    o.array("wishes", state.wishes().of(person), (w, f) -> WishRoutes.write(w, state, f));
    o.array("lost_wishes", hub.lostWishes().of(person, today), (l, f) -> write(l, f, zone));
    o.array(
        "looks",
        register.at(person),
        (look, f) ->
            f.put("at", look.at(), zone).put("by", by(look.by())).put("purpose", look.purpose()));
  }

  /**
   * Seats of today that were left. Pages ask for what is held all the time, and for this rarely.
   */
  private Reply today(Call call) {
    String person = person(call.principal());
    RosterStore.Member member = hub.roster().member(person);
    City city = hub.allocation().state().city();
    LocalDate today = city.day(hub.cityClock().get());
    List<Visit> visits = new ArrayList<>();
    if (member != null) {
      Set<String> own = Set.of(member.department());
      try {
        hub.attendance().visits(new Scope(today, today, Set.of(), own), visits::add);
      } catch (DataException e) {
        throw Problem.unavailable(String.valueOf(e.getMessage()));
      }
    }
    visits.removeIf(visit -> !visit.person().equals(person) || visit.end() == null);
    return Reply.json(
        JsonText.object(
            o -> o.array("used", visits, (visit, v) -> write(visit, v, city.timeZone()))));
  }

  private static void write(LostWishes.Lost lost, JsonText o, ZoneId zone) {
    Wish wish = lost.wish();
    o.put("office", wish.office()).put("seat", wish.seat()).put("zone", wish.zone());
    o.put("from", wish.from(), zone).put("to", wish.to(), zone).put("at", lost.at(), zone);
    o.put("why", lost.why().word());
  }

  private static void write(TakenBack.Lost lost, JsonText o, ZoneId zone) {
    o.put("office", lost.office()).put("seat", lost.seat()).put("room", lost.room());
    o.put("from", lost.from(), zone).put("to", lost.to(), zone).put("at", lost.at(), zone);
    o.put("why", lost.why().word());
    o.put("reason", lost.why() instanceof Why.OutOfService out ? out.reason().word() : null);
  }

  /** Whether a card is known and by which keys; not the digest, which is nobody's business. */
  private static void card(String person, Seating state, JsonText o) {
    TreeSet<String> keys = new TreeSet<>();
    boolean[] blocked = new boolean[1];
    for (Map<String, String> owners : List.of(state.directory().cards(), state.cards().linked())) {
      owners.forEach(
          (card, owner) -> {
            if (owner.equals(person)) {
              keys.add(card.substring(0, card.indexOf(':')));
              blocked[0] |= state.cards().blocked().contains(card);
            }
          });
    }
    o.object(
        "card", c -> c.put("known", !keys.isEmpty()).put("keys", keys).put("blocked", blocked[0]));
  }

  private static void seat(String person, Seating state, Instant now, JsonText o) {
    SeatId held = state.held().get(person);
    Claim claim = held == null ? null : state.seat(held).claim();
    if (held == null || claim == null) {
      o.putNull("seat");
      return;
    }
    o.object(
        "seat",
        s ->
            s.put("office", held.office())
                .put("seat", held.seat())
                .put("since", claim.since(), state.city().timeZone())
                .put("until", SeatView.of(state, held, now).until(), state.city().timeZone()));
  }

  private static void promises(String person, Seating state, JsonText o) {
    ZoneId zone = state.city().timeZone();
    List<Reservation> seats =
        state.reservations().values().stream().filter(r -> r.person().equals(person)).toList();
    o.array(
        "reservations",
        seats,
        (r, f) ->
            f.put("id", r.id())
                .put("series", Series.of(r.id()))
                .put("office", r.seat().office())
                .put("seat", r.seat().seat())
                .put("from", r.from(), zone)
                .put("to", r.to(), zone));
    List<Booking> rooms =
        state.rooms().bookings().values().stream().filter(b -> b.person().equals(person)).toList();
    o.array(
        "bookings",
        rooms,
        (b, f) ->
            f.put("id", b.id())
                .put("office", b.room().office())
                .put("room", b.room().room())
                .put("from", b.from(), zone)
                .put("to", b.to(), zone));
  }

  private static void kits(String person, Seating state, JsonText o) {
    ZoneId zone = state.city().timeZone();
    List<Map.Entry<KitId, Kits.KitState>> lent =
        state.kits().kits().entrySet().stream()
            .filter(
                kit ->
                    kit.getValue().loan() != null && kit.getValue().loan().person().equals(person))
            .toList();
    o.array(
        "kits",
        lent,
        (kit, f) -> {
          Kits.Loan loan = kit.getValue().loan();
          f.put("office", kit.getKey().office()).put("kit", kit.getKey().kit());
          f.put("since", loan == null ? null : loan.since(), zone);
          f.put("due", loan == null ? null : loan.due(), zone);
        });
  }

  /** A colleague is told by department; their name is theirs. The audit log has who it was. */
  private String by(String who) {
    RosterStore.Member member = hub.roster().member(who);
    return member == null ? who.substring(0, Math.max(0, who.indexOf(':'))) : member.department();
  }

  private static void write(Visit visit, JsonText o, ZoneId zone) {
    o.put("office", visit.seat().office()).put("seat", visit.seat().seat());
    o.put("department", visit.department());
    o.put("since", visit.start(), zone).put("until", visit.end(), zone);
  }

  private static void write(ClaimRecord claim, JsonText o, ZoneId zone) {
    o.put("office", claim.seat().office()).put("seat", claim.seat().seat());
    o.put("department", claim.department()).put("source", claim.source().word());
    o.put("since", claim.since(), zone).put("until", claim.end(), zone);
    o.put("ended", claim.reason() == null ? null : claim.reason().word());
  }
}
