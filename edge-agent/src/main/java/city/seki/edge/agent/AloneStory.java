package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.AgentEvent.Decided;
import city.seki.edge.agent.ReaderState.LastTap;
import city.seki.edge.card.Refusal;
import city.seki.edge.light.Signal;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the unit decides by itself, by the hub's own rules over the last snapshot (product.md §6):
 * at once where the hub cannot be reached, else when it has not answered in time. What the light
 * then says is a fact that the tap carries to the hub.
 *
 * <p>Without a snapshot, or with a clock that is not set, nobody can say whether an office is open
 * or a seat reserved: then the tap is noted, in amber, and the hub decides.
 */
final class AloneStory {
  private final Turn turn;

  AloneStory(Turn turn) {
    this.turn = turn;
  }

  /** Whether a tap now would get a proper answer from somebody. */
  boolean canAnswer() {
    return turn.state().pulse().isOpen() || (isTimeKnown() && turn.state().floor().isKnown());
  }

  private boolean isTimeKnown() {
    return turn.now().clock() != ClockState.UNSET;
  }

  // Deciding

  /** The tap with the unit's own answer; as it was where the unit cannot know one. */
  LastTap decide(LastTap tap) {
    if (!isTimeKnown()) {
      return tap;
    }
    Floor.Verdict verdict = turn.state().floor().decide(tap.message());
    turn.become(turn.state().with(verdict.floor()));
    return tap.told(verdict.tap(), verdict.told());
  }

  /** Decides what the hub has left unanswered for too long, in the order of the taps. */
  void decideWhatWaits() {
    List<LastTap> waiting =
        turn.state().readers().values().stream()
            .map(ReaderState::tap)
            .filter(this::isWaiting)
            .sorted(Comparator.comparingLong(LastTap::seq))
            .toList();
    waiting.forEach(this::decideLate);
  }

  private boolean isWaiting(@Nullable LastTap tap) {
    return tap != null
        && tap.isWaiting()
        && (!turn.state().pulse().isOpen()
            || !tap.isYounger(turn.now().monoMs(), Agent.HUB_FIRST_MS));
  }

  private void decideLate(LastTap waiting) {
    LastTap tap = decide(waiting);
    ReaderName name = tap.message().reader();
    if (tap.told() == null) {
      note(name, tap);
      return;
    }
    turn.set(name, turn.reader(name).withTap(tap));
    Kept kept = turn.state().kept();
    if (kept.has(tap.message().boot(), tap.seq())) {
      turn.become(turn.state().with(kept.amended(tap.message())));
      turn.journal().deliverAgain(kept.entry(tap.message()));
      answer(name, tap);
    } else {
      turn.emit(new Effect.Amend(tap.message()));
    }
  }

  // Answering

  /** That tap is safe as it is now; what the unit has decided by then is lit. */
  void isSafe(TapMessage message) {
    ReaderName name = message.reader();
    LastTap tap = turn.reader(name).tap();
    if (tap != null && tap.seq() == message.seq()) {
      LastTap safe = tap.made(true);
      turn.set(name, turn.reader(name).withTap(safe));
      answer(name, safe);
    }
  }

  private void answer(ReaderName name, LastTap tap) {
    DecisionMessage told = tap.told();
    if (told != null && tap.answer() == null) {
      light(name, tap, Signal.of(told.light()), new Said.Decided(told, true));
      turn.hub().seatAnswered(told);
    }
  }

  /** The unit says what it knows by itself: a random id is refused for sure, the rest is noted. */
  private void note(ReaderName name, LastTap tap) {
    boolean numberless = tap.message().card() == null;
    if (numberless) {
      light(name, tap, Signal.RED_AMBER, new Said.Refused(Refusal.RANDOM_ID));
    } else {
      light(name, tap, Signal.NOTED, new Said.Noted());
    }
    remember(tap);
  }

  private void light(ReaderName name, LastTap tap, Signal signal, Said said) {
    turn.set(name, turn.reader(name).withTap(tap.answered(signal, said, false)));
    turn.answer(name, signal, said);
  }

  // The floor

  /** Somebody else tapped before that tap was answered: the hub will tell what became of it. */
  void overtaken(@Nullable LastTap tap) {
    if (tap != null && tap.answer() == null) {
      remember(tap);
    }
  }

  private void remember(LastTap tap) {
    if (isTimeKnown()) {
      turn.become(turn.state().with(turn.state().floor().with(tap.message())));
    }
  }

  /** That tap did not happen. */
  void forget(TapMessage tap) {
    turn.become(turn.state().with(turn.state().floor().without(tap.boot(), tap.seq())));
  }

  /** What the hub answered counts on the unit's floor too, until a snapshot tells it. */
  void learn(Decided decided) {
    Floor floor = turn.state().floor();
    if (decided.boot().equals(turn.state().boot())) {
      for (ReaderState reader : turn.state().readers().values()) {
        LastTap tap = reader.tap();
        if (tap != null && tap.seq() == decided.seq() && isTimeKnown()) {
          floor = floor.with(tap.message());
        }
      }
    }
    turn.become(turn.state().with(floor.answered(decided, turn.now().wall().toInstant())));
  }

  void snapshot(OfficeSnapshot snapshot) {
    Floor floor = turn.state().floor();
    if (snapshot.version() > floor.version()) {
      turn.become(turn.state().with(floor.with(snapshot, turn.now().wall().toInstant())));
      followFloor();
    }
  }

  /**
   * @param document as it came: it is large, and kept on the disk alone
   */
  void people(People people, Document document) {
    People before = turn.state().floor().people();
    if (before == null || !before.id().equals(people.id())) {
      turn.become(turn.state().with(turn.state().floor().with(people)));
      turn.emit(new Effect.Keep(document));
    }
  }

  /** The last snapshot goes to the disk: another may not come for long. */
  void keepNow() {
    keep(turn.state().shelf().isBehind(turn.state().floor()));
  }

  private void keep(boolean due) {
    OfficeSnapshot snapshot = turn.state().floor().snapshot();
    if (due && snapshot != null) {
      turn.become(turn.state().with(new Shelf(snapshot.version(), turn.now().monoMs())));
      turn.emit(new Effect.Keep(snapshot.document()));
    }
  }

  /** What time brings about on the unit's own floor shows in the lights while nobody else says. */
  void passTime() {
    keep(turn.state().shelf().isDue(turn.state().floor(), turn.now().monoMs()));
    if (isTimeKnown() && turn.state().floor().isKnown()) {
      Floor floor = turn.state().floor().at(turn.now().wall().toInstant());
      turn.become(turn.state().with(floor));
      if (isInCharge()) {
        followFloor();
      }
    }
  }

  /** Whether the lights of the seats follow the unit's own floor and nobody else. */
  boolean isInCharge() {
    return !turn.state().pulse().isOpen() && canAnswer();
  }

  private void followFloor() {
    Floor floor = turn.state().floor();
    if (!isTimeKnown() || !floor.isKnown()) {
      return;
    }
    for (ReaderName name : List.copyOf(turn.state().readers().keySet())) {
      if (name instanceof ReaderName.AtSeat at) {
        Signal due = Signal.of(floor.light(at.seat(), turn.now().wall().toInstant()));
        ReaderState reader = turn.reader(name);
        if (due != reader.steady()) {
          turn.set(name, reader.withHolding(reader.holding(), due));
        }
      }
    }
  }
}
