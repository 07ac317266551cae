package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Claim;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The outcome is the same whatever the order of arrival (product.md §6): made-up days of units that
 * were cut off, whose taps come in many orders. A failure names the seed and the fewest taps that
 * still show it.
 */
class LateTapsTest {
  private static final int SEEDS = Integer.getInteger("seki.late.seeds", 150);
  private static final int ORDERS = 4;
  private static final int DAYS = 2;

  /** What must be the same: claims that lasted, what became of promises, who sits where now. */
  private record Truth(
      Set<String> claims, Map<String, ReservationOutcome> promises, Map<String, SeatId> held) {}

  /** A history: what the hub was told in order, and what comes late. */
  private record History(List<Command> online, List<Command.Tap> late, Instant end) {}

  private static final class Town {
    private final Seating files;
    private final InMemoryLedger ledger;
    private final Allocator allocator;

    Town(Seating files) {
      this(files, new InMemoryLedger(), DayBooks.Room.STANDARD);
    }

    Town(Seating files, InMemoryLedger ledger, DayBooks.Room room) {
      this.files = files;
      this.ledger = ledger;
      allocator = new Allocator(ledger, files, room);
    }

    @Nullable String holder(SeatId seat) {
      Claim claim = allocator.state().seat(seat).claim();
      return claim == null ? null : claim.person();
    }

    void take(List<? extends Command> batch) {
      List<Allocator.Request> requests = new ArrayList<>();
      for (Command command : batch) {
        requests.add(new Allocator.Request(command, decision -> {}));
      }
      Seating before = allocator.state();
      Allocator.Outcome outcome = allocator.decide(requests);
      Seating folded = before;
      for (Event event : outcome.events()) {
        folded = folded.apply(event); // refuses a second claim of a seat or person
      }
      assertEquals(folded, allocator.state());
    }

    DayRecord record() {
      DayRecord record = new DayRecord();
      record.addAll(ledger.events);
      return record;
    }

    Truth truth() {
      DayRecord record = record();
      Map<String, ReservationOutcome> promises = new TreeMap<>();
      record.promises().forEach(p -> promises.put(p.reservation().id(), p.outcome()));
      Set<String> claims =
          record.claims().stream()
              .filter(claim -> !claim.since().equals(claim.end()))
              .map(ClaimRecord::toString)
              .collect(Collectors.toCollection(TreeSet::new));
      Seating now = allocator.state();
      now.held()
          .forEach(
              (person, seat) ->
                  assertTrue(
                      record.claims(seat).stream()
                          .anyMatch(c -> c.isCurrent() && c.person().equals(person)),
                      "who sits is not on record"));
      return new Truth(claims, promises, new TreeMap<>(now.held()));
    }

    /** At no moment two claims of one seat, or of one person. */
    void isPossible() {
      Map<Object, List<ClaimRecord>> of = new HashMap<>();
      for (ClaimRecord claim : record().claims()) {
        of.computeIfAbsent(claim.seat(), k -> new ArrayList<>()).add(claim);
        of.computeIfAbsent(claim.person(), k -> new ArrayList<>()).add(claim);
      }
      of.forEach(
          (what, claims) -> {
            claims.removeIf(claim -> claim.since().equals(claim.end()));
            claims.sort(Comparator.comparing(ClaimRecord::since));
            for (int i = 1; i < claims.size(); i++) {
              Instant end = claims.get(i - 1).end();
              assertTrue(
                  end != null && !end.isAfter(claims.get(i).since()),
                  "two claims at once: " + claims.get(i - 1) + " and " + claims.get(i));
            }
          });
    }
  }

  /** Every unit was cut off all the time: nothing was ever answered by the hub. */
  private static History allCutOff(LateDays days) {
    List<Command> online = new ArrayList<>(days.promises(DAYS));
    List<Command.Tap> late = new ArrayList<>();
    Seating morning = days.empty();
    for (Command command : online) {
      morning = morning.applyAll(SeatRules.decide(morning, command).events());
    }
    Instant end = LateDays.at(days.random.nextBoolean() ? DAYS + 1 : DAYS, 800);
    for (int day = 1; day <= DAYS; day++) {
      for (int minute : days.minutes(18)) {
        if (LateDays.at(day, minute).isBefore(end)) {
          late.add(days.told(days.tap(day, minute), morning));
        }
      }
    }
    return new History(online, late, end);
  }

  /** Some units are cut off, the others are answered by the hub, where people act too. */
  private static History someCutOff(LateDays days) {
    List<Command> online = new ArrayList<>(days.promises(DAYS));
    List<Command.Tap> late = new ArrayList<>();
    Instant end = LateDays.at(days.random.nextBoolean() ? DAYS + 1 : DAYS, 800);
    for (int day = 1; day <= DAYS; day++) {
      for (int minute : days.minutes(24)) {
        if (!LateDays.at(day, minute).isBefore(end)) {
          continue;
        }
        online.add(new Command.Advance(LateDays.at(day, minute)));
        if (days.random.nextInt(5) == 0) {
          online.add(days.act(day, minute));
          continue;
        }
        Command.Tap tap = days.tap(day, minute);
        if (Math.floorMod(tap.id().unit().hashCode(), 2) == 0) {
          online.add(tap);
        } else {
          late.add(days.told(tap, days.empty()));
        }
      }
    }
    return new History(online, late, end);
  }

  /** In some orders nothing is kept at hand: each time it is read from the ledger. */
  private static Town online(LateDays days, History history, int most) {
    DayBooks.Room room = most > 1 && most < 10 ? new DayBooks.Room(0, 0) : DayBooks.Room.STANDARD;
    Town town = new Town(days.empty(), new InMemoryLedger(), room);
    history.online().forEach(command -> town.take(List.of(command)));
    town.take(List.of(new Command.Advance(history.end())));
    return town;
  }

  private static Truth arriving(LateDays days, History history, List<Command.Tap> order, int most) {
    Town town = online(days, history, most);
    Random random = new Random(most);
    for (int from = 0; from < order.size(); ) {
      int to = Math.min(order.size(), from + 1 + random.nextInt(most));
      town.take(order.subList(from, to));
      town.isPossible();
      from = to;
    }
    town.take(List.of(new Command.Advance(history.end())));
    assertEquals(
        town.allocator.state(),
        new Allocator(town.ledger, town.files).state(),
        "a restart gives another state");
    return town.truth();
  }

  private static Truth inOrder(LateDays days, History history) {
    Town town = new Town(days.empty());
    history.online().forEach(command -> town.take(List.of(command)));
    history.late().stream()
        .sorted(
            Comparator.comparing(Command.Tap::at)
                .thenComparing(tap -> tap.id().unit())
                .thenComparingLong(tap -> tap.id().seq()))
        .forEach(
            tap -> {
              town.take(List.of(new Command.Advance(tap.at())));
              town.take(List.of(tap));
            });
    town.take(List.of(new Command.Advance(history.end())));
    town.isPossible();
    return town.truth();
  }

  private static List<Command.Tap> shuffled(List<Command.Tap> taps, int order) {
    List<Command.Tap> shuffled = new ArrayList<>(taps);
    Collections.shuffle(shuffled, new Random(order));
    return shuffled;
  }

  /** Each unit's taps in their own order. */
  private static List<Command.Tap> byUnit(List<Command.Tap> taps, int order) {
    Map<String, List<Command.Tap>> units = new TreeMap<>();
    for (Command.Tap tap : taps) {
      units.computeIfAbsent(tap.id().unit(), u -> new ArrayList<>()).add(tap);
    }
    List<List<Command.Tap>> all = new ArrayList<>(units.values());
    Collections.shuffle(all, new Random(order));
    return all.stream().flatMap(List::stream).toList();
  }

  /** What is wrong with that history, null if nothing is. */
  private static @Nullable String wrong(LateDays days, History history, boolean alone) {
    try {
      Truth first = alone ? inOrder(days, history) : arriving(days, history, history.late(), 1_000);
      for (int order = 0; order < ORDERS; order++) {
        Truth units = arriving(days, history, byUnit(history.late(), order), 1 + 5 * order);
        if (!units.equals(first)) {
          return difference(first, units);
        }
        Truth any = arriving(days, history, shuffled(history.late(), order), 1 + 5 * order);
        if (!any.equals(first)) {
          return difference(first, any);
        }
      }
      return null;
    } catch (RuntimeException | AssertionError e) {
      return "%s at %s".formatted(e, e.getStackTrace()[0]);
    }
  }

  private static String difference(Truth a, Truth b) {
    Set<String> onlyA = new TreeSet<>(a.claims());
    onlyA.removeAll(b.claims());
    Set<String> onlyB = new TreeSet<>(b.claims());
    onlyB.removeAll(a.claims());
    return "only the first: %s%nonly the other: %s%npromises %s%n     and %s%nheld %s and %s"
        .formatted(
            String.join("\n  ", onlyA),
            String.join("\n  ", onlyB),
            a.promises(),
            b.promises(),
            a.held(),
            b.held());
  }

  private static void holds(long seed, boolean alone) {
    LateDays days = new LateDays(seed);
    History history = alone ? allCutOff(days) : someCutOff(days);
    if (wrong(days, history, alone) == null) {
      return;
    }
    History few = shortened(days, history, alone);
    fail(
        "seed %d: %s%nonline:%n%s%nlate:%n%s"
            .formatted(
                seed,
                wrong(days, few, alone),
                few.online().stream().map(Command::toString).collect(Collectors.joining("\n")),
                few.late().stream().map(Command::toString).collect(Collectors.joining("\n"))));
  }

  private static History shortened(LateDays days, History history, boolean alone) {
    History few = history;
    for (int i = few.late().size() - 1; i >= 0; i--) {
      List<Command.Tap> fewer = new ArrayList<>(few.late());
      fewer.remove(i);
      History shorter = new History(few.online(), fewer, few.end());
      few = wrong(days, shorter, alone) == null ? few : shorter;
    }
    for (int i = few.online().size() - 1; i >= 0; i--) {
      List<Command> fewer = new ArrayList<>(few.online());
      fewer.remove(i);
      History shorter = new History(fewer, few.late(), few.end());
      few = wrong(days, shorter, alone) == null ? few : shorter;
    }
    return few;
  }

  @Test
  void a_unit_that_was_cut_off_for_thirty_days_gives_what_it_would_have_given_online() {
    LateDays days = new LateDays(30);
    Town online = new Town(days.empty());
    Town cutOff = new Town(days.empty());
    List<Command.Tap> late = new ArrayList<>();
    Seating mind = days.empty();
    for (int day = 1; day <= 30; day++) {
      for (int minute : days.minutes(40)) {
        Command.Tap tap = days.tapOfTwoPeoples(day, minute);
        Command now = new Command.Advance(tap.at());
        online.take(List.of(now, tap));
        if (tap.office().equals("east")) {
          cutOff.take(List.of(now, tap));
          continue;
        }
        Decision alone = SeatRules.decide(mind, tap);
        mind = mind.applyAll(alone.events());
        late.add(LateDays.with(tap, ((Decision.Answered) alone).answer()));
      }
    }
    Command back = new Command.Advance(LateDays.at(31, 600));
    online.take(List.of(back));
    cutOff.take(List.of(back));
    for (int from = 0; from < late.size(); from += 64) {
      cutOff.take(late.subList(from, Math.min(late.size(), from + 64)));
    }
    assertTrue(late.size() > 400, "hardly anybody tapped: " + late.size());
    assertEquals(online.truth(), cutOff.truth());
    cutOff.isPossible();
  }

  @Test
  void what_a_unit_told_is_learnt_when_it_delivers_a_tap_again_that_was_answered_too_late() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    Command.Tap tap = days.tapOf(3, "west", "A-1", 1, 600);
    town.take(List.of(LateDays.with(tap, null)));
    assertEquals(1, town.allocator.state().held().size());
    Answer no = Answer.Denied.because(DenyReason.SEAT_TAKEN, new SeatId("west", "A-1"));
    town.take(List.of(LateDays.with(tap, no), LateDays.with(tap, no)));
    assertEquals(0, town.allocator.state().held().size(), "who saw red sits nowhere");
    assertEquals(1, town.ledger.events.stream().filter(Event.Learnt.class::isInstance).count());
    int written = town.ledger.events.size();
    town.take(List.of(LateDays.with(tap, no)));
    assertEquals(written, town.ledger.events.size(), "it is learnt once");
    Town restarted = new Town(days.empty(), town.ledger, DayBooks.Room.STANDARD);
    restarted.take(List.of(LateDays.with(tap, no)));
    assertEquals(written, town.ledger.events.size(), "and not again after a restart");
  }

  @Test
  void what_a_unit_told_is_left_open_while_its_light_may_still_follow_the_hub() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    Command.Tap late = days.tapOf(3, "west", "A-1", 1, 600);
    Command.Tap fresh =
        new Command.Tap(late.id(), late.office(), late.reader(), late.card(), late.at());
    Answer no = Answer.Denied.because(DenyReason.SEAT_TAKEN, new SeatId("west", "A-1"));
    Command.Tap told =
        new Command.Tap(late.id(), late.office(), late.reader(), late.card(), late.at(), no, false);
    List<Decision> decisions = new ArrayList<>();
    town.allocator
        .decide(
            List.of(
                new Allocator.Request(fresh, decisions::add),
                new Allocator.Request(told, decisions::add)))
        .answer();
    assertTrue(((Decision.Answered) decisions.getFirst()).answer() instanceof Answer.Granted);
    assertEquals(new Decision.Open(), decisions.getLast());
    town.take(List.of(LateDays.with(late, no)));
    assertEquals(0, town.allocator.state().held().size(), "nobody saw the hub's answer");
  }

  @Test
  void the_earlier_of_two_that_were_told_one_seat_keeps_it_and_both_are_on_record() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    SeatId seat = new SeatId("west", "A-1");
    Answer yes = new Answer.Granted(seat, LateDays.at(1, 1035), null);
    Command.Tap later = LateDays.with(days.tapOf(2, "west", "A-1", 1, 610), yes);
    Answer kiosk = new Answer.Assigned(seat, LateDays.at(1, 1035), null);
    Command.Tap earlier = LateDays.with(days.tapOf(1, "west", null, 1, 600), kiosk);
    town.take(List.of(later));
    assertEquals("p2", town.holder(seat));
    town.take(List.of(earlier));
    assertEquals("p1", town.holder(seat));
    List<ClaimRecord> conflicts =
        town.record().claims(seat).stream()
            .filter(claim -> claim.reason() == EndReason.CONFLICT)
            .toList();
    assertEquals(List.of("p2"), conflicts.stream().map(ClaimRecord::person).toList());
    assertEquals(List.of(LateDays.at(1, 610)), conflicts.stream().map(ClaimRecord::end).toList());
  }

  @Test
  void a_promise_that_was_given_up_as_a_no_show_was_kept_after_all() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    SeatId seat = new SeatId("west", "A-1");
    town.take(
        List.of(
            new Command.Reserve(
                "r",
                seat,
                "p1",
                LateDays.at(1, 600),
                LateDays.at(1, 720),
                "p1",
                LateDays.at(0, 600)),
            new Command.Advance(LateDays.at(1, 630))));
    assertEquals(ReservationOutcome.NO_SHOW, town.truth().promises().get("r"));
    Answer yes = new Answer.Granted(seat, LateDays.at(1, 1035), null);
    town.take(List.of(LateDays.with(days.tapOf(1, "west", "A-1", 1, 605), yes)));
    assertEquals(ReservationOutcome.TAKEN, town.truth().promises().get("r"));
    assertEquals("p1", town.holder(seat));
  }

  @Test
  void units_that_were_all_cut_off_give_what_they_would_have_given_in_order_of_time() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      holds(seed, true);
    }
  }

  @Test
  void whatever_the_order_in_which_late_taps_come_the_outcome_is_the_same() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      holds(seed, false);
    }
  }
}
