package city.seki.hub.utilisation;

import city.seki.config.model.City;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of days and months that are over. A day of which something changes is taken away
 * and counted anew from its rows, so that late and corrected events are right by construction; who
 * asks for a day that is not there counts it for himself. Confined to the thread of its connection.
 */
final class UseDays {
  private final Connection db;

  /** Null until they are asked for, and after one more was noted: reading them takes its time. */
  private @Nullable Cities cities;

  UseDays(Connection db) {
    this.db = db;
  }

  private static int month(LocalDate day) {
    return day.getYear() * 12 + day.getMonthValue() - 1;
  }

  private static LocalDate firstOf(int month) {
    return LocalDate.of(month / 12, month % 12 + 1, 1);
  }

  private static long number(LocalDate day) {
    return day.equals(LocalDate.MAX) ? Long.MAX_VALUE : day.toEpochDay();
  }

  private void execute(String statement, Object... values) throws SQLException {
    try (PreparedStatement s = db.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      s.executeUpdate();
    }
  }

  private @Nullable LocalDate day(String query, Object... values) throws SQLException {
    try (PreparedStatement s = db.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      try (ResultSet r = s.executeQuery()) {
        if (!r.next()) {
          return null;
        }
        long day = r.getLong(1);
        return r.wasNull() ? null : LocalDate.ofEpochDay(day);
      }
    }
  }

  /** Another city is in force, from some day on. */
  void citiesChanged() {
    cities = null;
  }

  private Cities cities() throws SQLException {
    Cities known = cities;
    if (known == null) {
      known = Cities.of(db);
      cities = known;
    }
    return known;
  }

  /** The city of that day, with the holidays of its year. */
  City city(LocalDate day) throws SQLException {
    return cities().on(day);
  }

  /** Something of those days changed: they are to be counted anew. */
  void changed(LocalDate from, LocalDate to) throws SQLException {
    execute("DELETE FROM use_day WHERE day BETWEEN ? AND ?", number(from), number(to));
    execute(
        "DELETE FROM use_month WHERE month BETWEEN ? AND ?",
        month(from),
        to.equals(LocalDate.MAX) ? Integer.MAX_VALUE : month(to));
  }

  /** Days before this one are over. */
  void isToday(LocalDate day) throws SQLException {
    if (!day.equals(mark("today"))) {
      mark("today", day);
    }
  }

  /** Something is known of that day. */
  void beginsNotAfter(LocalDate day) throws SQLException {
    LocalDate known = mark("first");
    if (known == null || day.isBefore(known)) {
      mark("first", day);
    }
  }

  private @Nullable LocalDate mark(String name) throws SQLException {
    return day("SELECT day FROM use_mark WHERE name = ?", name);
  }

  private void mark(String name, LocalDate day) throws SQLException {
    execute(
        "INSERT INTO use_mark (name, day) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET day = excluded.day",
        name,
        number(day));
  }

  /** The first day of which anything is known, null if nothing is. */
  @Nullable LocalDate begins() throws SQLException {
    LocalDate first = mark("first");
    LocalDate visited =
        day(
            "SELECT min(day) FROM day"
                + " WHERE layer IN (SELECT id FROM layer WHERE complete = 1)");
    return first == null || (visited != null && visited.isBefore(first)) ? visited : first;
  }

  /**
   * Counts one day that is over, or one month, and keeps that.
   *
   * @return false if there is nothing to count
   */
  boolean countOne() throws SQLException {
    LocalDate begins = begins();
    LocalDate today = mark("today");
    if (begins == null || today == null) {
      return false;
    }
    if (!begins.equals(mark("counted"))) {
      execute("DELETE FROM use_month"); // they may begin with days of which nothing was known
      mark("counted", begins);
    }
    return countDay(begins, today) || countMonth(begins, today);
  }

  private boolean countDay(LocalDate begins, LocalDate today) throws SQLException {
    LocalDate day =
        !has("day", number(begins))
            ? begins
            : day(
                "SELECT min(day) + 1 FROM use_day d WHERE day >= ?"
                    + " AND NOT EXISTS (SELECT 1 FROM use_day WHERE day = d.day + 1)",
                number(begins));
    if (day == null || !day.isBefore(today)) {
      return false;
    }
    UseSum sum = new UseSum();
    sum.add(count(day, cities(), Instant.MAX), Wanted.EVERYTHING);
    execute("INSERT INTO use_day (day, figures) VALUES (?, ?)", number(day), UseBytes.of(sum));
    return true;
  }

  private DayUse count(LocalDate day, Cities cities, Instant now) throws SQLException {
    City city = cities.on(day);
    return DayCount.upTo(day, city, new UseRows(db).of(day, city.timeZone()), now);
  }

  private boolean countMonth(LocalDate begins, LocalDate today) throws SQLException {
    for (int month = month(begins); month < month(today); month++) {
      if (!has("month", month)) {
        LocalDate first = firstOf(month);
        LocalDate from = first.isBefore(begins) ? begins : first;
        UseSum sum = new UseSum();
        for (byte[] day :
            kept("day", number(from), number(YearMonth.from(first).atEndOfMonth())).values()) {
          UseBytes.add(day, Wanted.EVERYTHING, sum);
        }
        execute("INSERT INTO use_month (month, figures) VALUES (?, ?)", month, UseBytes.of(sum));
        return true;
      }
    }
    return false;
  }

  /** Whether that day or month is kept. */
  private boolean has(String what, long number) throws SQLException {
    return !kept(what, number, number).isEmpty();
  }

  /** What is kept of days or months, by their numbers, in order. */
  private Map<Long, byte[]> kept(String what, long from, long to) throws SQLException {
    Map<Long, byte[]> kept = new TreeMap<>();
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT WHAT, figures FROM use_WHAT WHERE WHAT BETWEEN ? AND ?"
                .replace("WHAT", what))) {
      s.setLong(1, from);
      s.setLong(2, to);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          kept.put(r.getLong(1), r.getBytes(2));
        }
      }
    }
    return kept;
  }

  /**
   * The figures from that day to that day, as far as anything is known of them: by months where
   * those are counted, else by days where those are, else from the rows.
   *
   * @param now days after this one are not yet
   */
  UseSum sum(LocalDate from, LocalDate to, Wanted wanted, Instant now) throws SQLException {
    UseSum sum = new UseSum();
    LocalDate begins = begins();
    if (begins == null) {
      return sum;
    }
    LocalDate today = now.atZone(cities().on(to).timeZone()).toLocalDate();
    LocalDate last = to.isAfter(today) ? today : to;
    LocalDate day = from.isBefore(begins) ? begins : from;
    Map<Long, byte[]> months =
        begins.equals(mark("counted")) ? kept("month", month(day), month(last)) : Map.of();
    Map<Long, byte[]> days = loose(day, last, months);
    while (!day.isAfter(last)) {
      LocalDate first = day.withDayOfMonth(1);
      LocalDate end = YearMonth.from(day).atEndOfMonth();
      boolean isWhole = (day.equals(first) || day.equals(begins)) && !end.isAfter(last);
      byte[] month = isWhole ? months.get((long) month(day)) : null;
      if (month != null) {
        UseBytes.add(month, wanted, sum);
        day = end.plusDays(1);
        continue;
      }
      byte[] kept = days.get(number(day));
      if (kept != null) {
        UseBytes.add(kept, wanted, sum);
      } else {
        sum.add(count(day, cities(), now), wanted);
      }
      day = day.plusDays(1);
    }
    return sum;
  }

  /** The kept days that no kept month has. */
  private Map<Long, byte[]> loose(LocalDate from, LocalDate to, Map<Long, byte[]> months)
      throws SQLException {
    Map<Long, byte[]> days = new TreeMap<>();
    for (LocalDate day = from; !day.isAfter(to); ) {
      LocalDate end = YearMonth.from(day).atEndOfMonth();
      boolean isInside = months.containsKey((long) month(day)) && !end.isAfter(to);
      if (!isInside || !(day.getDayOfMonth() == 1)) {
        days.putAll(kept("day", number(day), Math.min(number(end), number(to))));
      }
      day = end.plusDays(1);
    }
    return days;
  }
}
