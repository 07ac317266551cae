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
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.edge.card.Refusal;
import city.seki.edge.light.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentTapTest {
  private final Bench bench = Bench.working();

  @Test
  void a_tap_is_noted_then_delivered_then_lit_by_the_decision_then_settled() {
    List<Effect> effects = bench.tap(A, CARD);
    Effect.Append append = assertInstanceOf(Effect.Append.class, effects.getFirst());
    assertEquals(1, append.tap().seq());
    assertEquals(Bench.START, append.tap().at());
    assertInstanceOf(Effect.Deliver.class, effects.get(1));
    assertEquals(2, effects.size());
    assertEquals(
        List.of(flash(A, Signal.GREEN), new Effect.Settle("boot", 1)),
        bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN)));
  }

  @Test
  void no_light_before_the_journal_has_it() {
    Step step =
        Agent.step(
            bench.state,
            new AgentEvent.CardSeen(A, CardTech.FELICA, CARD),
            new Now(bench.wall(), bench.ms, ClockState.SYNCED));
    assertEquals(1, step.effects().size());
    assertInstanceOf(Effect.Append.class, step.effects().getFirst());
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
    var _ = bench.decide(1, Bench.decision(1, Outcome.GRANTED, Light.GREEN));
    var _ = bench.after(3_600_000);
    assertEquals(List.of(flash(A, Signal.GREEN)), bench.see(A, CARD));
  }

  @Test
  void without_a_snapshot_no_answer_in_200_ms_is_noted_and_a_later_decision_still_lights_up() {
    var _ = bench.tap(A, CARD);
    assertEquals(List.of(), bench.after(199));
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
  void without_link_and_snapshot_a_tap_is_noted_at_once() {
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    List<Effect> effects = bench.tap(A, CARD);
    assertInstanceOf(Effect.Append.class, effects.getFirst());
    assertTrue(effects.contains(flash(A, Signal.NOTED)));
    assertFalse(effects.stream().anyMatch(Effect.Deliver.class::isInstance));
  }

  @Test
  void a_random_id_is_told_to_the_hub_without_a_card_and_refused_at_once_without_a_link() {
    Effect.Append append = assertInstanceOf(Effect.Append.class, bench.tap(A, null).getFirst());
    assertNull(append.tap().card());
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    assertTrue(bench.tap(A, null).contains(flash(A, Signal.RED_AMBER)));
  }

  @Test
  void two_cards_no_card_and_a_copy_are_refused_by_the_light_alone() {
    for (Refusal reason :
        List.of(Refusal.TWO_CARDS, Refusal.NOT_A_CARD, Refusal.NOT_GENUINE, Refusal.UNPROVEN)) {
      assertEquals(
          List.of(flash(A, Signal.RED_AMBER)), bench.on(new AgentEvent.CardRefused(A, reason)));
    }
  }

  private static Effect flash(ReaderName reader, Signal signal) {
    return new Effect.Flash(reader, signal);
  }
}
