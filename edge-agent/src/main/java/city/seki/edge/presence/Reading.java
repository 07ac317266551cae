package city.seki.edge.presence;

/** What a sensor said at one moment, in the sensor's own terms: it is no belief yet. */
public sealed interface Reading {
  /**
   * A PIR: whether it sees something warm move. It never says "empty" (hardware.md §2.3).
   *
   * @param moving the level of its output
   */
  record Motion(boolean moving) implements Reading {}

  /**
   * An mmWave radar (LD2410 serial protocol, target data).
   *
   * @param movingCm distance of what moves, in centimetres
   * @param movingEnergy 0 to 100
   * @param stillCm distance of what is still, in centimetres
   * @param stillEnergy 0 to 100
   */
  record Radar(Target target, int movingCm, int movingEnergy, int stillCm, int stillEnergy)
      implements Reading {
    /** What the radar made of its echoes: only this counts, a distance may stand there without. */
    public enum Target {
      NONE,
      MOVING,
      STILL,
      BOTH
    }
  }

  /**
   * An air sensor (SCD40, SCD41).
   *
   * @param co2Ppm parts per million
   * @param temperatureC degrees Celsius
   * @param humidityPercent relative, 0 to 100
   */
  record Air(int co2Ppm, double temperatureC, double humidityPercent) implements Reading {}

  /** A contact at a door. */
  record Door(boolean open) implements Reading {}

  /** A pad under a seat. */
  record Pad(boolean pressed) implements Reading {}

  /**
   * How many people are there, as a counter or a camera says.
   *
   * @param people 0 or more
   */
  record Count(int people) implements Reading {}

  /** A sensor that decides by itself whether somebody is there. */
  record Presence(boolean present) implements Reading {}
}
