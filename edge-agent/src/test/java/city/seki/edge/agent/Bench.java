package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Text;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Entry.Place;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent with two readers on a bench: virtual time, a journal that always takes, no threads. */
final class Bench {
  static final ReaderName A = ReaderName.parse("seat:A-01");
  static final ReaderName B = ReaderName.parse("seat:A-02");
  static final String CARD = "k1:" + "a".repeat(43);
  static final String OTHER = "k1:" + "b".repeat(43);
  static final OffsetDateTime START = OffsetDateTime.parse("2026-11-24T08:30:00+09:00");

  AgentState state = AgentState.initial("boot", List.of(A, B));
  ClockState clock = ClockState.SYNCED;
  long ms;

  /** Both readers answer, the link is up, the hub has answered. */
  static Bench working() {
    Bench bench = new Bench();
    var _ = bench.on(new AgentEvent.ReaderReady(A));
    var _ = bench.on(new AgentEvent.ReaderReady(B));
    var _ = bench.linkUp();
    var _ = bench.on(new AgentEvent.Pong());
    return bench;
  }

  List<Effect> on(AgentEvent event) {
    Now now = new Now(START.plus(ms, ChronoUnit.MILLIS), ms, clock);
    Step step = Agent.step(state, event, now);
    state = step.state();
    return step.effects();
  }

  List<Effect> after(long millis) {
    ms += millis;
    return on(new AgentEvent.Tick());
  }

  /** The link comes up and nothing is owed. */
  List<Effect> linkUp() {
    List<Effect> effects = new ArrayList<>(on(new AgentEvent.LinkUp()));
    effects.addAll(on(new AgentEvent.OwedRead(List.of(), false)));
    return effects;
  }

  List<Effect> see(ReaderName reader, @Nullable String card) {
    return on(new AgentEvent.CardSeen(reader, CardTech.FELICA, card));
  }

  List<Effect> stored(ReaderName reader, long seq) {
    return on(new AgentEvent.Stored(reader, entry(seq)));
  }

  /** A card is laid on and lifted; all effects of it. */
  List<Effect> tap(ReaderName reader, String card) {
    long seq = state.nextSeq();
    List<Effect> effects = new ArrayList<>(see(reader, card));
    if (state.nextSeq() > seq) {
      effects.addAll(stored(reader, seq));
    }
    effects.addAll(on(new AgentEvent.CardGone(reader)));
    return effects;
  }

  List<Effect> decide(long seq, DecisionMessage decision) {
    return on(new AgentEvent.Decided("boot", seq, decision));
  }

  static Entry entry(long seq) {
    return new Entry(new Place(1, seq), "boot", new byte[0]);
  }

  static DecisionMessage decision(long seq, Outcome outcome, Light light) {
    return granted(seq, outcome, light, null, null);
  }

  static DecisionMessage granted(
      long seq,
      Outcome outcome,
      Light light,
      @Nullable OffsetDateTime warnAt,
      @Nullable OffsetDateTime until) {
    Text text = new Text("はい", "yes");
    return new DecisionMessage(
        "boot", seq, outcome, null, "A-01", until, warnAt, null, null, light, text);
  }
}
