package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

  /** A history: what the hub was told in order, and what comes late. */
  private record History(List<Command> online, List<Command.Tap> late, Instant end) {}

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

  private static Town.Truth arriving(
      LateDays days, History history, List<Command.Tap> order, int most) {
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
        new Allocator(town.ledger, town.files, past -> {}).state(),
        "a restart gives another state");
    return town.truth();
  }

  private static Town.Truth inOrder(LateDays days, History history) {
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
      Town.Truth first =
          alone ? inOrder(days, history) : arriving(days, history, history.late(), 1_000);
      for (int order = 0; order < ORDERS; order++) {
        Town.Truth units = arriving(days, history, byUnit(history.late(), order), 1 + 5 * order);
        if (!units.equals(first)) {
          return difference(first, units);
        }
        Town.Truth any = arriving(days, history, shuffled(history.late(), order), 1 + 5 * order);
        if (!any.equals(first)) {
          return difference(first, any);
        }
      }
      return null;
    } catch (RuntimeException | AssertionError e) {
      return "%s at %s".formatted(e, e.getStackTrace()[0]);
    }
  }

  private static String difference(Town.Truth a, Town.Truth b) {
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
