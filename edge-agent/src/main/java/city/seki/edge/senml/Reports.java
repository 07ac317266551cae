package city.seki.edge.senml;

import city.seki.config.wire.BadMessage;
import city.seki.edge.presence.Reading;
import city.seki.edge.senml.SenmlRecord.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the records of one pack into a report. */
final class Reports {
  private static final int MOST_PEOPLE = 10_000;
  private static final int MOST_PPM = 40_000;
  private static final double MILLION = 1e6;
  private static final double MILLIS = 1e3;

  /** The three parts of {@link Reading.Air}, of one moment. */
  private static final class Air {
    private @Nullable Double co2;
    private @Nullable Double temperature;
    private @Nullable Double humidity;
  }

  private record Timed(double age, Reading reading) {}

  private final List<SenmlRecord> records;
  private final @Nullable Double newest;
  private final List<Timed> readings = new ArrayList<>();
  private final TreeMap<Double, Air> airByAge = new TreeMap<>();
  private @Nullable Integer battery;
  private double batteryAge = Double.MAX_VALUE;

  Reports(List<SenmlRecord> records) {
    this.records = records;
    OptionalDouble last =
        records.stream().filter(r -> !r.isRelative()).mapToDouble(SenmlRecord::time).max();
    newest = last.isPresent() ? (Double) last.getAsDouble() : null;
  }

  SensorReport report() throws BadMessage {
    for (int i = 0; i < records.size(); i++) {
      take(records.get(i), "$[" + i + ']');
    }
    airByAge.forEach(this::join);
    if (readings.isEmpty() && battery == null) {
      throw new BadMessage(
          "$",
          "nothing here that a unit asks for: presence, motion, door, count, co2 with temperature and humidity, or the charge of a battery");
    }
    readings.sort((a, b) -> Double.compare(b.age(), a.age()));
    return new SensorReport(
        readings.stream()
            .map(
                r ->
                    new SensorReport.Said(
                        r.reading(), Duration.ofMillis((long) (r.age() * MILLIS))))
            .toList(),
        battery,
        newest);
  }

  private void take(SenmlRecord record, String place) throws BadMessage {
    switch (Meaning.of(record)) {
      case PRESENCE -> add(record, place, new Reading.Presence(truth(record, place)));
      case MOTION -> add(record, place, new Reading.Motion(truth(record, place)));
      case DOOR -> add(record, place, new Reading.Door(truth(record, place)));
      case COUNT -> add(record, place, new Reading.Count(people(record, place)));
      case CO2 -> air(record, place).co2 = co2(record, place);
      case TEMPERATURE -> air(record, place).temperature = number(record, place, "Cel", -60, 125);
      case HUMIDITY -> air(record, place).humidity = number(record, place, "%RH", 0, 100);
      case BATTERY -> charge(record, place);
      case NOTHING -> {}
    }
  }

  private void add(SenmlRecord record, String place, Reading reading) throws BadMessage {
    readings.add(new Timed(age(record, place), reading));
  }

  /** In seconds, 0 or more. */
  private double age(SenmlRecord record, String place) throws BadMessage {
    double age = record.isRelative() || newest == null ? -record.time() : newest - record.time();
    if (age < 0) {
      throw new BadMessage(place + ".t", "expected a time that is not in the future");
    }
    return age + 0.0; // no negative zero
  }

  private Air air(SenmlRecord record, String place) throws BadMessage {
    return airByAge.computeIfAbsent(age(record, place), age -> new Air());
  }

  private void join(double age, Air air) {
    if (air.co2 != null && air.temperature != null && air.humidity != null) {
      int ppm = (int) Math.round(air.co2);
      readings.add(new Timed(age, new Reading.Air(ppm, air.temperature, air.humidity)));
    }
  }

  private void charge(SenmlRecord record, String place) throws BadMessage {
    int percent = (int) Math.round(number(record, place, "%EL", 0, 100));
    double age = age(record, place);
    if (age <= batteryAge) {
      battery = percent;
      batteryAge = age;
    }
  }

  private static int people(SenmlRecord record, String place) throws BadMessage {
    double people = number(record, place);
    if (!(people >= 0 && people <= MOST_PEOPLE && Math.rint(people) == people)) {
      throw new BadMessage(place + ".v", "expected a whole number of people, 0 to " + MOST_PEOPLE);
    }
    return (int) people;
  }

  /** Without a unit it is meant as ppm: that is what these sensors measure in. */
  private static double co2(SenmlRecord record, String place) throws BadMessage {
    boolean isRatio = "/".equals(record.unit());
    double ppm = isRatio ? number(record, place) * MILLION : number(record, place, "ppm");
    if (!(ppm >= 0 && ppm <= MOST_PPM)) {
      throw new BadMessage(place + ".v", "expected 0 to " + MOST_PPM + " ppm");
    }
    return ppm;
  }

  private static double number(
      SenmlRecord record, String place, String unit, double least, double most) throws BadMessage {
    double number = number(record, place, unit);
    if (!(number >= least && number <= most)) {
      throw new BadMessage(place + ".v", "expected %.0f to %.0f %s".formatted(least, most, unit));
    }
    return number;
  }

  private static double number(SenmlRecord record, String place, String unit) throws BadMessage {
    if (record.unit() != null && !record.unit().equals(unit)) {
      throw new BadMessage(place + ".u", "expected " + unit);
    }
    return number(record, place);
  }

  private static double number(SenmlRecord record, String place) throws BadMessage {
    if (record.value() instanceof Value.Amount amount) {
      return amount.number();
    }
    throw new BadMessage(place + ".v", "expected a number for this name");
  }

  private static boolean truth(SenmlRecord record, String place) throws BadMessage {
    if (record.value() instanceof Value.Truth truth) {
      return truth.truth();
    }
    throw new BadMessage(place + ".vb", "expected true or false for this name");
  }
}
