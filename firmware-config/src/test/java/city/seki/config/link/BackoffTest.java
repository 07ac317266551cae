package city.seki.config.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));

  @Test
  void every_wait_lies_between_nothing_and_a_bound_that_doubles_up_to_the_most() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int failures = 1; failures < 100; failures++) {
      long bound = failures > 5 ? 3_000 : Math.min(3_000, 100L << (failures - 1));
      for (int i = 0; i < 50; i++) {
        long wait = backoff.after(failures, random).toMillis();
        assertTrue(
            wait >= 0 && wait <= bound, wait + " ms after " + failures + " failures, seed " + seed);
      }
    }
  }

  @Test
  void the_jitter_is_full_so_that_units_do_not_come_back_in_step() {
    Random random = new Random(7);
    long distinct =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> backoff.after(9, random))
            .distinct()
            .count();
    assertTrue(distinct > 80, distinct + " different waits of 100, seed 7");
  }

  @Test
  void the_same_random_source_gives_the_same_waits() {
    assertEquals(backoff.after(4, new Random(1)), backoff.after(4, new Random(1)));
  }

  @Test
  void a_bound_that_shrinks_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }
}
