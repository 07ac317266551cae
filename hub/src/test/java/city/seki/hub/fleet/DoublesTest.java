package city.seki.hub.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two devices with one identity are found; one device never is taken for two. */
class DoublesTest {
  private static final Instant AT = Instant.parse("2026-11-24T01:00:00Z");

  private final Doubles doubles = new Doubles();
  private long nanos;

  private void says(String boot, long uptimeMs) {
    doubles.spoke("u1", boot, uptimeMs, AT, nanos);
  }

  private boolean isHeld() {
    return doubles.held("u1", nanos) != null;
  }

  @Test
  void a_run_that_goes_on_after_another_one_spoke_is_a_second_device() {
    says("a", 1_000);
    says("b", 500);
    assertFalse(isHeld());
    says("a", 16_000);
    assertEquals(List.of("a", "b"), Objects.requireNonNull(doubles.held("u1", nanos)).boots());
    assertNull(doubles.held("u2", nanos));
  }

  @Test
  void one_device_that_starts_and_reconnects_as_it_likes_is_never_held_back() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Doubles one = new Doubles();
      String lastBoot = "";
      long lastUptime = 0;
      long uptime = 0;
      for (int step = 0; step < 60; step++) {
        uptime += 1 + random.nextInt(20_000);
        String boot = "run-" + step;
        switch (random.nextInt(4)) {
          case 0 -> uptime = random.nextInt(5); // it starts again
          case 1 -> boot = lastBoot; // a broker delivers again what was not acknowledged
          default -> boot = lastBoot.isEmpty() ? boot : lastBoot;
        }
        boolean again = random.nextInt(5) == 0;
        one.spoke("u", boot, again ? lastUptime : uptime, AT, step);
        assertNull(one.held("u", step), "seed " + seed);
        lastBoot = boot;
        lastUptime = again ? lastUptime : uptime;
      }
    }
  }

  @Test
  void messages_of_the_old_run_that_a_broker_delivers_again_prove_nothing() {
    says("a", 1_000);
    says("a", 16_000);
    says("b", 10);
    says("a", 1_000);
    says("a", 16_000);
    says("b", 10);
    says("b", 15_010);
    assertFalse(isHeld());
  }

  @Test
  void half_an_hour_after_the_last_proof_one_device_is_left() {
    says("a", 1_000);
    says("b", 500);
    says("a", 16_000);
    nanos = Duration.ofMinutes(20).toNanos();
    says("b", 1_200_000);
    nanos += Duration.ofMinutes(30).toNanos();
    assertTrue(isHeld());
    nanos++;
    assertFalse(isHeld());
    says("a", 3_000_000);
    assertFalse(isHeld());
  }

  @Test
  void after_it_was_released_two_devices_are_found_again() {
    assertFalse(doubles.release("u1", nanos));
    says("a", 1_000);
    says("b", 500);
    says("a", 16_000);
    assertTrue(doubles.release("u1", nanos));
    says("b", 15_000);
    says("a", 31_000);
    assertFalse(isHeld());
    says("b", 30_000);
    assertTrue(isHeld());
  }
}
