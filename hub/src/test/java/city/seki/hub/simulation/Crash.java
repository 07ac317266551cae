package city.seki.hub.simulation;

/** A machine stops in the middle of what it does: nothing after this point of its code happens. */
final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Machine machine;
  private final boolean power;

  /**
   * @param power true for a power cut, which takes what was not synced; false for {@code kill -9}
   */
  Crash(Machine machine, boolean power) {
    super(machine.name(), null, false, false);
    this.machine = machine;
    this.power = power;
  }

  /** Carries it out, when all of the machine's code has been left. */
  void happen() {
    machine.die(power);
  }
}
