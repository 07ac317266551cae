package city.seki.edge.agent;

import city.seki.edge.agent.AgentEvent.Decided;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Entry.Place;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How far the journal has been delivered over this connection.
 *
 * @param underWay taps that were sent and are not answered yet, at most {@link #MOST}
 * @param sent the last tap that was sent; what follows it has not been
 * @param behind whether something follows it
 * @param progressMs when a tap was last sent or answered
 * @param amended taps that were written without an answer and have one by now, or that an earlier
 *     run may have sent so: only what the hub says to the newer version settles them, else the hub
 *     might never learn what the light said
 */
record Delivery(
    Set<Name> underWay, Place sent, boolean behind, long progressMs, Set<Name> amended) {
  /**
   * Taps under way at once. Few: when an outage ends, those of all units stand in one line before
   * the hub, and a fresh tap of any unit behind them (200 units with 64 each: 4 s).
   */
  static final int MOST = 4;

  /** Below this the next batch is read: half, so that the journal is not read for every answer. */
  private static final int FEW = MOST / 2;

  /** Sent but answered by nobody for so long, although the link is up: all is sent again. */
  static final long STALLED_MS = 20_000;

  /** Names a tap of this unit. */
  record Name(String boot, long seq) {}

  Delivery {
    underWay = Set.copyOf(underWay);
    amended = Set.copyOf(amended);
  }

  /** Nothing sent yet, perhaps something to send. */
  static Delivery fromStart(long nowMs) {
    return new Delivery(Set.of(), Place.START, true, nowMs, Set.of());
  }

  /** All that is owed is to be sent once more. */
  Delivery again(long nowMs) {
    return new Delivery(Set.of(), Place.START, true, nowMs, amended);
  }

  /** Whether the newest tap may be sent at once: none waits before it. */
  boolean mayOvertakeNobody() {
    return !behind && underWay.size() < MOST;
  }

  /** How many may be read and sent now, 0 for none. */
  int room() {
    return behind && underWay.size() <= FEW ? MOST - underWay.size() : 0;
  }

  boolean isStalled(long nowMs) {
    return (behind || !underWay.isEmpty()) && nowMs - progressMs >= STALLED_MS;
  }

  Delivery sent(Entry entry, long nowMs) {
    Set<Name> names = new LinkedHashSet<>(underWay);
    names.add(new Name(entry.boot(), entry.seq()));
    return new Delivery(names, entry.place(), behind, nowMs, amended);
  }

  Delivery answered(Decided decided, long nowMs) {
    Name name = new Name(decided.boot(), decided.seq());
    Set<Name> names = new LinkedHashSet<>(underWay);
    boolean progress = names.remove(name);
    return new Delivery(names, sent, behind, progress ? nowMs : progressMs, without(name));
  }

  private Set<Name> without(Name name) {
    Set<Name> names = new LinkedHashSet<>(amended);
    return names.remove(name) ? names : amended;
  }

  Delivery amended(Entry entry) {
    Set<Name> names = new LinkedHashSet<>(amended);
    names.add(new Name(entry.boot(), entry.seq()));
    return new Delivery(underWay, sent, behind, progressMs, names);
  }

  boolean isAmended(Entry entry) {
    return amended.contains(new Name(entry.boot(), entry.seq()));
  }

  boolean isUnderWay(Entry entry) {
    return underWay.contains(new Name(entry.boot(), entry.seq()));
  }

  /** Whether the hub has not seen yet what the unit told when it said this. */
  boolean isOutdated(Decided decided) {
    return !decided.toTold() && amended.contains(new Name(decided.boot(), decided.seq()));
  }

  Delivery withBehind(boolean newBehind) {
    return new Delivery(underWay, sent, newBehind, progressMs, amended);
  }
}
