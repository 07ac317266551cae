package city.seki.hub.bench;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Text;
import city.seki.config.source.CityFile;
import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A city of 10,000 seats in 500 offices with 20,000 people, in the data directory of a hub. It is
 * open all day and every day, and its time zone is one in which it is evening: so that taps of the
 * last hours, and none of them at midnight, can be told.
 */
record BenchCity(City city, Path data, List<String> digests) {
  static final int OFFICES = 500;
  static final int SEATS = 10_000;
  static final int PEOPLE = 20_000;
  private static final int EVENING = 20;
  private static final int HOURS = 24;
  private static final int EASTMOST_OFFSET = 14;

  /** Makes it, and imports it by the hub's own commands. */
  static BenchCity imported(Path hubJar, Path folder) throws IOException, InterruptedException {
    City city = alwaysOpen(ReferenceCity.scaled(OFFICES, SEATS), Instant.now());
    Path offices = Files.writeString(folder.resolve("city.yaml"), CityFile.write(city));
    Path roster = Files.writeString(folder.resolve("roster.csv"), roster());
    Path data = folder.resolve("data");
    Java.run(hubJar, "import", "offices", offices.toString(), "--data", data.toString());
    Java.run(hubJar, "import", "roster", roster.toString(), "--data", data.toString());
    CardKey key = CardKeyFile.load(data);
    List<String> digests = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      digests.add(key.digest(CardId.parse(card(person))));
    }
    return new BenchCity(city, data, List.copyOf(digests));
  }

  /** The card of that person as the roster names it. */
  static String card(int person) {
    return String.format("felica:0116%012X", person);
  }

  private static City alwaysOpen(City like, Instant now) {
    List<Office> offices = new ArrayList<>();
    for (Office office : like.offices().values()) {
      offices.add(
          new Office(
              office.id(),
              office.name(),
              allDay(),
              true,
              Set.of(),
              List.of(),
              office.policy(),
              office.seats(),
              office.rooms()));
    }
    return new City(
        new Text("計測市", "Bench City"),
        whereItIsEvening(now),
        like.zones(),
        offices,
        like.units().values(),
        Set.of());
  }

  private static Map<DayOfWeek, OpeningHours> allDay() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.MIDNIGHT, LocalTime.of(23, 59)));
    }
    return hours;
  }

  private static ZoneId whereItIsEvening(Instant now) {
    int offset = EVENING - now.atOffset(ZoneOffset.UTC).getHour();
    int named = offset > EASTMOST_OFFSET ? offset - HOURS : offset;
    return ZoneId.of("Etc/GMT" + (named < 0 ? "+" + -named : "-" + named));
  }

  private static String roster() {
    StringBuilder csv = new StringBuilder("staff_id,name,department,zones,card\n");
    for (int person = 0; person < PEOPLE; person++) {
      csv.append(
          String.format(
              "S%05d,Person %d,Department %d,number|lgwan|internet,%s%n",
              person, person, person % 40, card(person)));
    }
    return csv.toString();
  }
}
