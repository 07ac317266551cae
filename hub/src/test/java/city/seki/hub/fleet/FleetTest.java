package city.seki.hub.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.StatusMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who is there, by a clock that the test turns. */
class FleetTest {
  private static final Instant AT = Instant.parse("2026-11-24T01:00:00Z");

  private long nanos;
  private final Fleet fleet = new Fleet(() -> nanos);

  private static StatusMessage status(String state) throws BadMessage {
    return StatusMessage.parse(
        ("{\"state\":\"" + state + "\",\"boot\":\"b\",\"version\":\"1\",\"config\":null}")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_unit_never_heard_is_not_there() {
    assertFalse(fleet.isThere("u1"));
    assertNull(fleet.age("u1"));
  }

  @Test
  void a_unit_is_there_for_45_seconds_and_not_a_moment_longer() {
    fleet.heard("u1", AT);
    nanos += Duration.ofSeconds(45).toNanos();
    assertTrue(fleet.isThere("u1"));
    nanos++;
    assertFalse(fleet.isThere("u1"));
    fleet.heard("u1", AT);
    assertTrue(fleet.isThere("u1"));
    assertFalse(fleet.isThere("u2"));
  }

  @Test
  void a_jump_of_the_wall_clock_changes_nothing() {
    fleet.heard("u1", AT);
    nanos += 1_000_000_000;
    fleet.heard("u1", AT.minus(Duration.ofDays(365)));
    assertTrue(fleet.isThere("u1"));
    assertEquals(Duration.ZERO, fleet.age("u1"));
  }

  @Test
  void a_last_will_counts_at_once_until_the_unit_speaks_again() throws BadMessage {
    fleet.status("u1", AT, status("online"));
    assertTrue(fleet.isThere("u1"));
    fleet.status("u1", AT, status("offline"));
    assertFalse(fleet.isThere("u1"));
    fleet.heard("u1", AT);
    assertTrue(fleet.isThere("u1"));
  }
}
