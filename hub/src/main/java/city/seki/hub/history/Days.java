package city.seki.hub.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The roll-ups of days and months in the history's file: what a day's visits say, made anew from
 * the rows each time they changed, so that late and corrected events are right by construction.
 * Confined to the thread of its connection.
 */
final class Days {
  private final Connection db;
  private final Numbers numbers;
  private final ZoneId zone;

  Days(Connection db, Numbers numbers, ZoneId zone) {
    this.db = db;
    this.numbers = numbers;
    this.zone = zone;
  }

  static int month(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * 12 + date.getMonthValue() - 1;
  }

  static LocalDate first(int month) {
    return LocalDate.of(month / 12, month % 12 + 1, 1);
  }

  static LocalDate last(int month) {
    return YearMonth.from(first(month)).atEndOfMonth();
  }

  /** What was a half-day in each office, as of now. */
  static HalfDays halfDays(Connection db, ZoneId zone) throws SQLException {
    Map<String, NavigableMap<LocalDate, HalfDays.Slots>> offices = new HashMap<>();
    try (PreparedStatement s =
            db.prepareStatement("SELECT office, from_day, am_ends, pm_starts FROM half");
        ResultSet r = s.executeQuery()) {
      while (r.next()) {
        offices
            .computeIfAbsent(r.getString(1), office -> new TreeMap<>())
            .put(
                LocalDate.ofEpochDay(r.getLong(2)),
                new HalfDays.Slots(
                    LocalTime.ofSecondOfDay(r.getLong(3) * 60),
                    LocalTime.ofSecondOfDay(r.getLong(4) * 60)));
      }
    }
    return new HalfDays(zone, offices);
  }

  /** The rows of that day changed. */
  void changed(int layer, int day) throws SQLException {
    execute(
        "INSERT INTO day (day, layer, sheet) VALUES (?, ?, NULL)"
            + " ON CONFLICT (day, layer) DO UPDATE SET sheet = NULL",
        day,
        layer);
    execute("DELETE FROM month WHERE month = ?", month(day));
  }

  /** Made from the rows of that day, null if there are none. */
  byte @Nullable [] sheet(int layer, int day, HalfDays halfDays) throws SQLException {
    Sheet.Builder sheet = new Sheet.Builder();
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT seat.office, person, department, start, ended FROM visit"
                + " CROSS JOIN seat ON seat.n = visit.seat WHERE layer = ? AND day = ?")) {
      s.setInt(1, layer);
      s.setInt(2, day);
      LocalDate date = LocalDate.ofEpochDay(day);
      Map<Integer, HalfDays.Bounds> bounds = new HashMap<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          int office = r.getInt(1);
          HalfDays.Bounds slots = bounds.get(office);
          if (slots == null) {
            slots = halfDays.bounds(numbers.officeName(office), date);
            bounds.put(office, slots);
          }
          sheet.add(r.getLong(2), r.getInt(3), office, slots.touched(r.getLong(4), r.getLong(5)));
        }
      }
    }
    return sheet.isEmpty() ? null : sheet.bytes();
  }

  /**
   * Makes the sheet of one day anew that changed.
   *
   * @param before of days before that one: of the newest nearly every event would change it
   * @return false if there is no such day
   */
  boolean tidyDay(int before) throws SQLException {
    int day;
    int layer;
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT day, layer FROM day WHERE sheet IS NULL AND day < ? ORDER BY day LIMIT 1")) {
      s.setInt(1, before);
      try (ResultSet r = s.executeQuery()) {
        if (!r.next()) {
          return false;
        }
        day = r.getInt(1);
        layer = r.getInt(2);
      }
    }
    byte[] sheet = sheet(layer, day, halfDays(db, zone));
    if (sheet == null) {
      execute("DELETE FROM day WHERE day = ? AND layer = ?", day, layer);
    } else {
      execute("UPDATE day SET sheet = ? WHERE day = ? AND layer = ?", sheet, day, layer);
    }
    return true;
  }

  /**
   * Counts one month that is not counted, all of whose days have sheets.
   *
   * @param before of months before that of this day
   * @return false if there is no such month
   */
  boolean tidyMonth(int before) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT DISTINCT day FROM day CROSS JOIN layer ON layer.id = day.layer"
                + " WHERE complete = 1 AND day < ? ORDER BY day")) {
      s.setInt(1, (int) first(month(before)).toEpochDay());
      int missing = -1;
      try (ResultSet r = s.executeQuery()) {
        int known = -1;
        while (r.next() && missing < 0) {
          int month = month(r.getInt(1));
          if (month != known && !hasMonth(month)) {
            missing = month;
          }
          known = month;
        }
      }
      if (missing < 0) {
        return false;
      }
      Tallies tallies = new Tallies(Tallies.Filter.ALL);
      HalfDays halfDays = halfDays(db, zone);
      add((int) first(missing).toEpochDay(), (int) last(missing).toEpochDay(), halfDays, tallies);
      execute("INSERT INTO month (month, tallies) VALUES (?, ?)", missing, tallies.bytes());
      return true;
    }
  }

  private boolean hasMonth(int month) throws SQLException {
    try (PreparedStatement s = db.prepareStatement("SELECT 1 FROM month WHERE month = ?")) {
      s.setInt(1, month);
      try (ResultSet r = s.executeQuery()) {
        return r.next();
      }
    }
  }

  /** Tells those tallies of each day from that one to that one, of all that is complete. */
  void add(int first, int last, HalfDays halfDays, Tallies tallies) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT day, layer, sheet FROM day CROSS JOIN layer ON layer.id = day.layer"
                + " WHERE complete = 1 AND day BETWEEN ? AND ? ORDER BY day, layer")) {
      s.setInt(1, first);
      s.setInt(2, last);
      List<byte[]> sheets = new ArrayList<>(1);
      int of = first;
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          int day = r.getInt(1);
          if (day != of && !sheets.isEmpty()) {
            tallies.day(of, sheets);
            sheets.clear();
          }
          of = day;
          byte[] kept = r.getBytes(3);
          byte[] sheet = kept == null ? sheet(r.getInt(2), day, halfDays) : kept;
          if (sheet != null) {
            sheets.add(sheet);
          }
        }
      }
      if (!sheets.isEmpty()) {
        tallies.day(of, sheets);
      }
    }
  }

  private void execute(String statement, Object... values) throws SQLException {
    try (PreparedStatement s = db.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      s.executeUpdate();
    }
  }
}
