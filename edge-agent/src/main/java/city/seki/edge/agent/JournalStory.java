package city.seki.edge.agent;

import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.ReaderState.LastTap;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tap in the journal, and the way from there to the hub. A tap that the journal
 * does not take is kept in memory and answered all the same: a person at the reader cannot mend a
 * card in a Pi.
 */
final class JournalStory {
  private final Turn turn;

  JournalStory(Turn turn) {
    this.turn = turn;
  }

  // Noting

  void stored(TapMessage tap, Entry entry) {
    turn.become(turn.state().withJournalFault(null));
    knowRun(entry.place().run());
    if (!isMovedFromMemory(tap)) {
      deliverNew(entry);
      turn.alone().isSafe(tap);
    }
  }

  /**
   * @param entry null if the hub has answered the tap meanwhile: then nothing is owed any more
   */
  void amended(TapMessage tap, @Nullable Entry entry) {
    turn.become(turn.state().withJournalFault(null));
    if (!isMovedFromMemory(tap)) {
      if (entry != null) {
        deliverAgain(entry);
      }
      turn.alone().isSafe(tap);
    }
  }

  /** What was sent from memory until now stood behind every run: it gets its place. */
  private void knowRun(long run) {
    AgentState state = turn.state();
    if (state.kept().run() != run) {
      boolean placed = state.delivery().sent().run() == Kept.UNKNOWN;
      turn.become(state.with(state.kept().inRun(run)));
      if (placed) {
        deliverFromStart();
      }
    }
  }

  private boolean isMovedFromMemory(TapMessage tap) {
    Kept kept = turn.state().kept();
    turn.become(turn.state().with(kept.without(tap.boot(), tap.seq())));
    return kept.has(tap.boot(), tap.seq());
  }

  void notStored(TapMessage tap, JournalFault.Cause cause) {
    AgentState state = turn.state().withJournalFault(cause);
    turn.become(state);
    Kept kept = state.kept();
    if (kept.has(tap.boot(), tap.seq())) {
      return; // another try in vain
    }
    if (kept.isFull()) {
      refuse(tap);
      return;
    }
    turn.become(state.with(kept.with(tap, false)));
    deliverNew(kept.entry(tap));
    turn.alone().isSafe(tap);
  }

  void notAmended(TapMessage tap, JournalFault.Cause cause) {
    AgentState state = turn.state().withJournalFault(cause);
    turn.become(state);
    Kept kept = state.kept();
    if (kept.has(tap.boot(), tap.seq())) {
      return;
    }
    turn.become(state.with(kept.with(tap, true)));
    deliverAgain(kept.entry(tap));
    turn.alone().isSafe(tap);
  }

  /** The tap did not happen: it is forgotten, so that the next try is a tap and no repetition. */
  private void refuse(TapMessage tap) {
    turn.alone().forget(tap);
    LastTap last = turn.reader(tap.reader()).tap();
    if (last != null && last.seq() == tap.seq()) {
      turn.set(tap.reader(), turn.reader(tap.reader()).withTap(null).withLying(null));
      turn.emit(new Effect.Flash(tap.reader(), Signal.RED));
    }
  }

  /**
   * What is in memory alone is offered to the journal again. What the hub has answered and a
   * failing journal did not let go is sent again too: the answer to that lets it go.
   */
  void tryAgain() {
    AgentState state = turn.state();
    if (state.journalFault() != null && state.kept().isEmpty() && state.pulse().isOpen()) {
      deliverFromStart();
    }
    for (Kept.Item item : turn.state().kept().first(Delivery.MOST)) {
      turn.emit(item.stale() ? new Effect.Amend(item.tap()) : new Effect.Append(item.tap()));
    }
  }

  // Delivering

  private void deliverNew(Entry entry) {
    AgentState state = turn.state();
    if (state.pulse().connected() && state.delivery().mayOvertakeNobody()) {
      deliver(entry);
    } else {
      turn.become(state.with(state.delivery().withBehind(true)));
      deliverMore();
    }
  }

  /** The hub may have the tap already: it is told the answer under the same name. */
  void deliverAgain(Entry entry) {
    AgentState state = turn.state();
    turn.become(state.with(state.delivery().amended(entry)));
    if (state.delivery().isUnderWay(entry) && state.pulse().connected()) {
      turn.emit(new Effect.Deliver(entry, true));
    }
  }

  private void deliver(Entry entry) {
    AgentState state = turn.state();
    Delivery delivery = state.delivery();
    if (!entry.boot().equals(state.boot())) {
      // What an earlier run sent without its answer, and what it showed, nobody remembers.
      delivery = delivery.amended(entry);
    }
    turn.become(state.with(delivery.sent(entry, turn.now().monoMs())));
    turn.emit(new Effect.Deliver(entry, delivery.isAmended(entry)));
  }

  void deliverMore() {
    int room = turn.state().delivery().room();
    if (room > 0 && turn.state().pulse().connected()) {
      turn.emit(new Effect.ReadOwed(turn.state().delivery().sent(), room));
    }
  }

  void deliverFromStart() {
    AgentState state = turn.state();
    turn.become(state.with(state.delivery().again(turn.now().monoMs())));
    deliverMore();
  }

  void owedRead(Entry.Place after, List<Entry> read, boolean more) {
    Delivery delivery = turn.state().delivery();
    if (!after.equals(delivery.sent())) {
      return; // asked before all began anew; what is read from there comes next
    }
    int room = delivery.room();
    List<Entry> next = turn.state().kept().merge(delivery.sent(), read, more);
    next.stream().limit(room).forEach(this::deliver);
    turn.become(turn.state().with(turn.state().delivery().withBehind(more || next.size() > room)));
  }

  /** What is in memory can be delivered though the journal cannot be read. */
  void owedUnread(JournalFault.Cause cause) {
    turn.become(turn.state().withJournalFault(cause));
    owedRead(turn.state().delivery().sent(), List.of(), false);
    turn.become(turn.state().with(turn.state().delivery().withBehind(true)));
  }
}
