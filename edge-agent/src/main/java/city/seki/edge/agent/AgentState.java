package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.edge.journal.JournalFault;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the agent remembers outside its journal. Immutable.
 *
 * @param boot names this run
 * @param nextSeq number of the next tap
 * @param readers in the order of the wiring
 * @param journalFault why nothing can be noted, null while it can
 */
public record AgentState(
    String boot,
    long nextSeq,
    Map<ReaderName, ReaderState> readers,
    Delivery delivery,
    Pulse pulse,
    JournalFault.@Nullable Cause journalFault) {

  public AgentState {
    readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
  }

  /** At the start of a run: nothing seen, no link, no reader has answered yet. */
  public static AgentState initial(String boot, Collection<ReaderName> readers) {
    Map<ReaderName, ReaderState> states = new LinkedHashMap<>();
    readers.forEach(name -> states.put(name, ReaderState.INITIAL));
    return new AgentState(boot, 1, states, Delivery.fromStart(0), Pulse.initial(0), null);
  }

  /**
   * The reader of that name.
   *
   * @throws IllegalArgumentException if this unit has none
   */
  ReaderState reader(ReaderName name) {
    ReaderState state = readers.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no reader " + name + " at this unit");
    }
    return state;
  }

  AgentState with(ReaderName name, ReaderState reader) {
    Map<ReaderName, ReaderState> states = new LinkedHashMap<>(readers);
    states.put(name, reader);
    return new AgentState(boot, nextSeq, states, delivery, pulse, journalFault);
  }

  AgentState with(Delivery newDelivery) {
    return new AgentState(boot, nextSeq, readers, newDelivery, pulse, journalFault);
  }

  AgentState with(Pulse newPulse) {
    return new AgentState(boot, nextSeq, readers, delivery, newPulse, journalFault);
  }

  AgentState withNextSeq(long seq) {
    return new AgentState(boot, seq, readers, delivery, pulse, journalFault);
  }

  AgentState withJournalFault(JournalFault.@Nullable Cause fault) {
    return new AgentState(boot, nextSeq, readers, delivery, pulse, fault);
  }
}
