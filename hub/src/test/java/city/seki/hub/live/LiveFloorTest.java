package city.seki.hub.live;

import static city.seki.hub.town.SmallTown.TEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.RoomId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.town.SmallTown;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The floor by a clock that the test turns. */
class LiveFloorTest {
  private static final String SEAT_1 = "seki/1/office/chuo/seat/A-01";

  private Seating state = SmallTown.empty();
  private Instant now = TEN;
  private long nanos;
  private final Fleet fleet = new Fleet(() -> nanos);
  private final EventStream stream = new EventStream("run");
  private final Map<String, String> retained = new HashMap<>();
  private final List<String> published = new ArrayList<>();
  private final LiveFloor floor =
      new LiveFloor(
          () -> state,
          fleet,
          () -> now,
          stream,
          (topic, payload) -> {
            published.add(topic);
            retained.put(topic, new String(payload, UTF_8));
          });

  private void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  private void carryOut(Command command) {
    Decision decision = SeatRules.decide(state, command);
    state = state.applyAll(decision.events());
    floor.changed(decision.events());
  }

  private void assertState(String expected, String topic) {
    String payload = retained.getOrDefault(topic, "");
    assertTrue(payload.contains("\"state\":\"" + expected + "\""), () -> topic + ": " + payload);
  }

  /** What the clockwork does within a second. */
  private void look() {
    floor.sweep(1);
    floor.flush();
  }

  @Test
  void seats_of_a_pop_up_office_are_told_in_their_half_day_and_taken_back_after_it() {
    String pop = "seki/1/office/chuo/seat/P-01";
    PopUp popUp =
        new PopUp(
            "p",
            new RoomId("chuo", "R1"),
            2,
            "P",
            "lgwan",
            LocalDate.of(2026, 11, 24),
            LocalDate.of(2026, 11, 24),
            Slot.PM,
            "trial",
            null);
    Event opened = new Event.PopUpOpened(popUp, "fac", now);
    state = state.apply(opened);
    floor.changed(List.of(opened));
    look();
    assertFalse(retained.containsKey(pop));
    pass(Duration.ofHours(3)); // 13:00
    look();
    look();
    assertState("free", pop);
    String summary = "seki/1/office/chuo/summary";
    assertTrue(retained.getOrDefault(summary, "").contains("\"seats\":8"), retained.toString());
    pass(Duration.ofMinutes(255)); // 17:15
    look();
    look();
    assertEquals("", retained.get(pop), "an empty message takes it away");
    assertTrue(retained.getOrDefault(summary, "").contains("\"seats\":6"), retained.toString());
  }

  @Test
  void a_unit_silent_for_more_than_45_seconds_makes_its_seats_unknown_and_never_free() {
    fleet.heard("u1", now);
    look();
    assertState("free", SEAT_1);
    pass(Duration.ofSeconds(45));
    look();
    assertState("free", SEAT_1);
    pass(Duration.ofMillis(1));
    look();
    assertState("unknown", SEAT_1);
    fleet.heard("u1", now);
    look();
    assertState("free", SEAT_1);
  }

  @Test
  void a_unit_that_fell_silent_or_came_back_is_told_without_a_look_at_the_whole_city() {
    fleet.heard("u1", now);
    look();
    pass(Duration.ofSeconds(46));
    floor.unitsChanged(Set.of("u1"));
    floor.flush();
    assertState("unknown", SEAT_1);
  }

  @Test
  void a_look_in_parts_reaches_every_office_and_forgets_what_is_gone() {
    floor.sweep(3);
    floor.sweep(3);
    floor.sweep(3);
    floor.flush();
    assertState("unknown", SEAT_1);
    state = Seating.of(city.seki.config.model.City.EMPTY, state.directory());
    floor.sweep(3);
    floor.flush();
    assertEquals("", retained.get(SEAT_1));
  }

  @Test
  void a_seat_that_no_unit_reads_is_known_by_the_ledger_alone() {
    look();
    assertState("unknown", SEAT_1);
    assertState("free", "seki/1/office/chuo/seat/A-06");
  }

  @Test
  void a_claim_is_told_once_on_stream_and_topic_and_in_the_summary() throws Exception {
    fleet.heard("u1", now);
    look();
    published.clear();
    try (EventStream.Subscription listener = stream.subscribe(null)) {
      carryOut(SmallTown.tap(1, 1, 1, now));
      floor.flush();
      assertState("claimed", SEAT_1);
      assertEquals(List.of(SEAT_1, "seki/1/office/chuo/summary"), published);
      assertTrue(retained.getOrDefault(published.getLast(), "").contains("\"claimed\":1"));
      List<String> names = new ArrayList<>();
      for (EventStream.Sent e = next(listener); e != null; e = next(listener)) {
        names.add(e.name());
        assertFalse(e.data().contains("p-1"), "the stream names no person: " + e.data());
      }
      assertEquals(List.of("tap", "seat", "office"), names);
    }
    floor.flush();
    look();
    assertEquals(2, published.size(), "nothing changed since");
  }

  private static EventStream.@Nullable Sent next(EventStream.Subscription listener)
      throws InterruptedException {
    return listener.next(0, TimeUnit.MILLISECONDS);
  }

  @Test
  void many_changes_between_two_flushes_are_told_as_the_last() {
    fleet.heard("u1", now);
    look();
    published.clear();
    for (int i = 0; i < 5; i++) {
      carryOut(SmallTown.tap(i + 1, 1, 1, now.plusSeconds(10L * i)));
    }
    floor.flush();
    assertEquals(1, published.stream().filter(SEAT_1::equals).count());
    assertState("claimed", SEAT_1);
  }

  @Test
  void what_is_no_more_is_removed_by_an_empty_message() {
    look();
    state = Seating.of(city.seki.config.model.City.EMPTY, state.directory());
    look();
    assertEquals("", retained.get(SEAT_1));
    assertEquals("", retained.get("seki/1/office/chuo/summary"));
  }

  @Test
  void a_client_that_was_away_gets_what_it_missed_and_one_of_another_run_starts_anew()
      throws Exception {
    stream.publish("a", "{}".getBytes(UTF_8));
    stream.publish("b", "{}".getBytes(UTF_8));
    try (EventStream.Subscription back = stream.subscribe("run-1");
        EventStream.Subscription current = stream.subscribe("run-2");
        EventStream.Subscription stranger = stream.subscribe("other-1")) {
      assertEquals(new EventStream.Sent("run-2", "b", "{}"), next(back));
      assertNull(next(back));
      assertNull(next(current));
      assertEquals(new EventStream.Sent("run-2", "reset", "{}"), next(stranger));
    }
    assertEquals(0, stream.listeners());
  }

  @Test
  void a_client_that_does_not_read_is_told_to_start_anew_and_holds_up_nobody() throws Exception {
    try (EventStream.Subscription slow = stream.subscribe(null)) {
      for (int i = 0; i < 5_000; i++) {
        stream.publish("a", "{}".getBytes(UTF_8));
      }
      assertEquals(new EventStream.Sent("run-5000", "reset", "{}"), next(slow));
      assertNull(next(slow));
    }
  }
}
