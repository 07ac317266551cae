package city.seki.edge.presence.scd4x;

import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensed.Discarded.Cause;
import java.util.Optional;

/** What an SCD4x answers to "read measurement": three words (datasheet, section 3.5.2). */
final class Measurement {
  static final int BYTES = 3 * Words.SIZE;

  /** The sensor's own range ends there; 0 is what it says where it measured no CO₂. */
  private static final int HIGHEST_PPM = 40_000;

  /** No office is colder or hotter; the sensor works from -10 to 60. */
  private static final int COLDEST = -30;

  private static final int HOTTEST = 80;

  private Measurement() {}

  /** One wrong check sum makes the whole sample worthless. */
  static Sensed read(byte[] bytes) {
    Optional<int[]> checked = Words.read(bytes);
    if (checked.isEmpty() || checked.get().length != 3) {
      return new Sensed.Discarded(Cause.CHECKSUM);
    }
    int[] words = checked.get();
    double temperature = -45 + 175.0 * words[1] / 65_535;
    double humidity = 100.0 * words[2] / 65_535;
    boolean plausible =
        words[0] > 0 && words[0] <= HIGHEST_PPM && temperature >= COLDEST && temperature <= HOTTEST;
    return plausible
        ? new Sensed.Read(new Reading.Air(words[0], temperature, humidity))
        : new Sensed.Discarded(Cause.IMPLAUSIBLE);
  }
}
