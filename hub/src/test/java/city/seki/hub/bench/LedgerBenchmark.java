package city.seki.hub.bench;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.SqliteLedger;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a decision costs the ledger alone: processor time of the writing thread, per granted tap of
 * two events, in commits of different sizes, on a ledger of that many events.
 */
public final class LedgerBenchmark {
  private static final int UNITS = 500;
  private static final int[] BATCHES = {1, 10, 50, 200, 1_000};
  private static final int MEASURED = 30_000;
  private static final Instant AT = Instant.parse("2026-11-21T00:31:05.123Z");

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long tap;

  private LedgerBenchmark() {}

  /**
   * @param arguments a folder that is there; how many events the ledger has at first
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "ledger-bench");
    new LedgerBenchmark().run(folder.resolve("ledger.db"), Integer.parseInt(arguments[1]));
  }

  private void run(Path file, int events) {
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      for (int i = 0; i < events; i += 2_000) {
        ledger.append(batch(1_000));
      }
      for (int size : BATCHES) {
        int commits = Math.max(1, Math.min(MEASURED / size, 5_000));
        long cpu = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < commits; i++) {
          ledger.append(batch(size));
        }
        double micros = (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / commits / size;
        System.out.printf(Locale.ROOT, "%5d decisions a commit: %6.2f us each%n", size, micros);
      }
    }
  }

  private List<Event> batch(int decisions) {
    List<Event> events = new ArrayList<>(2 * decisions);
    for (int i = 0; i < decisions; i++) {
      tap++;
      SeatId seat = new SeatId("chuo", "A-" + tap % UNITS);
      TapId id = new TapId("chuo-u" + tap % UNITS, "0b6f1a2b3c4d5e6f.1", tap);
      Answer answer = new Answer.Granted(seat, AT, null);
      String person = "p-" + tap % 3_000;
      events.add(
          new Event.Tapped(
              id, "chuo", "seat:" + seat.seat(), person, null, AT, answer, false, null, false));
      events.add(new Event.Claimed(seat, person, "総務部", Source.TAP, AT, AT));
    }
    return events;
  }
}
