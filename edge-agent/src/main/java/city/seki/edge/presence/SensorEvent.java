package city.seki.edge.presence;

/** What the watch of one sensor tells: ready, readings, fault, and ready again by itself. */
public sealed interface SensorEvent {
  /** The sensor answers. */
  record Ready() implements SensorEvent {}

  /** What it said. */
  record Read(Reading reading) implements SensorEvent {}

  /** Bytes of it were thrown away. */
  record Discarded(Sensed.Discarded.Cause cause) implements SensorEvent {}

  /**
   * It does not answer; the watch goes on trying.
   *
   * @param detail for a person, with the remedy where there is one
   */
  record Fault(SensorFault.Cause cause, String detail) implements SensorEvent {}
}
