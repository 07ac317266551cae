package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Command;
import city.seki.config.rules.TapId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Lanes lanes = new Lanes(5);

  private static Allocator.Request tap(String unit, long seq) {
    return new Allocator.Request(
        new Command.Tap(
            new TapId(unit, "b", seq),
            "o",
            new ReaderName.AtSeat("A-01"),
            new Command.CardRef.RandomId(),
            Instant.EPOCH),
        decision -> {});
  }

  private List<String> taken(int most) throws InterruptedException {
    return lanes.take(most, Duration.ZERO).stream()
        .map(request -> (Command.Tap) request.command())
        .map(tap -> tap.id().unit() + tap.id().seq())
        .toList();
  }

  @Test
  void a_tap_does_not_wait_behind_all_that_another_unit_brings() throws InterruptedException {
    lanes.put(tap("back", 1));
    lanes.put(tap("back", 2));
    lanes.put(tap("back", 3));
    lanes.put(tap("fresh", 1));
    assertEquals(List.of("back1", "fresh1"), taken(2));
    assertEquals(List.of("back2", "back3"), taken(2));
    assertEquals(List.of(), taken(2));
  }

  @Test
  void the_taps_of_a_unit_keep_their_order_over_portions() throws InterruptedException {
    lanes.put(tap("a", 1));
    lanes.put(tap("b", 1));
    lanes.put(tap("a", 2));
    assertEquals(List.of("a1"), taken(1));
    lanes.put(tap("b", 2));
    assertEquals(List.of("b1", "a2", "b2"), taken(5));
  }

  @Test
  void so_many_may_wait_in_all_lanes_together() throws InterruptedException {
    for (int unit = 0; unit < 5; unit++) {
      assertTrue(lanes.offer(tap("u" + unit, 1), Duration.ZERO));
    }
    assertFalse(lanes.offer(tap("another", 1), Duration.ZERO));
    assertEquals(5, lanes.size());
    assertEquals(List.of("u01"), taken(1));
    assertTrue(lanes.offer(tap("another", 1), Duration.ZERO));
  }
}
