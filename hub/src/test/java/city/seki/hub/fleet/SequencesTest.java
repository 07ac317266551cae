package city.seki.hub.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A tap that never comes is noticed; one that is only late is not. */
class SequencesTest {
  private final Sequences sequences = new Sequences();

  private void come(long from, long to) {
    LongStream.rangeClosed(from, to).forEach(seq -> sequences.came("u1", "b", seq));
  }

  private String missing() {
    return String.join("; ", sequences.gaps("u1").stream().map(Sequences.Gap::words).toList());
  }

  @Test
  void a_number_is_missing_when_64_later_ones_came() {
    sequences.began("u1", "b");
    come(1, 6);
    come(8, 70);
    assertEquals("", missing());
    come(71, 71);
    assertEquals("7", missing());
    come(80, 200);
    assertEquals("7, 72-79", missing());
    come(72, 76);
    come(78, 79);
    assertEquals("7, 77", missing());
    come(7, 7);
    come(77, 77);
    assertEquals("", missing());
  }

  @Test
  void a_unit_that_owes_nothing_has_lost_what_did_not_come() {
    sequences.began("u1", "b");
    come(2, 3);
    assertEquals("", missing());
    sequences.settled("u1");
    assertEquals("1", missing());
    come(1, 1);
    assertEquals("", missing());
  }

  @Test
  void of_a_run_that_began_before_the_hub_only_later_taps_count() {
    come(500, 600);
    assertEquals("", missing());
    come(702, 800);
    assertEquals("601-701", missing());
  }

  @Test
  void of_a_run_that_is_in_the_ledger_what_comes_after_its_last_tap_counts() {
    sequences.past("u1", "b", 500);
    sequences.past("u1", "b", 499); // taps of one moment may stand in another order there
    come(503, 503);
    sequences.settled("u1");
    assertEquals("501-502", missing());
  }

  @Test
  void whatever_the_order_within_the_window_nothing_is_missing() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Sequences any = new Sequences();
      any.began("u", "b");
      List<Long> window = new ArrayList<>();
      long next = 1;
      for (int i = 0; i < 500; i++) {
        while (window.isEmpty() || (next < window.getFirst() + 64 && random.nextInt(3) > 0)) {
          window.add(next++);
        }
        Collections.swap(window, 0, random.nextInt(window.size()));
        long came = window.removeFirst();
        Collections.sort(window);
        any.came("u", "b", came);
        assertEquals(List.of(), any.gaps("u"), "seed " + seed);
      }
    }
  }

  @Test
  void a_leap_of_millions_is_told_whole() {
    sequences.began("u1", "b");
    come(5_000_000, 5_000_000);
    sequences.settled("u1");
    assertEquals("1-4999999", missing());
    come(7, 7);
    come(1, 1);
    come(4_999_999, 4_999_999);
    assertEquals("2-6, 8-4999998", missing());
  }

  @Test
  void of_a_unit_that_skips_numbers_all_the_time_the_newest_hundred_gaps_are_told() {
    sequences.began("u1", "b");
    for (long seq = 1; seq <= 2_001; seq += 2) {
      come(seq, seq);
    }
    sequences.settled("u1");
    assertEquals(100, sequences.gaps("u1").getFirst().missing().size());
    assertEquals(
        new Sequences.Missing(2_000, 2_000), sequences.gaps("u1").getFirst().missing().getLast());
  }
}
