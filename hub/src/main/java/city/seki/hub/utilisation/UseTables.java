package city.seki.hub.utilisation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the utilisation in {@code history.db}. Days are counted from 1970-01-01, moments
 * are milliseconds; nobody is named in any of them.
 *
 * <ul>
 *   <li>{@code use_city(from_day, yaml)}: the city's files as they were from that day on; before
 *       the first one the first one holds. It does not follow from the ledger, and stays
 *   <li>{@code use_pop_up}: rooms that were seats for some half days ({@link UsePopUps})
 *   <li>{@code use_open}: in which state something is since when, {@code kind} by {@link Lasting};
 *       {@code use_span}: in which it was, once for each day that it touches
 *   <li>{@code use_promise}, {@code use_booking}, {@code use_conflict}: of seats and rooms
 *   <li>{@code use_day}, {@code use_month}: what was counted ({@link UseBytes}); not there where
 *       something of it changed since, or it is not over
 *   <li>{@code use_mark}: {@code first}, the first day of which anything is known; {@code today}
 * </ul>
 */
final class UseTables {
  /** What is in a state for some time; the names are on disk. */
  enum Lasting {
    OUT_OF_SERVICE,
    UNCLAIMED,
    ROOM,
    DEVICE
  }

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS use_city (from_day INTEGER PRIMARY KEY, yaml TEXT NOT NULL)",
          UsePopUps.TABLE,
          "CREATE TABLE IF NOT EXISTS use_open (kind TEXT NOT NULL, office TEXT NOT NULL,"
              + " name TEXT NOT NULL, state TEXT NOT NULL, start INTEGER NOT NULL,"
              + " PRIMARY KEY (kind, office, name)) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS use_span (day INTEGER NOT NULL, kind TEXT NOT NULL,"
              + " office TEXT NOT NULL, name TEXT NOT NULL, start INTEGER NOT NULL,"
              + " state TEXT NOT NULL, stop INTEGER NOT NULL,"
              + " PRIMARY KEY (day, kind, office, name, start)) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS use_promise (id TEXT PRIMARY KEY, day INTEGER NOT NULL,"
              + " office TEXT NOT NULL, seat TEXT NOT NULL, start INTEGER NOT NULL,"
              + " outcome TEXT NOT NULL) WITHOUT ROWID",
          "CREATE INDEX IF NOT EXISTS use_promise_day ON use_promise (day)",
          "CREATE TABLE IF NOT EXISTS use_booking (id TEXT PRIMARY KEY, day INTEGER NOT NULL,"
              + " office TEXT NOT NULL, room TEXT NOT NULL, start INTEGER NOT NULL,"
              + " stop INTEGER NOT NULL) WITHOUT ROWID",
          "CREATE INDEX IF NOT EXISTS use_booking_day ON use_booking (day)",
          "CREATE TABLE IF NOT EXISTS use_conflict (day INTEGER NOT NULL, office TEXT NOT NULL,"
              + " seat TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, office, seat))"
              + " WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS use_day (day INTEGER PRIMARY KEY, figures BLOB NOT NULL)",
          "CREATE TABLE IF NOT EXISTS use_month (month INTEGER PRIMARY KEY, figures BLOB NOT NULL)",
          "CREATE TABLE IF NOT EXISTS use_mark (name TEXT PRIMARY KEY, day INTEGER NOT NULL)"
              + " WITHOUT ROWID");

  private static final String UNCOUNT =
      " BEGIN DELETE FROM use_day WHERE day = NEW.day;"
          + " DELETE FROM use_month WHERE month = "
          + month("NEW.day")
          + "; END";

  /**
   * The visits say by their table of days what changed, whoever changed it: the hub or an import of
   * another process.
   */
  private static final List<String> TRIGGERS =
      List.of(
          "CREATE TRIGGER IF NOT EXISTS use_visits_new AFTER INSERT ON day" + UNCOUNT,
          "CREATE TRIGGER IF NOT EXISTS use_visits_changed AFTER UPDATE ON day"
              + " WHEN NEW.sheet IS NULL"
              + UNCOUNT,
          "CREATE TRIGGER IF NOT EXISTS use_visits_gone AFTER DELETE ON day"
              + UNCOUNT.replace("NEW.", "OLD."),
          "CREATE TRIGGER IF NOT EXISTS use_visits_complete AFTER UPDATE OF complete ON layer BEGIN"
              + " DELETE FROM use_day WHERE day IN (SELECT day FROM day WHERE layer = NEW.id);"
              + " DELETE FROM use_month WHERE month IN (SELECT "
              + month("day")
              + " FROM day WHERE layer = NEW.id); END");

  private UseTables() {}

  static void make(Connection db) throws SQLException {
    try (Statement s = db.createStatement()) {
      for (String table : TABLES) {
        s.execute(table);
      }
      for (String trigger : TRIGGERS) {
        s.execute(trigger);
      }
    }
  }

  /** Forgets what came from the ledger. */
  static void clear(Connection db) throws SQLException {
    try (Statement s = db.createStatement()) {
      for (String table :
          List.of(
              "pop_up", "open", "span", "promise", "booking", "conflict", "day", "month", "mark")) {
        s.execute("DELETE FROM use_" + table);
      }
    }
  }

  /** The number of a day's month: 12 a year. */
  private static String month(String day) {
    return "(CAST(strftime('%Y', DAY * 86400, 'unixepoch') AS INTEGER) * 12".replace("DAY", day)
        + " + CAST(strftime('%m', DAY * 86400, 'unixepoch') AS INTEGER) - 1)".replace("DAY", day);
  }
}
