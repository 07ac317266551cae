package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Command;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.LightCommand;
import city.seki.edge.agent.AgentEvent.Decided;
import city.seki.edge.agent.ReaderState.Holding;
import city.seki.edge.agent.ReaderState.LastTap;
import city.seki.edge.light.Signal;
import java.util.List;

/** What the hub says, and whether it can be reached at all. */
final class HubStory {
  private final Turn turn;

  HubStory(Turn turn) {
    this.turn = turn;
  }

  void decided(Decided decided) {
    heard();
    turn.alone().learn(decided);
    boolean shown = false;
    if (decided.boot().equals(turn.state().boot())) {
      for (ReaderName name : List.copyOf(turn.state().readers().keySet())) {
        LastTap tap = turn.reader(name).tap();
        if (tap != null && tap.seq() == decided.seq() && !tap.decided()) {
          shown |= answer(name, tap, decided.decision());
        }
      }
    }
    AgentState state = turn.state();
    if (state.delivery().isOutdated(decided) && !shown) {
      return; // the hub has yet to answer what the unit told meanwhile, and what counts still
    }
    turn.emit(new Effect.Settle(decided.boot(), decided.seq()));
    turn.become(
        state
            .with(state.kept().without(decided.boot(), decided.seq()))
            .with(state.delivery().answered(decided, turn.now().monoMs())));
    turn.journal().deliverMore();
  }

  /**
   * The hub's word is the last, but what the light said already it does not say twice.
   *
   * @return whether the light says it now
   */
  private boolean answer(ReaderName name, LastTap tap, DecisionMessage decision) {
    Signal signal = Signal.of(decision.light());
    boolean shown =
        signal.isFlash()
            && signal != tap.answer()
            && tap.isYounger(turn.now().monoMs(), Command.Tap.SEEN.toMillis());
    Said said = shown || tap.said() == null ? new Said.Decided(decision, false) : tap.said();
    turn.set(name, turn.reader(name).withTap(tap.answered(signal, said, true)));
    if (shown) {
      turn.answer(name, signal, said);
    }
    seatAnswered(decision);
    return shown;
  }

  /** The light of a seat follows its claim; it may stand elsewhere than the kiosk that gave it. */
  void seatAnswered(DecisionMessage decision) {
    ReaderName seat = decision.seat() == null ? null : new ReaderName.AtSeat(decision.seat());
    ReaderState reader = seat == null ? null : turn.state().readers().get(seat);
    if (seat == null || reader == null) {
      return;
    }
    switch (decision.outcome()) {
      case GRANTED, MOVED, ASSIGNED ->
          turn.set(
              seat,
              reader.withHolding(new Holding(decision.warnAt(), decision.until()), Signal.OFF));
      case RELEASED -> turn.set(seat, reader.withHolding(null, Signal.OFF));
      case DENIED, LENT, RETURNED -> {}
    }
  }

  void lightTold(LightCommand command) {
    heard();
    ReaderState reader = turn.state().readers().get(command.reader());
    if (reader == null) {
      return;
    }
    Signal signal = Signal.of(command.light());
    if (signal.isFlash()) {
      turn.emit(new Effect.Flash(command.reader(), signal));
    } else {
      // Dark means that the seat is free; any other word leaves the claim as it is.
      Holding holding = signal == Signal.OFF ? null : reader.holding();
      turn.set(command.reader(), reader.withHolding(holding, signal));
    }
  }

  void heard() {
    turn.become(turn.state().with(turn.state().pulse().heard()));
  }

  void linkUp() {
    turn.become(turn.state().with(turn.state().pulse().up(turn.now().monoMs())));
    turn.journal().deliverFromStart();
  }

  void linkDown() {
    turn.become(turn.state().with(turn.state().pulse().down()));
    turn.alone().keepNow();
  }
}
