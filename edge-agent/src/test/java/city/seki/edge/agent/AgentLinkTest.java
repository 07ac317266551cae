package city.seki.edge.agent;

import static city.seki.edge.agent.Bench.A;
import static city.seki.edge.agent.Bench.B;
import static city.seki.edge.agent.Bench.CARD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.LightCommand;
import city.seki.config.wire.Outcome;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Entry.Place;
import city.seki.edge.light.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AgentLinkTest {
  private final Bench bench = Bench.working();

  @Test
  void until_reader_and_link_work_the_light_breathes_amber() {
    Bench fresh = new Bench();
    assertEquals(
        List.of(rest(A, Signal.AMBER), rest(B, Signal.AMBER)), fresh.on(new AgentEvent.Tick()));
    assertEquals(List.of(), Bench.lights(fresh.linkUp()));
    assertEquals(
        List.of(rest(A, Signal.OFF)), Bench.lights(fresh.on(new AgentEvent.ReaderReady(A))));
  }

  @Test
  void a_reader_in_trouble_breathes_alone_and_says_so_in_its_health() {
    List<Effect> effects =
        bench.on(new AgentEvent.ReaderFailed(B, ReaderFault.Cause.TIMEOUT, "no answer"));
    assertEquals(List.of(rest(B, Signal.AMBER)), effects);
    assertEquals(
        List.of(
            new HealthMessage.Reader("seat:A-01", null),
            new HealthMessage.Reader("seat:A-02", "timeout")),
        health(bench.after(15_000)).getFirst().readers());
    assertEquals(List.of(rest(B, Signal.OFF)), bench.on(new AgentEvent.ReaderReady(B)));
  }

  @Test
  void lights_blink_for_somebody_who_looks_for_the_unit_link_or_not_and_are_then_as_before() {
    var _ = bench.on(new AgentEvent.LightTold(new LightCommand(A, Light.UNCLAIMED)));
    assertEquals(
        List.of(rest(A, Signal.IDENTIFY), rest(B, Signal.IDENTIFY)),
        bench.on(new AgentEvent.Identify(30)));
    assertEquals(List.of(), Bench.lights(bench.on(new AgentEvent.LinkDown("cut"))));
    assertEquals(List.of(), Bench.lights(bench.after(29_999)));
    assertEquals(List.of(rest(A, Signal.AMBER), rest(B, Signal.AMBER)), bench.after(1));
    assertEquals(
        List.of(rest(A, Signal.UNCLAIMED), rest(B, Signal.OFF)), Bench.lights(bench.linkUp()));
  }

  @Test
  void cards_that_are_not_genuine_are_counted_in_its_health() {
    for (Refusal reason : List.of(Refusal.NOT_GENUINE, Refusal.UNPROVEN, Refusal.NOT_GENUINE)) {
      var _ = bench.on(new AgentEvent.CardRefused(B, reason));
      var _ = bench.on(new AgentEvent.CardGone(B));
    }
    assertEquals(
        List.of(
            new HealthMessage.Reader("seat:A-01", null, 0),
            new HealthMessage.Reader("seat:A-02", null, 2)),
        health(bench.after(15_000)).getFirst().readers());
  }

  @Test
  void a_lost_link_breathes_at_every_reader_until_it_is_back() {
    assertEquals(
        List.of(rest(A, Signal.AMBER), rest(B, Signal.AMBER)),
        bench.on(new AgentEvent.LinkDown("cut")));
    assertEquals(List.of(rest(A, Signal.OFF), rest(B, Signal.OFF)), Bench.lights(bench.linkUp()));
  }

  @Test
  void after_a_reconnect_all_that_is_owed_is_sent_in_order_four_at_a_time() {
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    List<Effect> up = bench.on(new AgentEvent.LinkUp());
    assertTrue(up.contains(new Effect.ReadOwed(Place.START, 4)));
    List<Entry> page = LongStream.rangeClosed(1, 4).mapToObj(Bench::entry).toList();
    assertEquals(
        4, delivered(bench.on(new AgentEvent.OwedRead(Entry.Place.START, page, true))).size());
    List<Effect> effects = new ArrayList<>();
    for (long seq = 1; seq <= 2; seq++) {
      effects.addAll(bench.decide(seq, Bench.decision(seq, Outcome.GRANTED, Light.GREEN)));
    }
    assertTrue(effects.contains(new Effect.ReadOwed(new Place(1, 4), 2)));
  }

  @Test
  void a_new_tap_overtakes_none_that_waits() {
    var _ = bench.on(new AgentEvent.LinkUp());
    List<Entry> page = List.of(Bench.entry(1));
    var _ = bench.on(new AgentEvent.OwedRead(Entry.Place.START, page, true));
    assertFalse(bench.tap(A, CARD).stream().anyMatch(Effect.Deliver.class::isInstance));
  }

  @Test
  void taps_that_nobody_answers_for_30_s_are_sent_again() {
    var _ = bench.tap(A, CARD);
    var _ = bench.after(15_000);
    var _ = bench.on(new AgentEvent.Pong());
    assertTrue(bench.after(15_000).contains(new Effect.ReadOwed(Place.START, 4)));
  }

  @Test
  void two_unanswered_health_messages_cut_the_link_and_show_amber() {
    assertEquals(1, health(bench.after(15_000)).size());
    assertEquals(1, health(bench.after(15_000)).size());
    List<Effect> effects = bench.after(15_000);
    assertTrue(effects.stream().anyMatch(Effect.Reconnect.class::isInstance));
    assertEquals(List.of(rest(A, Signal.AMBER), rest(B, Signal.AMBER)), Bench.lights(effects));
    var _ = bench.on(new AgentEvent.LinkDown("forced"));
    assertEquals(List.of(), Bench.lights(bench.linkUp()));
    assertEquals(
        List.of(rest(A, Signal.OFF), rest(B, Signal.OFF)), bench.on(new AgentEvent.Pong()));
  }

  @Test
  void a_hub_that_stays_away_is_not_answered_with_ever_more_reconnects() {
    int cuts = 0;
    for (int i = 0; i < 240; i++) { // an hour
      if (bench.after(15_000).stream().anyMatch(Effect.Reconnect.class::isInstance)) {
        cuts++;
        var _ = bench.on(new AgentEvent.LinkDown("forced"));
        var _ = bench.linkUp();
      }
    }
    assertTrue(cuts >= 10 && cuts <= 17, cuts + " cuts");
  }

  @Test
  void any_word_of_the_hub_proves_that_it_hears() {
    for (int i = 0; i < 20; i++) {
      assertEquals(1, health(bench.after(15_000)).size());
      var _ = bench.on(new AgentEvent.LightTold(new LightCommand(A, Light.OFF)));
    }
  }

  @Test
  void near_the_next_reservation_the_light_blinks_until_the_seat_is_left() {
    var _ = bench.tap(A, CARD);
    var _ =
        bench.decide(
            1,
            Bench.granted(
                1,
                Outcome.GRANTED,
                Light.GREEN,
                Bench.START.plusSeconds(10),
                Bench.START.plusSeconds(20)));
    assertEquals(List.of(), bench.after(9_999));
    assertEquals(List.of(rest(A, Signal.WARN)), bench.after(1));
    assertEquals(
        List.of(rest(A, Signal.OFF)),
        bench.on(new AgentEvent.LightTold(new LightCommand(A, Light.OFF))));
    assertEquals(List.of(), Bench.lights(bench.after(1_000)));
  }

  @Test
  void the_blinking_ends_with_the_claim_and_never_begins_on_a_clock_that_is_not_set() {
    bench.clock = ClockState.UNSET;
    var _ = bench.tap(A, CARD);
    var _ =
        bench.decide(
            1,
            Bench.granted(1, Outcome.MOVED, Light.GREEN, Bench.START, Bench.START.plusSeconds(20)));
    assertEquals(List.of(), bench.after(1_000));
    bench.clock = ClockState.SYNCED;
    assertEquals(List.of(rest(A, Signal.WARN)), bench.after(1_000));
    assertEquals(List.of(rest(A, Signal.OFF)), Bench.lights(bench.after(18_000)));
  }

  @Test
  void an_unclaimed_use_blinks_until_it_is_told_off_and_trouble_hides_it_meanwhile() {
    assertEquals(
        List.of(rest(A, Signal.UNCLAIMED)),
        bench.on(new AgentEvent.LightTold(new LightCommand(A, Light.UNCLAIMED))));
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    assertTrue(Bench.lights(bench.linkUp()).contains(rest(A, Signal.UNCLAIMED)));
  }

  private static List<Effect.TellHealth> health(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.TellHealth.class::isInstance)
        .map(Effect.TellHealth.class::cast)
        .toList();
  }

  private static List<Effect> delivered(List<Effect> effects) {
    return effects.stream().filter(Effect.Deliver.class::isInstance).toList();
  }

  private static Effect rest(ReaderName reader, Signal signal) {
    return new Effect.Rest(reader, signal);
  }
}
