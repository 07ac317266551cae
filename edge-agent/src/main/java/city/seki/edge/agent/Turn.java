package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.LightCommand;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.AgentEvent.CardSeen;
import city.seki.edge.agent.AgentEvent.Decided;
import city.seki.edge.agent.ReaderState.Holding;
import city.seki.edge.agent.ReaderState.LastTap;
import city.seki.edge.card.Refusal;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Signal;
import java.util.ArrayList;
import java.util.List;

/** One step under way: the state as far as it has come, and the effects so far. */
final class Turn {
  /** Stands for the number of a card that has none of its own. */
  private static final String NUMBERLESS = "random:";

  private final Now now;
  private final List<Effect> effects = new ArrayList<>();
  private AgentState state;

  Turn(AgentState state, Now now) {
    this.state = state;
    this.now = now;
  }

  Step result() {
    return new Step(state, effects);
  }

  void react(AgentEvent event) {
    switch (event) {
      case AgentEvent.ReaderReady(ReaderName name) -> set(name, reader(name).withFault(null));
      case AgentEvent.ReaderFailed e ->
          set(e.reader(), reader(e.reader()).withFault(e.cause().word()));
      case CardSeen seen -> cardSeen(seen);
      case AgentEvent.CardRefused e -> refused(e.reader(), e.reason());
      case AgentEvent.CardGone(ReaderName name) -> set(name, reader(name).withLying(null));
      case AgentEvent.Stored e -> stored(e.reader(), e.entry());
      case AgentEvent.NotStored e -> notStored(e.reader(), e.cause());
      case AgentEvent.OwedRead e -> owedRead(e.entries(), e.more());
      case AgentEvent.JournalFailed(JournalFault.Cause cause) ->
          state = state.withJournalFault(cause);
      case AgentEvent.Settled() -> state = state.withJournalFault(null);
      case Decided decided -> decided(decided);
      case AgentEvent.LightTold(LightCommand command) -> lightTold(command);
      case AgentEvent.Pong _ -> heard();
      case AgentEvent.LinkUp() -> linkUp();
      case AgentEvent.LinkDown(String reason) -> state = state.with(state.pulse().down());
      case AgentEvent.Tick() -> {}
    }
  }

  // Cards

  private void cardSeen(CardSeen seen) {
    ReaderState reader = reader(seen.reader());
    String what = seen.card() == null ? NUMBERLESS + seen.tech().word() : seen.card();
    LastTap last = reader.tap();
    boolean neverLifted = what.equals(reader.lying());
    boolean sameSoon =
        seen.card() != null
            && last != null
            && last.what().equals(what)
            && last.isYounger(now.monoMs(), Agent.REPEAT_MS);
    set(seen.reader(), reader.withLying(what));
    if (neverLifted || sameSoon) {
      repeatAnswer(seen.reader(), what);
    } else {
      tap(seen, what);
    }
  }

  private void repeatAnswer(ReaderName name, String what) {
    LastTap last = reader(name).tap();
    if (last != null && last.what().equals(what) && last.answer() != null) {
      effects.add(new Effect.Flash(name, last.answer()));
    }
  }

  private void tap(CardSeen seen, String what) {
    long seq = state.nextSeq();
    state = state.withNextSeq(seq + 1);
    LastTap tap = new LastTap(seq, what, now.monoMs(), null, false);
    set(seen.reader(), reader(seen.reader()).withTap(tap));
    effects.add(
        new Effect.Append(
            seen.reader(),
            new TapMessage(
                state.boot(),
                seq,
                seen.reader(),
                seen.card(),
                seen.tech(),
                now.wall(),
                now.monoMs(),
                now.clock(),
                0,
                null)));
  }

  /** Nothing that the hub could say more about: the light alone answers. */
  private void refused(ReaderName name, Refusal reason) {
    set(name, reader(name).withLying(reason.word()));
    effects.add(new Effect.Flash(name, Signal.RED_AMBER));
  }

  // Journal

  private void stored(ReaderName name, Entry entry) {
    state = state.withJournalFault(null);
    if (state.pulse().connected() && state.delivery().mayOvertakeNobody()) {
      deliver(entry);
    } else {
      state = state.with(state.delivery().withBehind(true));
    }
    LastTap tap = reader(name).tap();
    if (tap != null && tap.seq() == entry.seq() && !state.pulse().isOpen()) {
      answerAlone(name, tap);
    }
  }

  /** The tap did not happen: it is forgotten, so that the next try is a tap and no repetition. */
  private void notStored(ReaderName name, JournalFault.Cause cause) {
    state = state.withJournalFault(cause);
    set(name, reader(name).withTap(null).withLying(null));
    effects.add(new Effect.Flash(name, Signal.RED));
  }

  private void owedRead(List<Entry> entries, boolean more) {
    entries.forEach(this::deliver);
    state = state.with(state.delivery().withBehind(more));
  }

  private void deliver(Entry entry) {
    state = state.with(state.delivery().sent(entry, now.monoMs()));
    effects.add(new Effect.Deliver(entry));
  }

  private void deliverMore() {
    int room = state.delivery().room();
    if (room > 0 && state.pulse().connected()) {
      effects.add(new Effect.ReadOwed(state.delivery().sent(), room));
    }
  }

  // Hub

  private void decided(Decided decided) {
    heard();
    if (decided.boot().equals(state.boot())) {
      for (ReaderName name : List.copyOf(state.readers().keySet())) {
        LastTap tap = reader(name).tap();
        if (tap != null && tap.seq() == decided.seq() && !tap.decided()) {
          answer(name, tap, decided.decision());
        }
      }
    }
    effects.add(new Effect.Settle(decided.boot(), decided.seq()));
    state = state.with(state.delivery().answered(decided.boot(), decided.seq(), now.monoMs()));
    deliverMore();
  }

  private void answer(ReaderName name, LastTap tap, DecisionMessage decision) {
    Signal signal = Signal.of(decision.light());
    set(name, reader(name).withTap(tap.answered(signal, true)));
    if (signal.isFlash() && tap.isYounger(now.monoMs(), Agent.STALE_MS)) {
      effects.add(new Effect.Flash(name, signal));
    }
    if (decision.seat() != null) {
      seatAnswered(new ReaderName.AtSeat(decision.seat()), decision);
    }
  }

  /** The light of a seat follows its claim; it may stand elsewhere than the kiosk that gave it. */
  private void seatAnswered(ReaderName seat, DecisionMessage decision) {
    ReaderState reader = state.readers().get(seat);
    if (reader == null) {
      return;
    }
    switch (decision.outcome()) {
      case GRANTED, MOVED, ASSIGNED ->
          set(
              seat,
              reader.withHolding(new Holding(decision.warnAt(), decision.until()), Signal.OFF));
      case RELEASED -> set(seat, reader.withHolding(null, Signal.OFF));
      case DENIED -> {}
    }
  }

  private void lightTold(LightCommand command) {
    heard();
    ReaderState reader = state.readers().get(command.reader());
    if (reader == null) {
      return;
    }
    Signal signal = Signal.of(command.light());
    if (signal.isFlash()) {
      effects.add(new Effect.Flash(command.reader(), signal));
    } else {
      // Dark means that the seat is free; any other word leaves the claim as it is.
      Holding holding = signal == Signal.OFF ? null : reader.holding();
      set(command.reader(), reader.withHolding(holding, signal));
    }
  }

  private void heard() {
    state = state.with(state.pulse().heard());
  }

  private void linkUp() {
    state = state.with(state.pulse().up(now.monoMs()));
    deliverFromStart();
  }

  private void deliverFromStart() {
    state = state.with(Delivery.fromStart(now.monoMs()));
    deliverMore();
  }

  // Time

  void passTime() {
    for (ReaderName name : List.copyOf(state.readers().keySet())) {
      noteIfUnanswered(name);
      followClaim(name);
    }
    if (state.pulse().isDue(now.monoMs())) {
      beat();
    }
    if (state.pulse().isOpen() && state.delivery().isStalled(now.monoMs())) {
      deliverFromStart();
    }
  }

  private void noteIfUnanswered(ReaderName name) {
    LastTap tap = reader(name).tap();
    if (tap != null && tap.answer() == null && !tap.isYounger(now.monoMs(), Agent.PATIENCE_MS)) {
      answerAlone(name, tap);
    }
  }

  /** The unit says what it knows by itself: a random id is refused for sure, the rest is noted. */
  private void answerAlone(ReaderName name, LastTap tap) {
    Signal signal = tap.what().startsWith(NUMBERLESS) ? Signal.RED_AMBER : Signal.NOTED;
    set(name, reader(name).withTap(tap.answered(signal, false)));
    effects.add(new Effect.Flash(name, signal));
  }

  private void followClaim(ReaderName name) {
    ReaderState reader = reader(name);
    Holding holding = reader.holding();
    if (holding == null) {
      return;
    }
    if (holding.isOver(now)) {
      set(name, reader.withHolding(null, Signal.OFF));
    } else if (holding.isToWarn(now) && reader.steady() == Signal.OFF) {
      set(name, reader.withHolding(holding, Signal.WARN));
    }
  }

  private void beat() {
    Pulse pulse = state.pulse();
    if (!pulse.connected()) {
      state = state.with(pulse.skipped(now.monoMs()));
    } else if (pulse.isAtEnd()) {
      state = state.with(pulse.cut(now.monoMs()));
      effects.add(
          new Effect.Reconnect(
              "the hub has not answered " + pulse.unanswered() + " health messages"));
    } else {
      state = state.with(pulse.asked(now.monoMs()));
      effects.add(new Effect.TellHealth(now.monoMs(), healthOfReaders()));
    }
  }

  private List<HealthMessage.Reader> healthOfReaders() {
    List<HealthMessage.Reader> readers = new ArrayList<>();
    state.readers().forEach((name, reader) -> readers.add(health(name, reader)));
    return readers;
  }

  private HealthMessage.Reader health(ReaderName name, ReaderState reader) {
    JournalFault.Cause journal = state.journalFault();
    String fault = reader.fault();
    if (fault == null && journal != null) {
      fault = "journal-" + journal.word();
    }
    return new HealthMessage.Reader(name.toString(), fault);
  }

  // Lights

  /** Amber wherever a tap could not be answered as it should, before anybody taps. */
  void restLights() {
    boolean unitInTrouble = !state.pulse().isOpen() || state.journalFault() != null;
    for (ReaderName name : List.copyOf(state.readers().keySet())) {
      ReaderState reader = reader(name);
      Signal due = unitInTrouble || reader.fault() != null ? Signal.AMBER : reader.steady();
      if (due != reader.shown()) {
        set(name, reader.withShown(due));
        effects.add(new Effect.Rest(name, due));
      }
    }
  }

  private ReaderState reader(ReaderName name) {
    return state.reader(name);
  }

  private void set(ReaderName name, ReaderState reader) {
    state = state.with(name, reader);
  }
}
