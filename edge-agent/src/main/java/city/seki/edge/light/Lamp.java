package city.seki.edge.light;

/** The light and buzzer at one reader. Confined to the thread of the agent. */
public interface Lamp extends AutoCloseable {
  /**
   * Shows this from now on. Must not block and must not throw: a light that failed is no reason to
   * lose a tap.
   *
   * @param signal what is being said, for a lamp that can show words
   * @param pins the outputs that are on at this moment of its pattern
   */
  void show(Signal signal, Pins pins);

  /** Dark, and its pins let go of. Never throws; may be called more than once. */
  @Override
  default void close() {}

  /** A reader without a light. */
  static Lamp none() {
    return (signal, pins) -> {};
  }
}
