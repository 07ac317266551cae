package city.seki.edge.agent;

import static city.seki.edge.agent.Bench.A;
import static city.seki.edge.agent.Bench.B;
import static city.seki.edge.agent.Bench.CARD;
import static city.seki.edge.agent.Bench.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.edge.card.Refusal;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentTapTest {
  private final Bench bench = Bench.working();

  @Test
  void a_tap_is_noted_then_delivered_then_lit_by_the_decision_then_settled() {
    Effect.Append append = assertInstanceOf(Effect.Append.class, bench.see(A, CARD).getFirst());
    assertEquals(1, append.tap().seq());
    assertEquals(Bench.START, append.tap().at());
    assertEquals(1, bench.stored(A, 1).size());
    List<Effect> effects = bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN));
    assertEquals(List.of(flash(A, Signal.GREEN), new Effect.Settle("boot", 1)), effects);
  }

  @Test
  void no_light_before_the_journal_has_it() {
    List<Effect> effects = bench.see(A, CARD);
    assertEquals(1, effects.size());
    assertInstanceOf(Effect.Append.class, effects.getFirst());
  }

  @Test
  void the_same_card_within_5_s_repeats_the_answer_and_is_no_tap() {
    var _ = bench.tap(A, CARD);
    var _ = bench.decide(1, Bench.decision(1, Outcome.RELEASED, Light.BLUE));
    var _ = bench.after(4_999);
    assertEquals(List.of(flash(A, Signal.BLUE)), bench.tap(A, CARD));
    var _ = bench.after(1);
    assertInstanceOf(Effect.Append.class, bench.tap(A, CARD).getFirst());
  }

  @Test
  void another_card_or_another_reader_is_a_tap_at_once() {
    var _ = bench.tap(A, CARD);
    assertInstanceOf(Effect.Append.class, bench.tap(A, OTHER).getFirst());
    assertInstanceOf(Effect.Append.class, bench.tap(B, CARD).getFirst());
  }

  @Test
  void a_card_told_again_without_having_been_lifted_is_no_tap_however_late() {
    var _ = bench.see(A, CARD);
    var _ = bench.stored(A, 1);
    var _ = bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN));
    var _ = bench.after(3_600_000);
    assertEquals(List.of(flash(A, Signal.GREEN)), bench.see(A, CARD));
  }

  @Test
  void no_answer_within_2_s_is_noted_and_a_later_decision_still_lights_up() {
    var _ = bench.tap(A, CARD);
    assertEquals(List.of(), bench.after(1_999));
    assertEquals(List.of(flash(A, Signal.NOTED)), bench.after(1));
    assertEquals(List.of(), bench.after(5_000));
    List<Effect> effects = bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN));
    assertEquals(flash(A, Signal.GREEN), effects.getFirst());
  }

  @Test
  void a_decision_after_10_s_meets_nobody_but_settles() {
    var _ = bench.tap(A, CARD);
    var _ = bench.after(10_000);
    assertEquals(
        List.of(new Effect.Settle("boot", 1)),
        bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN)));
  }

  @Test
  void a_decision_for_an_older_tap_of_the_reader_does_not_light_up() {
    var _ = bench.tap(A, CARD);
    var _ = bench.tap(A, OTHER);
    assertEquals(
        List.of(new Effect.Settle("boot", 1)),
        bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN)));
  }

  @Test
  void a_decision_that_comes_twice_lights_up_once() {
    var _ = bench.tap(A, CARD);
    var _ = bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN));
    assertEquals(
        List.of(new Effect.Settle("boot", 1)),
        bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN)));
  }

  @Test
  void without_a_link_a_tap_is_noted_at_once() {
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    List<Effect> effects = bench.tap(A, CARD);
    assertInstanceOf(Effect.Append.class, effects.getFirst());
    assertTrue(effects.contains(flash(A, Signal.NOTED)));
    assertFalse(effects.stream().anyMatch(Effect.Deliver.class::isInstance));
  }

  @Test
  void a_random_id_is_told_to_the_hub_without_a_card_and_refused_at_once_without_a_link() {
    Effect.Append append = assertInstanceOf(Effect.Append.class, bench.see(A, null).getFirst());
    assertNull(append.tap().card());
    var _ = bench.stored(A, 1);
    var _ = bench.on(new AgentEvent.CardGone(A));
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    var _ = bench.see(A, null);
    assertTrue(bench.stored(A, 2).contains(flash(A, Signal.RED_AMBER)));
  }

  @Test
  void two_cards_and_no_card_are_refused_by_the_light_alone() {
    for (Refusal reason : List.of(Refusal.TWO_CARDS, Refusal.NOT_A_CARD)) {
      assertEquals(
          List.of(flash(A, Signal.RED_AMBER)), bench.on(new AgentEvent.CardRefused(A, reason)));
    }
  }

  @Test
  void a_tap_that_cannot_be_noted_is_refused_shown_as_trouble_and_can_be_tried_again() {
    var _ = bench.see(A, CARD);
    List<Effect> effects = bench.on(new AgentEvent.NotStored(A, JournalFault.Cause.FULL));
    assertEquals(
        List.of(flash(A, Signal.RED), rest(A, Signal.AMBER), rest(B, Signal.AMBER)), effects);
    assertInstanceOf(Effect.Append.class, bench.see(A, CARD).getFirst());
    assertEquals(
        List.of(rest(A, Signal.OFF), rest(B, Signal.OFF)), bench.on(new AgentEvent.Settled()));
  }

  private static Effect flash(ReaderName reader, Signal signal) {
    return new Effect.Flash(reader, signal);
  }

  private static Effect rest(ReaderName reader, Signal signal) {
    return new Effect.Rest(reader, signal);
  }
}
