package city.seki.edge.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTrustTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  @TempDir private Path timesync;

  @Test
  void a_time_before_this_program_was_written_is_wrong() {
    ClockTrust trust = new ClockTrust(timesync.resolve("no-such-service"));
    assertFalse(trust.test(ClockTrust.FLOOR.minusMillis(1)));
    assertTrue(trust.test(ClockTrust.FLOOR));
  }

  @Test
  void where_timesyncd_runs_its_mark_is_waited_for() throws IOException {
    ClockTrust trust = new ClockTrust(timesync);
    assertFalse(trust.test(NOW));
    Files.createFile(timesync.resolve("synchronized"));
    assertTrue(trust.test(NOW));
  }
}
