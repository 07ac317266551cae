package city.seki.edge.agent;

import static city.seki.edge.agent.Bench.A;
import static city.seki.edge.agent.Bench.CARD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import city.seki.config.model.SeatId;
import org.junit.jupiter.api.Test;

/** What others may see of the agent. */
class FloorNowTest {
  private static FloorNow after(FloorNow before, Bench bench) {
    return before.after(bench.state, bench.ms);
  }

  @Test
  void an_agent_that_was_told_nothing_knows_no_seat_and_has_not_met_the_hub() {
    FloorNow floor = after(FloorNow.NOTHING, new Bench());
    assertSame(FloorNow.NOTHING, floor);
    assertNull(floor.seating());
    assertEquals(FloorNow.NEVER, floor.hubThereMs());
  }

  @Test
  void a_step_that_changes_nothing_on_the_floor_leaves_it_the_same_object() {
    Bench bench = Bench.informed();
    FloorNow floor = after(FloorNow.NOTHING, bench);
    assertNotNull(floor.seating());
    assertEquals(FloorNow.NOW, floor.hubThereMs());
    var _ = bench.after(1_000);
    assertSame(floor, after(floor, bench));
  }

  @Test
  void it_says_since_when_the_hub_is_away_and_goes_on_with_what_the_unit_decides_alone() {
    Bench bench = Bench.informed();
    FloorNow floor = after(FloorNow.NOTHING, bench);
    var _ = bench.after(5_000);
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    FloorNow away = after(floor, bench);
    assertEquals(5_000, away.hubThereMs());
    var _ = bench.after(60_000);
    assertSame(away, after(away, bench));
    var _ = bench.tap(A, CARD);
    FloorNow taken = after(away, bench);
    assertNotSame(away, taken);
    assertNotNull(taken.seating());
    assertNotNull(taken.seating().seat(new SeatId(Bench.OFFICE, "A-01")).claim());
    var _ = bench.linkUp();
    assertEquals(FloorNow.NOW, after(taken, bench).hubThereMs());
  }
}
