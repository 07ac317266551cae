package city.seki.provisioning.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.Asking;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A year of 120 units and their hub in one thread: offices that are closed from July to November,
 * clocks that show 1970 or 2099 after a boot, a hub that is away for days, lost answers, power cuts
 * at any change of the disk, operators who take their time, an issuing CA that comes to its end.
 * The rules of the hub, its authority, the judgement of chains and the whole of the unit are the
 * real ones; the wire and the disk are in memory.
 */
class SimulatedYearTest {
  private static final int UNITS = 120;
  private static final Instant START = Instant.parse("2027-01-04T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(365));
  private static final Duration SLOWEST_OPERATOR = Duration.ofDays(1);

  /** Operators, a hub that is away for three days, an installer's visit, and the slowest retry. */
  private static final Duration BOUND = Duration.ofDays(8);

  private record Turn(Instant at, int unit) {}

  @TempDir Path folder;

  /** More years: {@code mvn test -pl provisioning -am -Dseki.years=20}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("seki.years", 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_unit_is_stranded_in_a_year_of_closed_offices_and_wrong_clocks(long seed)
      throws IOException {
    new Year(folder, seed).run();
  }

  private static final class Year {
    private final long seed;
    private final Random chance;
    private final YearHub hub;
    private final List<YearUnit> units = new ArrayList<>();
    private final List<Instant> installed = new ArrayList<>();
    private final Map<Fingerprint, Duration> operators = new HashMap<>();
    private final List<Instant> outages = new ArrayList<>();
    private final Map<Integer, Instant> openedAt = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::at));
    private Duration longest = Duration.ZERO;

    Year(Path folder, long seed) throws IOException {
      this.seed = seed;
      this.chance = new Random(seed);
      SecureRandom keys = new SecureRandom();
      hub = new YearHub(folder, START, keys);
      for (int i = 0; i < UNITS; i++) {
        units.add(new YearUnit("u" + i, hub, new Random(seed * 1_000 + i), keys, 0.01, 0.05));
        // An office of six is set up on one day, all offices in seven weeks.
        installed.add(START.plus(Duration.ofDays(i / 6 * 2 + 1)).plus(Duration.ofHours(1)));
        turns.add(new Turn(installed.get(i), i));
      }
      for (int i = 0; i < 8; i++) {
        outages.add(START.plus(Duration.ofHours(chance.nextLong(Duration.ofDays(330).toHours()))));
      }
    }

    private boolean isOpen(int unit, Instant at) {
      Month month = LocalDate.ofInstant(at, ZoneOffset.UTC).getMonth();
      boolean summer = month.compareTo(Month.JULY) >= 0 && month.compareTo(Month.OCTOBER) <= 0;
      return unit / 6 % 5 >= 2 || !summer;
    }

    private boolean isHubDown(Instant at) {
      return outages.stream()
          .anyMatch(from -> !at.isBefore(from) && at.isBefore(from.plus(Duration.ofDays(3))));
    }

    void run() throws IOException {
      Instant hour = START;
      while (hour.isBefore(END)) {
        Instant next = hour.plus(Duration.ofHours(1));
        everyHour(hour);
        while (!turns.isEmpty() && turns.element().at().isBefore(next)) {
          live(turns.remove());
        }
        hour = next;
      }
      judge();
    }

    private void everyHour(Instant at) throws IOException {
      hub.down = isHubDown(at);
      hub.tick(at);
      if (at.equals(START.plus(Duration.ofDays(150)))) {
        hub.changeAuthority();
      }
      for (Map.Entry<Fingerprint, Asking> each : Map.copyOf(hub.waiting()).entrySet()) {
        Duration slow =
            operators.computeIfAbsent(
                each.getKey(),
                key -> Duration.ofHours(chance.nextLong(SLOWEST_OPERATOR.toHours())));
        if (!hub.down
            && each.getValue().word() == Asking.Word.NOTHING
            && at.isAfter(each.getValue().since().plus(slow))) {
          hub.approve(each.getKey());
        }
      }
      for (int i = 0; i < UNITS; i++) {
        follow(i, at);
      }
      if (at.equals(END.minus(Duration.ofDays(20)))) {
        units.forEach(YearUnit::spare);
        outages.clear();
      }
    }

    /** The time from its office's morning to the first link is what people wait. */
    private void follow(int unit, Instant at) {
      YearUnit it = units.get(unit);
      if (at.isBefore(installed.get(unit))) {
        return;
      }
      if (!isOpen(unit, at)) {
        it.switchOff();
        openedAt.remove(unit);
        return;
      }
      it.visit();
      Instant since = openedAt.putIfAbsent(unit, at);
      if (since != null && !since.equals(Instant.MAX)) {
        if (it.linked) {
          openedAt.put(unit, Instant.MAX);
          Duration waited = Duration.between(since, at);
          longest = waited.compareTo(longest) > 0 ? waited : longest;
        } else if (at.isAfter(since.plus(BOUND))) {
          throw new AssertionError("seed " + seed + ": stranded for days: " + it.told());
        }
      }
    }

    private void live(Turn turn) throws IOException {
      YearUnit unit = units.get(turn.unit());
      if (turn.at().isAfter(hub.now)) {
        hub.tick(turn.at());
      }
      if (!isOpen(turn.unit(), turn.at())) {
        turns.add(new Turn(turn.at().plus(Duration.ofHours(1)), turn.unit()));
        return;
      }
      if (unit.claims == 0) {
        unit.giveClaim(chance.nextBoolean() ? Approval.BY_BATCH : Approval.BY_OPERATOR);
      }
      Instant next = unit.live(turn.at());
      turns.add(new Turn(next, turn.unit()));
    }

    private void judge() throws IOException {
      hub.tick(END);
      List<String> stranded = new ArrayList<>();
      for (YearUnit unit : units) {
        if (!unit.isLinkedNow()) {
          stranded.add(unit.told());
        }
      }
      assertEquals(List.of(), stranded, () -> "seed " + seed);
      assertEquals(1, hub.mostKeysOfAClaim(), () -> "seed " + seed + ": keys of one claim");
      long ofADay = most(hub.issued.stream().map(each -> each.at()).toList(), ChronoUnit.DAYS);
      long asked = most(hub.asked, ChronoUnit.HOURS);
      System.out.printf(
          "seed %d: %d certificates, at most %d a day; %d requests, at most %d an hour; longest"
              + " wait for a link %s; %d boots%n",
          seed,
          hub.issued.size(),
          ofADay,
          hub.asked.size(),
          asked,
          longest,
          units.stream().mapToInt(each -> each.boots).sum());
      assertTrue(ofADay <= UNITS / 2, () -> "seed " + seed + ": certificates a day: " + ofADay);
      assertTrue(asked <= 60L * UNITS / 2, () -> "seed " + seed + ": requests an hour: " + asked);
    }

    private static long most(List<Instant> events, ChronoUnit unit) {
      return events.stream()
          .map(at -> at.truncatedTo(unit))
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .max()
          .orElse(0);
    }
  }
}
