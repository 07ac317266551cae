package city.seki.config.rules;

import static city.seki.config.rules.Scene.WEDNESDAY;
import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Offers.Offer;
import city.seki.config.rules.Offers.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is offered is what is granted, and what is suggested instead, too. */
class OffersTest {
  private static final int HISTORIES = 12;
  private static final int STEPS = 400;
  private static final int LOOK_EVERY = 20;

  private final Scene scene = Scene.standard();

  private Offers offers(String person, String time) {
    Person known = Objects.requireNonNull(scene.state.directory().person(person));
    return Offers.of(scene.state, known, at(time));
  }

  private Office office(String id) {
    return Objects.requireNonNull(scene.state.city().office(id));
  }

  private Map<String, String> reasons(String person, String time, @Nullable Slot slot) {
    Map<String, String> reasons = new TreeMap<>();
    for (Offer offer : offers(person, time).of(office("honcho"), new When(WEDNESDAY, slot))) {
      reasons.put(offer.seat().seat(), String.valueOf(offer.reason()));
    }
    return reasons;
  }

  private List<String> instead(String person, String seat, String time, @Nullable Slot slot) {
    return NextBest.to(
            offers(person, time),
            office(seat(seat).office()),
            Objects.requireNonNull(scene.state.city().seat(seat(seat))),
            new When(WEDNESDAY, slot),
            id -> true)
        .stream()
        .map(
            s ->
                "%s %s %s %s"
                    .formatted(
                        s.kind().word(),
                        s.seat().seat(),
                        s.when().date(),
                        s.when().slot() == null ? "now" : s.when().slot().word()))
        .toList();
  }

  @Test
  void a_seat_is_offered_until_somebody_else_s_reservation_and_others_tell_why_not() {
    scene.reserves("aya", "A-01", "13:00", "17:15");
    scene.taps("chie", "A-02", "09:00");
    assertEquals(
        Map.of("A-01", "null", "A-02", "seat-taken", "A-03", "null", "N-01", "not-eligible"),
        reasons("ben", "10:00", null));
    Offer first = offers("ben", "10:00").of(office("honcho"), new When(WEDNESDAY, null)).getFirst();
    assertEquals(at("13:00"), first.to());
    assertEquals(
        Map.of("A-01", "reserved", "A-02", "null", "A-03", "null", "N-01", "not-eligible"),
        reasons("ben", "10:00", Slot.PM));
    assertEquals("past", reasons("ben", "12:30", Slot.AM).get("A-03"));
    assertEquals("office-closed", reasons("ben", "17:30", null).get("A-03"));
  }

  @Test
  void ones_own_seat_and_reservation_are_told_as_such() {
    scene.taps("ben", "A-02", "09:00");
    scene.reserves("ben", "A-03", "13:00", "17:15");
    List<Offer> now = offers("ben", "10:00").of(office("honcho"), new When(WEDNESDAY, null));
    List<Offer> later = offers("ben", "10:00").of(office("honcho"), new When(WEDNESDAY, Slot.PM));
    assertEquals(
        List.of("A-02"), now.stream().filter(Offer::own).map(o -> o.seat().seat()).toList());
    assertEquals(
        List.of("A-03"), later.stream().filter(Offer::own).map(o -> o.seat().seat()).toList());
    assertEquals("already-reserved", later.getFirst().reason());
  }

  @Test
  void what_only_ones_own_reservations_bar_may_be_had_instead_of_them() {
    scene.reserves("ben", "A-03", "08:30", "12:00");
    scene.reserves("ben", "A-02", "13:00", "17:15");
    scene.reserves("aya", "A-01", "13:00", "17:15");
    Map<String, String> given = new TreeMap<>();
    for (Offer offer : offers("ben", "07:00").of(office("honcho"), new When(WEDNESDAY, Slot.DAY))) {
      List<String> ids = offer.insteadOf().stream().map(Reservation::id).toList();
      given.put(offer.seat().seat(), offer.reason() + " " + ids);
    }
    assertEquals("reserved []", given.get("A-01"), "somebody else has it, too");
    assertEquals("reserved []", given.get("A-02"), "one's own is told as such");
    for (Offer offer : offers("ben", "07:00").of(office("honcho"), new When(WEDNESDAY, Slot.AM))) {
      boolean may = offer.seat().seat().equals("A-01") || offer.seat().seat().equals("A-02");
      List<String> ids = offer.insteadOf().stream().map(Reservation::id).toList();
      assertEquals(may ? List.of("ben@A-03") : List.of(), ids, offer.toString());
    }
  }

  @Test
  void instead_of_a_seat_there_is_one_near_another_time_or_another_office() {
    scene.reserves("aya", "A-01", "08:30", "12:00");
    assertEquals(
        List.of("seat A-02 2026-11-18 am", "time A-01 2026-11-18 pm", "office M-01 2026-11-18 am"),
        instead("ben", "A-01", "08:00", Slot.AM));
    assertEquals(
        List.of("seat A-01 2026-11-18 now", "office M-01 2026-11-18 now"),
        instead("ben", "N-01", "14:00", null),
        "no time makes ben eligible, so another zone");
    assertEquals(
        List.of("time A-02 2026-11-19 day"),
        instead("ben", "A-02", "18:00", null),
        "after closing");
  }

  @Test
  void who_has_a_reservation_at_that_time_is_told_of_other_times_only() {
    scene.reserves("ben", "M-01", "08:30", "12:00");
    assertEquals(List.of("time A-01 2026-11-18 pm"), instead("ben", "A-01", "08:00", Slot.AM));
  }

  /** Decides a request and says why not, null if it was granted. */
  private static @Nullable String decided(
      Seating state,
      Person person,
      Offer offer,
      When when,
      ReservationRules.@Nullable Interval interval,
      Instant now) {
    if (when.slot() == null) {
      Command tap =
          new Command.PhoneTap(new TapId("phone", "x", 1), offer.seat(), person.id(), now);
      Answer answer = ((Decision.Answered) SeatRules.decide(state, tap)).answer();
      return switch (answer) {
        case Answer.Denied denied -> denied.reason().word();
        case Answer.Released _ -> "own";
        default -> null;
      };
    }
    if (interval == null) {
      return offer.reason();
    }
    Command reserve =
        new Command.Reserve(
            "new", offer.seat(), person.id(), interval.from(), interval.to(), "x", now);
    return SeatRules.decide(state, reserve) instanceof Decision.Refused refused
        ? refused.reason().word()
        : null;
  }

  /** Decides a change and says why not, null if it was granted. */
  private static @Nullable String changed(
      Seating state, Person person, Offer offer, ReservationRules.Interval interval, Instant now) {
    Set<String> given = offer.insteadOf().stream().map(Reservation::id).collect(Collectors.toSet());
    Command change =
        new Command.Reserve(
            "new", offer.seat(), person.id(), interval.from(), interval.to(), "x", given, now);
    return SeatRules.decide(state, change) instanceof Decision.Refused refused
        ? refused.reason().word()
        : null;
  }

  @Test
  void what_is_offered_or_suggested_is_granted_and_nothing_else_after_any_history() {
    int granted = 0;
    int suggested = 0;
    int changes = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Seating state = Seating.of(Scene.standard().state.city(), Scene.directory());
      Instant last = at("08:00");
      int step = 0;
      for (Command command : Histories.of(seed, STEPS)) {
        Decision decision = SeatRules.decide(state, command);
        state = state.applyAll(decision.events());
        if (command instanceof Command.Reconfigure files) {
          state = state.reconfigured(files.city(), files.directory());
        }
        for (Event event : decision.events()) {
          last = Due.latest(last, event.at());
        }
        if (++step % LOOK_EVERY != 0) {
          continue;
        }
        Instant now = last.plus(Duration.ofSeconds(10)); // no tap is repeated
        for (Person person : state.directory().persons().values()) {
          Offers offers = Offers.of(state, person, now);
          for (Office office : state.city().offices().values()) {
            for (When when : whens(state, now)) {
              var interval = offers.interval(office, when);
              for (Offer offer : offers.of(office, when)) {
                String told =
                    "seed %d step %d %s %s %s %s".formatted(seed, step, person, when, offer, now);
                String why = decided(state, person, offer, when, interval, now);
                assertEquals(
                    when.slot() == null && offer.own() ? "own" : offer.reason(), why, told);
                granted += offer.isFree() ? 1 : 0;
                if (!offer.insteadOf().isEmpty() && interval != null) {
                  assertNull(changed(state, person, offer, interval, now), told);
                  changes++;
                }
                if (!offer.isFree()) {
                  suggested +=
                      suggestions(state, offers, person, office, offer.seat(), when, now, told);
                }
              }
            }
          }
        }
      }
    }
    assertTrue(granted > 1_000, granted + " granted");
    assertTrue(suggested > 1_000, suggested + " suggested");
    assertTrue(changes > 100, changes + " changes");
  }

  private static List<When> whens(Seating state, Instant now) {
    var today = state.city().day(now);
    return List.of(
        new When(today, null),
        new When(today, Slot.AM),
        new When(today, Slot.PM),
        new When(today.plusDays(1), Slot.DAY));
  }

  private static int suggestions(
      Seating state,
      Offers offers,
      Person person,
      Office office,
      SeatId seat,
      When when,
      Instant now,
      String told) {
    var place = Objects.requireNonNull(state.city().seat(seat));
    List<NextBest.Suggestion> found = NextBest.to(offers, office, place, when, id -> true);
    for (NextBest.Suggestion s : found) {
      Office there = Objects.requireNonNull(state.city().office(s.seat().office()));
      Offer offer = new Offer(s.seat(), s.place(), null, false, null, null);
      var interval = offers.interval(there, s.when());
      assertNotNull(interval, told);
      assertEquals(null, decided(state, person, offer, s.when(), interval, now), told + " " + s);
    }
    return found.size();
  }
}
