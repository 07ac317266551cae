package city.seki.hub.broker;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** The connections of one broker that have proved a unit, and what each unit took. Thread-safe. */
final class Units {
  private final Mutual mutual;
  private final Callers callers;
  private final Set<UnitGate> gates = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, UnitMeter> meters = new ConcurrentHashMap<>();

  Units(Mutual mutual) {
    this.mutual = mutual;
    callers = new Callers(mutual.limits());
  }

  /** Whether a connection from that address may stay that has said nothing yet. */
  boolean admits(InetAddress from) {
    return callers.admits(from, mutual.nanos().getAsLong());
  }

  /** One that was admitted has said who it is, or is gone. */
  void isKnown(InetAddress from) {
    callers.left(from);
  }

  void add(UnitGate gate) {
    gates.add(gate);
  }

  void remove(UnitGate gate) {
    gates.remove(gate);
  }

  /** As many as there are units with a certificate. */
  UnitMeter meter(String unit) {
    return meters.computeIfAbsent(
        unit, it -> new UnitMeter(mutual.limits(), mutual.nanos().getAsLong()));
  }

  void cut(String unit) {
    cut(gate -> gate.isOf(unit));
  }

  void cutOver(Instant now) {
    cut(gate -> gate.isOver(now));
  }

  private void cut(Predicate<UnitGate> which) {
    gates.stream().filter(which).forEach(UnitGate::cut);
  }
}
