package city.seki.hub.simulation;

/** A computer of the city with a disk of its own: it dies, and comes back by itself. */
interface Machine {
  /** A unit's name, or {@code hub}. */
  String name();

  boolean isUp();

  /**
   * Stops at once, and starts again after a while.
   *
   * @param power true for a power cut: unsynced writes are lost, and nobody is told that its
   *     connections are gone
   */
  void die(boolean power);

  Disk disk();
}
