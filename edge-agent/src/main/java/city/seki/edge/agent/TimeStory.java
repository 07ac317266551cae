package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.HealthMessage;
import city.seki.edge.agent.ReaderState.Holding;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is due because time has passed. */
final class TimeStory {
  private final Turn turn;

  TimeStory(Turn turn) {
    this.turn = turn;
  }

  void pass() {
    turn.alone().decideWhatWaits();
    turn.alone().passTime();
    if (!turn.alone().isInCharge()) {
      List.copyOf(turn.state().readers().keySet()).forEach(this::followClaim);
    }
    long nowMs = turn.now().monoMs();
    Long identifyUntilMs = turn.state().identifyUntilMs();
    if (identifyUntilMs != null && nowMs >= identifyUntilMs) {
      turn.become(turn.state().withIdentifyUntil(null));
    }
    if (turn.state().pulse().isDue(nowMs)) {
      beat();
    }
    if (turn.state().pulse().isOpen() && turn.state().delivery().isStalled(nowMs)) {
      turn.journal().deliverFromStart();
    }
  }

  /** What a light says to a tap it says all the same; then it goes on to blink. */
  void identify(int seconds) {
    turn.become(turn.state().withIdentifyUntil(turn.now().monoMs() + seconds * 1_000L));
  }

  private void followClaim(ReaderName name) {
    ReaderState reader = turn.reader(name);
    Holding holding = reader.holding();
    if (holding == null) {
      return;
    }
    if (holding.isOver(turn.now())) {
      turn.set(name, reader.withHolding(null, Signal.OFF));
    } else if (holding.isToWarn(turn.now()) && reader.steady() == Signal.OFF) {
      turn.set(name, reader.withHolding(holding, Signal.WARN));
    }
  }

  private void beat() {
    turn.journal().tryAgain();
    Pulse pulse = turn.state().pulse();
    long nowMs = turn.now().monoMs();
    if (!pulse.connected()) {
      turn.become(turn.state().with(pulse.skipped(nowMs)));
    } else if (pulse.isAtEnd()) {
      turn.become(turn.state().with(pulse.cut(nowMs)));
      turn.emit(
          new Effect.Reconnect(
              "the hub has not answered " + pulse.unanswered() + " health messages"));
    } else {
      turn.become(turn.state().with(pulse.asked(nowMs)));
      turn.emit(new Effect.TellHealth(turn.now(), healthOfReaders()));
    }
  }

  private List<HealthMessage.Reader> healthOfReaders() {
    List<HealthMessage.Reader> readers = new ArrayList<>();
    turn.state()
        .readers()
        .forEach(
            (name, reader) ->
                readers.add(
                    new HealthMessage.Reader(name.toString(), fault(reader), reader.notGenuine())));
    return readers;
  }

  /** Facilities see a reader whose taps are not safe as one in trouble. */
  private @Nullable String fault(ReaderState reader) {
    JournalFault.Cause journal = turn.state().journalFault();
    return reader.fault() == null && journal != null ? "journal-" + journal.word() : reader.fault();
  }
}
