package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.AgentEvent.CardSeen;
import city.seki.edge.agent.ReaderState.LastTap;
import city.seki.edge.card.Refusal;
import city.seki.edge.light.Signal;

/** What is laid on a reader: a tap, the same card again, or nothing that could be one. */
final class CardStory {
  /** Stands for the number of a card that has none of its own. */
  private static final String NUMBERLESS = "random:";

  private final Turn turn;

  CardStory(Turn turn) {
    this.turn = turn;
  }

  void seen(CardSeen seen) {
    ReaderState reader = turn.reader(seen.reader());
    String what = seen.card() == null ? NUMBERLESS + seen.tech().word() : seen.card();
    LastTap last = reader.tap();
    boolean neverLifted = what.equals(reader.lying());
    boolean sameSoon =
        seen.card() != null
            && last != null
            && last.what().equals(what)
            && last.isYounger(turn.now().monoMs(), Agent.REPEAT_MS);
    turn.set(seen.reader(), reader.withLying(what));
    if (neverLifted || sameSoon) {
      repeatAnswer(seen.reader(), what);
    } else {
      tap(seen, what);
    }
  }

  private void repeatAnswer(ReaderName name, String what) {
    LastTap last = turn.reader(name).tap();
    if (last != null && last.what().equals(what) && last.answer() != null && last.said() != null) {
      turn.answer(name, last.answer(), last.said());
    }
  }

  private void tap(CardSeen seen, String what) {
    turn.alone().overtaken(turn.reader(seen.reader()).tap());
    long seq = turn.state().nextSeq();
    turn.become(turn.state().withNextSeq(seq + 1));
    Now now = turn.now();
    TapMessage message =
        new TapMessage(
            turn.state().boot(),
            seq,
            seen.reader(),
            seen.card(),
            seen.before(),
            seen.tech(),
            now.wall(),
            now.monoMs(),
            now.clock(),
            0,
            null);
    LastTap tap = LastTap.of(message, what, now.monoMs());
    if (!turn.state().pulse().isOpen()) {
      tap = turn.alone().decide(tap);
    }
    turn.set(seen.reader(), turn.reader(seen.reader()).withTap(tap));
    turn.emit(new Effect.Append(tap.message()));
  }

  /** Nothing that the hub could say more about: the light alone answers. */
  void refused(ReaderName name, Refusal reason) {
    ReaderState reader = turn.reader(name).withLying(reason.word());
    turn.set(name, reason == Refusal.NOT_GENUINE ? reader.withOneMoreNotGenuine() : reader);
    turn.answer(name, Signal.RED_AMBER, new Said.Refused(reason));
  }
}
