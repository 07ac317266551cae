package city.seki.edge.senml;

import city.seki.config.wire.BadMessage;
import city.seki.edge.presence.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pack means in the words of the unit.
 *
 * @param readings the oldest first
 * @param batteryPercent the newest charge, 0 to 100; null where the pack tells none
 * @param newest the newest time that is no relative one, in seconds since 1970 by the sensor's own
 *     clock; null where the sensor has none
 */
public record SensorReport(
    List<Said> readings, @Nullable Integer batteryPercent, @Nullable Double newest) {
  /**
   * A reading.
   *
   * @param before how long before the report it was taken, as far as the sensor tells: before now
   *     where its time is relative, else before the newest record
   */
  public record Said(Reading reading, Duration before) {}

  public SensorReport {
    readings = List.copyOf(readings);
  }

  /**
   * Finds the readings. The last part of a record's name, after the last {@code :} or {@code /},
   * says what it is; parts that mean nothing here are left alone.
   *
   * <pre>
   * name                           value       becomes
   * presence, /3302/{i}/5500       vb          Presence
   * motion                         vb          Motion, true while it sees something move
   * door                           vb          Door, true while it is open
   * count, people, /3434/{i}/1     v           Count
   * co2, temperature, humidity     v           Air, where all three have one time; ppm or /, Cel, %RH
   * any                            v in %EL    the battery's charge
   * </pre>
   *
   * <p>The numbers are the IPSO and LwM2M objects 3302 (presence; 5500 is its state) and 3434
   * (people counter; 1 is the actual number).
   *
   * @throws BadMessage if a value is not what its name promises, lies in the future, or if nothing
   *     in the pack means anything here
   */
  public static SensorReport of(List<SenmlRecord> records) throws BadMessage {
    return new Reports(records).report();
  }

  /**
   * What it says about people, the oldest first: a sensor of the network decides by itself whether
   * somebody is there. Who tells both at one moment is taken by the count where that fits, else by
   * the other word: counts drift.
   */
  public List<Reading> ofPeople() {
    List<Reading> people = new ArrayList<>();
    for (Said said : readings) {
      Boolean present = present(said.reading());
      if (present != null && !isToldOtherwise(said, present)) {
        people.add(
            said.reading() instanceof Reading.Count count ? count : new Reading.Presence(present));
      }
    }
    return people;
  }

  private boolean isToldOtherwise(Said said, boolean present) {
    boolean counts = said.reading() instanceof Reading.Count;
    return readings.stream()
        .filter(it -> it.before().equals(said.before()))
        .filter(it -> it.reading() instanceof Reading.Count != counts)
        .map(it -> present(it.reading()))
        .anyMatch(other -> other != null && (other == present) != counts);
  }

  /** Whether somebody is there, null if it says nothing of that. */
  private static @Nullable Boolean present(Reading reading) {
    return switch (reading) {
      case Reading.Count(int people) -> people > 0;
      case Reading.Presence(boolean present) -> present;
      case Reading.Motion(boolean moving) -> moving;
      case Reading.Pad(boolean pressed) -> pressed;
      case Reading.Radar _, Reading.Air _, Reading.Door _ -> null;
    };
  }
}
