package city.seki.edge.agent;

import static city.seki.edge.agent.Bench.A;
import static city.seki.edge.agent.Bench.CARD;
import static city.seki.edge.agent.Bench.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.edge.card.Refusal;
import city.seki.edge.light.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a display beside a kiosk's light is told to say. */
class AgentKioskTest {
  private static final ReaderName.Kiosk DOOR = new ReaderName.Kiosk("door");

  /** A unit with a seat's reader and a kiosk, that knows its office. */
  private static Bench informed() {
    Bench bench = new Bench();
    bench.state =
        AgentState.initial("boot", List.of(A, DOOR), Floor.unknown("unit-1", Bench.OFFICE));
    var _ = bench.on(new AgentEvent.ReaderReady(A));
    var _ = bench.on(new AgentEvent.ReaderReady(DOOR));
    var _ = bench.linkUp();
    var _ = bench.on(new AgentEvent.Pong());
    var _ = bench.on(Bench.PEOPLE_TOLD);
    var _ =
        bench.on(
            new AgentEvent.SnapshotTold(Bench.snapshot(1, Bench.START.toInstant(), Bench.empty())));
    return bench;
  }

  private static Bench alone() {
    Bench bench = informed();
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    return bench;
  }

  private static List<Said> said(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Say.class::isInstance)
        .map(effect -> ((Effect.Say) effect).said())
        .toList();
  }

  private static Said.Decided decided(List<Effect> effects) {
    List<Said> all = said(effects);
    assertEquals(1, all.size(), all.toString());
    return assertInstanceOf(Said.Decided.class, all.getFirst());
  }

  @Test
  void a_kiosk_says_in_words_what_its_light_answers_and_only_when_the_tap_is_safe() {
    List<Effect> effects = alone().tap(DOOR, CARD);
    assertInstanceOf(Effect.Append.class, effects.getFirst());
    Said.Decided said = decided(effects);
    assertEquals(true, said.alone());
    assertEquals(Outcome.ASSIGNED, said.decision().outcome());
    assertEquals("A-01", said.decision().seat());
    int light = effects.indexOf(new Effect.Flash(DOOR, Signal.GREEN));
    assertEquals(new Effect.Say(DOOR, said), effects.get(light + 1));
  }

  @Test
  void the_reader_of_a_seat_has_no_display() {
    assertEquals(List.of(), said(alone().tap(A, CARD)));
  }

  @Test
  void the_same_card_again_is_told_the_same_again() {
    Bench bench = alone();
    Said first = decided(bench.tap(DOOR, CARD));
    bench.ms += 1_000;
    assertEquals(List.of(first), said(bench.tap(DOOR, CARD)));
  }

  @Test
  void the_hubs_word_is_said_and_once_only() {
    Bench bench = informed();
    assertEquals(List.of(), said(bench.tap(DOOR, CARD)));
    List<Effect> effects = bench.decide(1, Bench.decision(1, Outcome.ASSIGNED, Light.GREEN));
    assertEquals(false, decided(effects).alone());
    assertEquals(
        List.of(), said(bench.decide(1, Bench.decision(1, Outcome.ASSIGNED, Light.GREEN))));
  }

  @Test
  void who_taps_when_all_is_taken_is_told_why_not() {
    Bench bench = alone();
    var _ = bench.tap(A, CARD);
    var _ = bench.tap(DOOR, OTHER);
    bench.ms += 10_000;
    Said.Decided said = decided(bench.tap(DOOR, "k1:" + "c".repeat(43)));
    assertEquals(Outcome.DENIED, said.decision().outcome());
  }

  @Test
  void what_is_no_card_is_told_so_and_nothing_else_happens() {
    Bench bench = alone();
    List<Effect> effects = bench.on(new AgentEvent.CardRefused(DOOR, Refusal.TWO_CARDS));
    assertEquals(List.of(new Said.Refused(Refusal.TWO_CARDS)), said(effects));
    assertEquals(0, bench.noted.size());
    assertEquals(Outcome.DENIED, decided(alone().tap(DOOR, null)).decision().outcome());
  }
}
