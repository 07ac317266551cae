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
 * @param kept taps that the journal did not take
 * @param floor what the unit knows of its office
 * @param shelf what of that is on the disk
 * @param identifyUntilMs until when all lights blink, null while nobody looks for the unit
 */
public record AgentState(
    String boot,
    long nextSeq,
    Map<ReaderName, ReaderState> readers,
    Delivery delivery,
    Pulse pulse,
    JournalFault.@Nullable Cause journalFault,
    Kept kept,
    Floor floor,
    Shelf shelf,
    @Nullable Long identifyUntilMs) {

  public AgentState {
    readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
  }

  /**
   * At the start of a run: nothing seen, no link, no reader has answered yet.
   *
   * @param floor as the run before left it
   */
  public static AgentState initial(String boot, Collection<ReaderName> readers, Floor floor) {
    Map<ReaderName, ReaderState> states = new LinkedHashMap<>();
    readers.forEach(name -> states.put(name, ReaderState.INITIAL));
    return new AgentState(
        boot,
        1,
        states,
        Delivery.fromStart(0),
        Pulse.initial(0),
        null,
        Kept.nothing(),
        floor,
        Shelf.holding(floor),
        null);
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
    return new AgentState(
        boot, nextSeq, states, delivery, pulse, journalFault, kept, floor, shelf, identifyUntilMs);
  }

  AgentState with(Delivery newDelivery) {
    return new AgentState(
        boot,
        nextSeq,
        readers,
        newDelivery,
        pulse,
        journalFault,
        kept,
        floor,
        shelf,
        identifyUntilMs);
  }

  AgentState with(Pulse newPulse) {
    return new AgentState(
        boot,
        nextSeq,
        readers,
        delivery,
        newPulse,
        journalFault,
        kept,
        floor,
        shelf,
        identifyUntilMs);
  }

  AgentState with(Kept newKept) {
    return new AgentState(
        boot,
        nextSeq,
        readers,
        delivery,
        pulse,
        journalFault,
        newKept,
        floor,
        shelf,
        identifyUntilMs);
  }

  AgentState with(Floor newFloor) {
    return new AgentState(
        boot,
        nextSeq,
        readers,
        delivery,
        pulse,
        journalFault,
        kept,
        newFloor,
        shelf,
        identifyUntilMs);
  }

  AgentState with(Shelf newShelf) {
    return new AgentState(
        boot,
        nextSeq,
        readers,
        delivery,
        pulse,
        journalFault,
        kept,
        floor,
        newShelf,
        identifyUntilMs);
  }

  AgentState withNextSeq(long seq) {
    return new AgentState(
        boot, seq, readers, delivery, pulse, journalFault, kept, floor, shelf, identifyUntilMs);
  }

  AgentState withJournalFault(JournalFault.@Nullable Cause fault) {
    return new AgentState(
        boot, nextSeq, readers, delivery, pulse, fault, kept, floor, shelf, identifyUntilMs);
  }

  AgentState withIdentifyUntil(@Nullable Long untilMs) {
    return new AgentState(
        boot, nextSeq, readers, delivery, pulse, journalFault, kept, floor, shelf, untilMs);
  }
}
