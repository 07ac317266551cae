package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.rules.Command;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.replay.Replay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a replay shows of a moment is the state that the hub had then, whatever came late and in
 * which order it is asked for. A failure names the seed: {@code -Dseki.replay.seed=N} repeats it.
 */
class ReplayOfLateDaysTest {
  private static final int SEEDS = Integer.getInteger("seki.replay.seeds", 8);
  private static final long SEED = Long.getLong("seki.replay.seed", 0);
  private static final int DAYS = 3;
  private static final Duration AHEAD = Duration.ofMinutes(2);

  /** A few states are kept only, so that they are thinned out. */
  private static final Replay.Limits SMALL = new Replay.Limits(Duration.ofSeconds(5), 7, 6);

  /** A commit of the hub and the state that it had after it. */
  private record Commit(List<Event> events, Seating after) {}

  @TempDir private Path folder;

  /** Lives some days at that ledger and tells what happened. */
  private static List<Commit> live(Path ledger, long seed) {
    LateDays days = new LateDays(seed);
    Random random = new Random(seed);
    List<Commit> commits = new ArrayList<>();
    List<Command> late = new ArrayList<>();
    try (SqliteLedger file = SqliteLedger.open(ledger)) {
      Allocator allocator = new Allocator(file, days.empty(), past -> {});
      days.promises(DAYS).forEach(promise -> take(allocator, promise, commits));
      for (int day = 0; day < DAYS; day++) {
        Seating morning = allocator.state();
        for (int minute : days.minutes(25)) {
          Command.Tap tap = days.tap(day, minute);
          switch (random.nextInt(5)) {
            case 0 -> late.add(days.told(tap, morning));
            case 1 -> take(allocator, days.act(day, minute), commits);
            default -> take(allocator, tap, commits);
          }
        }
        for (Command tap : late) {
          if (random.nextBoolean()) {
            take(allocator, tap, commits);
          }
        }
        late.removeIf(tap -> random.nextBoolean());
        take(allocator, new Command.Advance(LateDays.at(day, 1_200)), commits);
      }
    }
    return commits;
  }

  private static void take(Allocator allocator, Command command, List<Commit> commits) {
    Allocator.Outcome outcome =
        allocator.decide(List.of(new Allocator.Request(command, decision -> {})));
    if (!outcome.events().isEmpty()) {
      commits.add(new Commit(outcome.events(), allocator.state()));
    }
    outcome.answer();
  }

  /** The plain way: all events, one after the other. */
  private static Seating expected(List<Commit> commits, Seating empty, Instant moment) {
    Seating state = empty;
    Seating best = empty;
    for (Commit commit : commits) {
      for (Event event : commit.events()) {
        if (event.at().isAfter(moment.plus(AHEAD))) {
          return best;
        }
        state = state.apply(event);
        best = event.at().isAfter(moment) ? best : state;
      }
    }
    return best;
  }

  private static Seating at(Replay replay, Instant moment, Seating files) throws Exception {
    return replay.at(moment).orElseThrow().reconfigured(files.city(), files.directory());
  }

  @Test
  void a_replay_shows_what_the_hub_had_in_whatever_order_it_is_asked() throws Exception {
    for (long seed = SEED; seed < (SEED == 0 ? SEEDS : SEED + 1); seed++) {
      Path ledger = folder.resolve("ledger-" + seed + ".db");
      List<Commit> commits = live(ledger, seed);
      Seating empty = new LateDays(seed).empty();
      Replay replay = new Replay(ledger, System::nanoTime, SMALL);
      Random random = new Random(seed);
      for (int i = 0; i < 60; i++) {
        Instant moment = LateDays.at(random.nextInt(DAYS + 1), random.nextInt(1_440));
        assertEquals(
            expected(commits, empty, moment),
            at(replay, moment, empty),
            "seed " + seed + ", " + moment);
      }
    }
  }

  @Test
  void where_nothing_happens_for_a_while_it_is_the_state_of_the_running_hub() throws Exception {
    int looked = 0;
    for (long seed = SEED; seed < (SEED == 0 ? SEEDS : SEED + 1); seed++) {
      Path ledger = folder.resolve("quiet-" + seed + ".db");
      List<Commit> commits = live(ledger, seed);
      Seating empty = new LateDays(seed).empty();
      Replay replay = new Replay(ledger, System::nanoTime, SMALL);
      Instant latest = Instant.MIN;
      for (int i = 0; i < commits.size(); i++) {
        for (Event event : commits.get(i).events()) {
          latest = event.at().isAfter(latest) ? event.at() : latest;
        }
        Instant soon = latest.plus(AHEAD);
        boolean quiet =
            i + 1 == commits.size() || commits.get(i + 1).events().getFirst().at().isAfter(soon);
        if (quiet) {
          looked++;
          assertEquals(
              commits.get(i).after(),
              at(replay, latest, empty),
              "seed " + seed + ", after commit " + i);
        }
      }
    }
    assertTrue(looked > 20, "only " + looked + " moments were quiet");
  }

  @Test
  void a_question_that_ran_out_of_patience_goes_on_where_it_stopped() throws Exception {
    Path ledger = folder.resolve("slow.db");
    List<Commit> commits = live(ledger, 3);
    Seating empty = new LateDays(3).empty();
    AtomicLong nanos = new AtomicLong();
    // Each look at the clock is a second: no question gets far.
    Replay replay =
        new Replay(
            ledger,
            () -> nanos.addAndGet(1_000_000_000L),
            new Replay.Limits(Duration.ofMillis(1_500), 10, 50));
    Instant moment = LateDays.at(1, 700);
    Optional<Seating> found = Optional.empty();
    for (int asked = 0; asked < 1_000 && found.isEmpty(); asked++) {
      found = replay.at(moment);
    }
    assertEquals(
        expected(commits, empty, moment),
        found.orElseThrow().reconfigured(empty.city(), empty.directory()));
  }

  @Test
  void another_ledger_in_its_place_is_read_anew() throws Exception {
    Path ledger = folder.resolve("ledger.db");
    live(ledger, 1);
    Seating empty = new LateDays(1).empty();
    Replay replay = new Replay(ledger, System::nanoTime, SMALL);
    Instant moment = LateDays.at(1, 720);
    at(replay, moment, empty);
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(ledger + end));
    }
    List<Commit> other = live(ledger, 2);
    assertEquals(expected(other, empty, moment), at(replay, moment, empty));
  }
}
