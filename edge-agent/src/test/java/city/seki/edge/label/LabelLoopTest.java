package city.seki.edge.label;

import static city.seki.edge.label.LabelBench.OTHER;
import static city.seki.edge.label.LabelBench.OWN;
import static city.seki.edge.label.LabelBench.ROOM;
import static city.seki.edge.label.LabelBench.TOKYO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.edge.agent.FloorNow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told of which label, when. */
@Timeout(60)
class LabelLoopTest {
  private final LabelBench bench = new LabelBench();
  private final BlockingQueue<RuntimeException> bugs = new LinkedBlockingQueue<>();
  private final LabelLoop loop =
      new LabelLoop(LabelBench.unit("seat:A-01"), TOKYO, bench::now, bugs::add);
  private final List<Place> told = new ArrayList<>();

  private List<Place> look() {
    told.clear();
    loop.onChange(told::add);
    loop.look();
    return List.copyOf(told);
  }

  @Test
  void only_the_places_that_changed_are_told_of() {
    loop.told(bench.floor());
    assertEquals(List.of(OWN, OTHER), look());
    assertEquals(List.of(), look());
    bench.tap("A-02", "p2");
    loop.told(bench.floor());
    assertEquals(List.of(OTHER), look());
    bench.believed(Occupancy.OCCUPIED, null, 0.9, bench.ms);
    loop.told(bench.rooms());
    assertEquals(List.of(ROOM), look());
  }

  @Test
  void a_label_that_says_the_same_stays_with_its_time() {
    bench.believed(Occupancy.OCCUPIED, null, 0.9, bench.ms);
    loop.told(bench.floor());
    loop.told(bench.rooms());
    var _ = look();
    var seat = loop.show(OWN);
    var room = loop.show(ROOM);
    bench.ms += 5_000;
    bench.believed(Occupancy.OCCUPIED, null, 0.97, bench.ms - 5_001);
    loop.told(bench.rooms());
    assertEquals(List.of(), look());
    assertSame(seat, loop.show(OWN));
    assertSame(room, loop.show(ROOM));
  }

  @Test
  void what_time_alone_brings_about_is_seen_without_a_word() {
    bench.hubThereMs = bench.ms;
    loop.told(bench.floor());
    var _ = look();
    bench.ms += 2 * OfficeLabels.SILENCE_MS;
    assertEquals(List.of(OTHER), look());
    bench.ms += OfficeLabels.SILENCE_MS;
    assertEquals(List.of(), look());
  }

  @Test
  void until_the_office_is_known_a_seat_may_come_and_a_room_not() {
    assertTrue(loop.mayCome(new Place.AtSeat("Z-99")));
    assertFalse(loop.mayCome(new Place.InRoom("no")));
    assertNull(loop.show(OWN));
    loop.told(bench.floor());
    var _ = look();
    assertFalse(loop.mayCome(new Place.AtSeat("Z-99")));
    loop.told(FloorNow.NOTHING);
    assertEquals(List.of(OWN, OTHER), look());
  }

  @Test
  void the_thread_looks_when_it_is_told_and_ends_when_it_is_closed() throws Exception {
    BlockingQueue<Place> changes = new LinkedBlockingQueue<>();
    CountDownLatch ended = new CountDownLatch(1);
    loop.onChange(changes::add);
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  loop.run();
                  ended.countDown();
                });
    loop.told(bench.floor());
    assertEquals(OWN, changes.take());
    loop.close();
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    assertEquals(List.of(), List.copyOf(bugs));
  }

  @Test
  void a_bug_ends_the_loop_and_is_told() throws Exception {
    IllegalStateException bug = new IllegalStateException("a bug of the test");
    loop.onChange(
        place -> {
          throw bug;
        });
    loop.told(bench.floor());
    loop.run();
    assertSame(bug, bugs.take());
  }
}
