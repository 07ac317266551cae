package city.seki.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load of {@link ReturningBenchmark}, for what is decided and not for how long it takes. */
@Timeout(600)
class ReturningUnitsIT {
  private static final Path HUB = Path.of("target", "seki-hub.jar").toAbsolutePath();
  private static final int FRESH_PER_SECOND = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void two_hundred_units_that_return_with_a_hundred_taps_each_have_every_one_decided_once()
      throws Exception {
    BenchCity bench = BenchCity.imported(HUB, folder);
    int decided;
    try (HubProcess hub = HubProcess.start(HUB, bench.data(), null);
        ReturningLoad load = ReturningBenchmark.load(bench, hub)) {
      decided = load.comeBack(FRESH_PER_SECOND, PATIENCE).decided();
    }
    assertEquals(decided, ReturningBenchmark.taps(bench.data()));
    // Doubled taps, seats and persons with two claims: nothing of that is sound.
    Java.run(HUB, "check", "--data", bench.data().toString());
  }
}
