package city.seki.edge.agent;

import static city.seki.edge.agent.Bench.A;
import static city.seki.edge.agent.Bench.B;
import static city.seki.edge.agent.Bench.CARD;
import static city.seki.edge.agent.Bench.OFFICE;
import static city.seki.edge.agent.Bench.OTHER;
import static city.seki.edge.agent.Bench.STRANGER;
import static city.seki.edge.agent.Bench.lights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Command;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.config.wire.ProvisionalAnswer;
import city.seki.edge.journal.Entry;
import city.seki.edge.light.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentAloneTest {
  // At once, without a link

  @Test
  void without_a_link_the_unit_decides_at_once_and_writes_its_answer_before_the_light() {
    Bench bench = Bench.alone();
    List<Effect> effects = bench.tap(A, CARD);
    Effect.Append append = assertInstanceOf(Effect.Append.class, effects.getFirst());
    ProvisionalAnswer told = present(append.tap().provisional());
    assertEquals(Outcome.GRANTED, told.outcome());
    assertEquals("A-01", told.seat());
    assertEquals(Bench.START.withHour(17).withMinute(15), told.until());
    assertEquals(List.of(flash(A, Signal.GREEN)), effects.subList(1, effects.size()));
    assertEquals("a", bench.holder("A-01"));
  }

  @Test
  void own_taps_count_for_the_next_decisions() {
    Bench bench = Bench.alone();
    var _ = bench.tap(A, CARD);
    assertEquals(List.of(flash(A, Signal.RED)), lights(bench.tap(A, OTHER)));
    assertEquals(DenyReason.SEAT_TAKEN, told(bench).reason());
    bench.ms += 10_000;
    assertEquals(List.of(flash(B, Signal.GREEN)), lights(bench.tap(B, CARD)));
    assertEquals(Outcome.MOVED, told(bench).outcome());
    assertEquals(new SeatId(OFFICE, "A-01"), told(bench).from());
    bench.ms += 10_000;
    assertEquals(List.of(flash(B, Signal.BLUE)), lights(bench.tap(B, CARD)));
    assertEquals(Outcome.RELEASED, told(bench).outcome());
  }

  @Test
  void an_unknown_card_a_blocked_one_and_a_random_number_are_told_as_the_hub_would() {
    Bench bench = Bench.informed();
    Seating blocked =
        Bench.after(Bench.empty(), new Command.BlockCard(OTHER, "hub", Instant.EPOCH));
    var _ = bench.told(2, blocked);
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    assertEquals(List.of(flash(A, Signal.RED_AMBER)), lights(bench.tap(A, STRANGER)));
    assertNotNull(told(bench).linkCode());
    assertEquals(List.of(flash(A, Signal.RED)), lights(bench.tap(A, OTHER)));
    assertEquals(DenyReason.CARD_BLOCKED, told(bench).reason());
    assertEquals(List.of(flash(A, Signal.RED_AMBER)), lights(bench.tap(A, null)));
    assertEquals(DenyReason.RANDOM_ID, told(bench).reason());
  }

  @Test
  void a_unit_that_can_decide_alone_shows_no_trouble_and_one_that_cannot_does() {
    Bench bench = Bench.informed();
    assertEquals(List.of(), lights(bench.on(new AgentEvent.LinkDown("cut"))));
    bench.clock = ClockState.UNSET;
    assertEquals(List.of(rest(A, Signal.AMBER), rest(B, Signal.AMBER)), bench.after(1_000));
  }

  @Test
  void with_a_clock_that_is_not_set_a_tap_is_noted_for_nobody_knows_who_is_late() {
    Bench bench = Bench.alone();
    bench.clock = ClockState.UNSET;
    assertTrue(bench.tap(A, CARD).contains(flash(A, Signal.NOTED)));
    assertNull(bench.noted.getLast().provisional());
  }

  // A hub that is silent

  @Test
  void the_hub_has_200_ms_then_the_unit_decides_amends_and_delivers_again_under_the_same_name() {
    Bench bench = Bench.informed();
    assertEquals(List.of(), lights(bench.tap(A, CARD)));
    assertNull(bench.noted.getLast().provisional());
    assertEquals(List.of(), bench.after(199));
    List<Effect> effects = bench.after(1);
    assertInstanceOf(Effect.Amend.class, effects.getFirst());
    assertEquals(
        List.of(new Effect.Deliver(Bench.entry(1), true), flash(A, Signal.GREEN)).toString(),
        effects.subList(1, 3).toString());
    assertEquals(1, bench.amended.getLast().seq());
    assertEquals(Outcome.GRANTED, present(bench.amended.getLast().provisional()).outcome());
    assertEquals(List.of(), lights(bench.after(60_000 - 200)));
  }

  @Test
  void the_same_answer_of_the_hub_is_not_shown_twice_and_another_one_changes_the_light() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    var _ = bench.after(200);
    assertEquals(
        List.of(), lights(bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN))));
    bench.ms += 10_000;
    var _ = bench.tap(B, OTHER);
    var _ = bench.after(200);
    assertEquals(
        List.of(flash(B, Signal.RED)),
        lights(bench.decide(2, Bench.decision(2, Outcome.DENIED, Light.RED))));
  }

  @Test
  void another_answer_after_10_s_meets_nobody() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    bench.ms += 10_000;
    var _ = bench.on(new AgentEvent.Pong());
    assertEquals(List.of(), lights(bench.decide(1, Bench.decision(1, Outcome.DENIED, Light.RED))));
  }

  @Test
  void only_what_the_hub_says_to_the_told_answer_settles_the_tap() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    var _ = bench.after(200);
    assertFalse(
        bench
            .decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN))
            .contains(new Effect.Settle("boot", 1)));
    assertTrue(
        bench
            .on(
                new AgentEvent.Decided(
                    "boot", 1, Bench.decision(1, Outcome.GRANTED, Light.GREEN), true))
            .contains(new Effect.Settle("boot", 1)));
  }

  @Test
  void another_answer_that_the_light_follows_settles_the_tap() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    var _ = bench.after(200);
    assertTrue(
        bench
            .decide(1, Bench.decision(1, Outcome.DENIED, Light.RED))
            .contains(new Effect.Settle("boot", 1)),
        "sent again, what the unit told would count though nobody saw it last");
  }

  @Test
  void another_answer_that_the_light_cannot_follow_settles_nothing() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    var _ = bench.after(200);
    bench.ms += 3_000;
    var _ = bench.tap(A, OTHER);
    List<Effect> effects = bench.decide(1, Bench.decision(1, Outcome.DENIED, Light.RED));
    assertEquals(List.of(), lights(effects));
    assertFalse(effects.contains(new Effect.Settle("boot", 1)));
  }

  @Test
  void a_tap_of_an_earlier_run_is_settled_by_what_the_hub_says_to_this_one() {
    Bench bench = Bench.informed();
    Entry old = new Entry(new Entry.Place(1, 9), "before", new byte[0]);
    var _ = bench.on(new AgentEvent.LinkUp());
    List<Effect> sent = bench.on(new AgentEvent.OwedRead(Entry.Place.START, List.of(old), false));
    assertTrue(
        sent.contains(new Effect.Deliver(old, true)), "perhaps told since it was first sent");
    DecisionMessage yes = Bench.decision(9, Outcome.GRANTED, Light.GREEN);
    Effect settle = new Effect.Settle("before", 9);
    assertFalse(bench.on(new AgentEvent.Decided("before", 9, yes, false)).contains(settle));
    assertTrue(bench.on(new AgentEvent.Decided("before", 9, yes, true)).contains(settle));
  }

  @Test
  void what_waits_for_the_hub_when_the_link_is_cut_is_decided_then_in_order() {
    Bench bench = Bench.informed();
    var _ = bench.tap(B, CARD);
    bench.ms += 50;
    var _ = bench.tap(A, CARD);
    bench.ms += 50;
    List<Effect> effects = bench.on(new AgentEvent.LinkDown("cut"));
    assertEquals(List.of(flash(B, Signal.GREEN), flash(A, Signal.GREEN)), lights(effects));
    assertEquals(
        List.of(Outcome.GRANTED, Outcome.MOVED),
        bench.amended.stream().map(tap -> present(tap.provisional()).outcome()).toList());
  }

  // The floor

  @Test
  void own_taps_are_put_on_a_newer_snapshot_again_until_it_is_newer_than_the_hubs_answer() {
    Bench bench = Bench.alone();
    var _ = bench.tap(A, CARD);
    bench.ms += 20_000;
    var _ = bench.told(2, Bench.empty());
    assertEquals("a", bench.holder("A-01"), "the hub has not seen it");
    var _ = bench.linkUp();
    var _ = bench.decide(1, granted());
    var _ = bench.told(3, Bench.empty());
    assertNull(bench.holder("A-01"), "somebody has ended it since");
  }

  @Test
  void a_snapshot_that_is_not_newer_changes_nothing() {
    Bench bench = Bench.informed();
    var _ = bench.told(5, claimed("b"));
    var _ = bench.told(5, Bench.empty());
    var _ = bench.told(4, Bench.empty());
    assertEquals("b", bench.holder("A-01"));
  }

  @Test
  void the_hubs_answers_count_on_the_floor_before_a_snapshot_tells_them() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    var _ = bench.decide(1, granted());
    assertEquals("a", bench.holder("A-01"));
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    assertEquals(List.of(flash(A, Signal.RED)), lights(bench.tap(A, OTHER)));
  }

  @Test
  void closing_time_and_a_near_reservation_show_in_the_lights_of_a_unit_alone() {
    Bench bench = Bench.informed();
    Instant noon = Bench.START.withHour(12).withMinute(0).toInstant();
    Seating reserved =
        Bench.after(
            Bench.empty(),
            new Command.Reserve(
                "r1",
                new SeatId(OFFICE, "A-01"),
                "b",
                noon,
                noon.plusSeconds(3_600),
                "b",
                Bench.START.minusDays(1).toInstant()));
    var _ = bench.told(2, reserved);
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    assertEquals(List.of(flash(A, Signal.GREEN)), lights(bench.tap(A, CARD)));
    assertEquals(List.of(), bench.after(minutes(200) - 1));
    assertEquals(List.of(rest(A, Signal.WARN)), bench.after(1));
    assertEquals(List.of(rest(A, Signal.OFF)), bench.after(minutes(10)));
    assertNull(bench.holder("A-01"));
    assertEquals(List.of(flash(B, Signal.GREEN)), lights(bench.tap(B, CARD)));
    assertEquals(List.of(), lights(bench.after(minutes(315))));
    assertNull(bench.holder("A-02"), "closed at 17:15");
  }

  // The disk

  @Test
  void a_snapshot_is_written_once_in_five_minutes_and_when_the_link_is_lost() {
    Bench bench = Bench.informed();
    assertEquals(List.of(), kept(bench.told(2, Bench.empty())));
    assertEquals(List.of(), kept(bench.after(minutes(5) - 1)));
    assertEquals(1, kept(bench.after(1)).size());
    var _ = bench.told(3, Bench.empty());
    assertEquals(1, kept(bench.on(new AgentEvent.LinkDown("cut"))).size());
    assertEquals(List.of(), kept(bench.on(new AgentEvent.Ending())));
  }

  @Test
  void people_are_written_when_they_changed() {
    Bench bench = Bench.working();
    assertEquals(1, kept(bench.on(Bench.PEOPLE_TOLD)).size());
    assertEquals(0, kept(bench.on(Bench.PEOPLE_TOLD)).size());
  }

  private static Seating claimed(String person) {
    return Bench.after(
        Bench.empty(),
        new Command.Tap(
            new TapId("other", "b", 1),
            OFFICE,
            A,
            new Command.CardRef.Digest("k1:" + person.repeat(43)),
            Bench.START.toInstant()));
  }

  private static DecisionMessage granted() {
    return Bench.granted(
        1, Outcome.GRANTED, Light.GREEN, null, Bench.START.withHour(17).withMinute(15));
  }

  private static ProvisionalAnswer told(Bench bench) {
    return present(bench.noted.getLast().provisional());
  }

  private static <T> T present(@Nullable T value) {
    assertNotNull(value);
    return value;
  }

  private static List<Effect> kept(List<Effect> effects) {
    return effects.stream().filter(Effect.Keep.class::isInstance).toList();
  }

  private static long minutes(long minutes) {
    return minutes * 60_000;
  }

  private static Effect flash(ReaderName reader, Signal signal) {
    return new Effect.Flash(reader, signal);
  }

  private static Effect rest(ReaderName reader, Signal signal) {
    return new Effect.Rest(reader, signal);
  }
}
