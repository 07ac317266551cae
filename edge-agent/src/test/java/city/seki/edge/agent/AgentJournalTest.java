package city.seki.edge.agent;

import static city.seki.edge.agent.Bench.A;
import static city.seki.edge.agent.Bench.B;
import static city.seki.edge.agent.Bench.CARD;
import static city.seki.edge.agent.Bench.OTHER;
import static city.seki.edge.agent.Bench.lights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal that takes nothing: full, read-only, or on a card that died. */
class AgentJournalTest {
  @Test
  void with_the_hub_in_reach_the_tap_is_sent_from_memory_and_lit_by_the_hub() {
    Bench bench = Bench.informed();
    bench.fault = JournalFault.Cause.FULL;
    List<Effect> effects = bench.tap(A, CARD);
    assertEquals(List.of(1L), delivered(effects));
    assertEquals(List.of(rest(A, Signal.AMBER), rest(B, Signal.AMBER)), lights(effects));
    assertEquals(
        List.of(flash(A, Signal.GREEN)),
        lights(bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN))));
    assertTrue(bench.state.kept().isEmpty());
  }

  @Test
  void with_the_hub_away_the_unit_decides_keeps_the_tap_in_memory_and_breathes_amber() {
    Bench bench = Bench.alone();
    bench.fault = JournalFault.Cause.DISK;
    List<Effect> effects = bench.tap(A, CARD);
    assertEquals(
        List.of(flash(A, Signal.GREEN), rest(A, Signal.AMBER), rest(B, Signal.AMBER)),
        lights(effects));
    assertEquals(1, bench.state.kept().unnoted());
    assertEquals("a", bench.holder("A-01"));
    HealthMessage health = health(bench, 3);
    assertEquals(4, health.owes());
    assertEquals("disk", health.journal());
    assertEquals(Bench.START, health.owesSince());
  }

  @Test
  void with_a_silent_hub_the_answer_is_kept_beside_the_tap_that_the_journal_has() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    bench.fault = JournalFault.Cause.DISK;
    List<Effect> effects = bench.after(200);
    assertTrue(effects.contains(flash(A, Signal.GREEN)));
    assertEquals(List.of(1L), delivered(effects));
    assertEquals(0, bench.state.kept().unnoted());
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    var _ = bench.on(new AgentEvent.LinkUp());
    effects = bench.on(new AgentEvent.OwedRead(Entry.Place.START, List.of(Bench.entry(1)), false));
    Entry sent = ((Effect.Deliver) effects.getFirst()).entry();
    assertTrue(sent.payload().length > 0, "with its answer, not as the journal has it");
  }

  @Test
  void what_is_in_memory_is_delivered_when_the_hub_is_back_though_the_journal_is_unreadable() {
    Bench bench = Bench.alone();
    bench.fault = JournalFault.Cause.DISK;
    var _ = bench.tap(A, CARD);
    var _ = bench.tap(B, OTHER);
    var _ = bench.on(new AgentEvent.LinkUp());
    assertEquals(
        List.of(1L, 2L), delivered(bench.on(new AgentEvent.OwedUnread(JournalFault.Cause.DISK))));
  }

  @Test
  void a_journal_that_works_again_takes_what_was_in_memory() {
    Bench bench = Bench.alone();
    bench.fault = JournalFault.Cause.FULL;
    var _ = bench.tap(A, CARD);
    bench.fault = null;
    List<Effect> effects = bench.after(15_000);
    assertEquals(List.of(1L), bench.noted.stream().map(tap -> tap.seq()).toList());
    assertNotNull(bench.noted.getFirst().provisional());
    assertTrue(bench.state.kept().isEmpty());
    assertEquals(List.of(rest(A, Signal.OFF), rest(B, Signal.OFF)), lights(effects));
  }

  @Test
  void what_was_answered_and_could_not_be_settled_is_sent_again_until_it_is() {
    Bench bench = Bench.informed();
    var _ = bench.tap(A, CARD);
    var _ = bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN));
    var _ = bench.on(new AgentEvent.JournalFailed(JournalFault.Cause.FULL));
    List<Effect> effects = bench.after(15_000);
    assertTrue(effects.stream().anyMatch(Effect.ReadOwed.class::isInstance), effects.toString());
    var _ = bench.on(new AgentEvent.Settled());
    effects = bench.after(15_000);
    assertFalse(effects.stream().anyMatch(Effect.ReadOwed.class::isInstance), effects.toString());
  }

  @Test
  void a_thousand_taps_are_kept_and_what_comes_then_is_refused_and_can_be_tried_again() {
    Bench bench = Bench.alone();
    bench.fault = JournalFault.Cause.FULL;
    for (int i = 0; i < Kept.MOST; i++) {
      bench.ms += 5_000;
      assertFalse(bench.tap(A, CARD).contains(flash(A, Signal.RED)));
    }
    bench.ms += 5_000;
    String before = String.valueOf(bench.holder("A-01"));
    assertTrue(bench.tap(A, CARD).contains(flash(A, Signal.RED)));
    assertEquals(before, String.valueOf(bench.holder("A-01")), "it did not happen");
    bench.fault = null;
    assertFalse(bench.tap(A, CARD).contains(flash(A, Signal.RED)));
  }

  private static HealthMessage health(Bench bench, long inJournal) {
    Now now = new Now(bench.wall(), bench.ms, bench.clock);
    return Vitals.of(bench.state, inJournal, null, new Effect.TellHealth(now, List.of()));
  }

  private static List<Long> delivered(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Deliver.class::isInstance)
        .map(effect -> ((Effect.Deliver) effect).entry().seq())
        .toList();
  }

  private static Effect flash(ReaderName reader, Signal signal) {
    return new Effect.Flash(reader, signal);
  }

  private static Effect rest(ReaderName reader, Signal signal) {
    return new Effect.Rest(reader, signal);
  }
}
