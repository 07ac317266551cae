package city.seki.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.edge.agent.ClockSigns.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTrustTest {
  private static final Instant NOON = Instant.parse("2026-11-21T03:00:00Z");

  @TempDir private Path timesync;

  @Test
  void a_time_before_the_program_was_written_is_never_believed() throws IOException {
    ClockTrust trust = new ClockTrust(timesync.resolve("no-such-service"));
    assertEquals(Trust.NONE, trust.of(Instant.EPOCH));
    assertEquals(Trust.NONE, trust.of(ClockTrust.FLOOR.minusMillis(1)));
    assertEquals(Trust.PLAUSIBLE, trust.of(ClockTrust.FLOOR));
    Files.createFile(timesync.resolve("synchronized"));
    assertEquals(Trust.NONE, new ClockTrust(timesync).of(Instant.EPOCH));
  }

  @Test
  void where_timesyncd_runs_its_mark_counts_and_once_set_the_clock_stays_set() throws IOException {
    ClockTrust trust = new ClockTrust(timesync);
    assertEquals(Trust.NONE, trust.of(NOON));
    Path mark = Files.createFile(timesync.resolve("synchronized"));
    assertEquals(Trust.PROVEN, trust.of(NOON));
    Files.delete(mark);
    assertEquals(Trust.PROVEN, trust.of(NOON));
  }
}
