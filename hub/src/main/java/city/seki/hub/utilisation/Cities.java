package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.PopUpSeats;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.hub.calendar.JapanHolidays;
import city.seki.hub.data.DataException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The city's files that were in force on each day, and the pop-up offices: what was offered then
 * follows from them. Confined to one thread.
 */
final class Cities {
  private static final int FIRST_YEAR = 2007;
  private static final int LAST_YEAR = 2099;

  private record Ruled(long fromDay, int year) {}

  private final NavigableMap<Long, String> texts;
  private final Map<Long, City> read = new HashMap<>();
  private final Map<Ruled, City> ruled = new HashMap<>();

  private final List<PopUp> popUps;

  private Cities(NavigableMap<Long, String> texts, List<PopUp> popUps) {
    this.texts = texts;
    this.popUps = List.copyOf(popUps);
  }

  static Cities of(Connection db) throws SQLException {
    NavigableMap<Long, String> texts = new TreeMap<>();
    try (PreparedStatement s = db.prepareStatement("SELECT from_day, yaml FROM use_city");
        ResultSet r = s.executeQuery()) {
      while (r.next()) {
        texts.put(r.getLong(1), r.getString(2));
      }
    }
    return new Cities(texts, UsePopUps.all(db));
  }

  /**
   * Notes that this is the city from that day on.
   *
   * @return whether it was another one before
   */
  static boolean note(Connection db, City city, LocalDate day) throws SQLException {
    String text = CityFile.write(city);
    NavigableMap<Long, String> known = of(db).texts;
    Map.Entry<Long, String> before = known.floorEntry(day.toEpochDay());
    if (before == null ? known.containsValue(text) : before.getValue().equals(text)) {
      return false;
    }
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO use_city (from_day, yaml) VALUES (?, ?)"
                + " ON CONFLICT (from_day) DO UPDATE SET yaml = excluded.yaml")) {
      s.setLong(1, day.toEpochDay());
      s.setString(2, text);
      s.executeUpdate();
    }
    return true;
  }

  /** The city of that day, with the holidays of its year and the pop-up offices of that day. */
  City on(LocalDate day) {
    return PopUpSeats.in(
        files(day),
        popUps.stream().filter(p -> !day.isBefore(p.from()) && !day.isAfter(p.to())).toList());
  }

  private City files(LocalDate day) {
    Map.Entry<Long, String> in = texts.floorEntry(day.toEpochDay());
    Map.Entry<Long, String> entry = in == null ? texts.firstEntry() : in;
    if (entry == null) {
      return City.EMPTY;
    }
    Ruled key = new Ruled(entry.getKey(), day.getYear());
    City known = ruled.get(key);
    if (known == null) {
      known = withHolidays(city(entry), day.getYear());
      ruled.put(key, known);
    }
    return known;
  }

  private City city(Map.Entry<Long, String> entry) {
    City known = read.get(entry.getKey());
    if (known == null) {
      known = parse(entry.getValue(), LocalDate.ofEpochDay(entry.getKey()));
      read.put(entry.getKey(), known);
    }
    return known;
  }

  private static City parse(String yaml, LocalDate from) {
    return switch (CityFile.readKept("the city's files of " + from, yaml)) {
      case Reading.Loaded<City> loaded -> loaded.value();
      case Reading.Rejected<City> rejected ->
          throw new DataException(
              rejected.problems().getFirst() + "; install the Seki that took these files again");
    };
  }

  static City withHolidays(City city, int year) {
    return year < FIRST_YEAR || year > LAST_YEAR
        ? city
        : city.withHolidays(JapanHolidays.between(year, year));
  }
}
