package city.seki.hub.history;

import city.seki.hub.data.SqliteFile;
import java.util.List;

/**
 * The tables of {@code history.db}. Days are counted from 1970-01-01, moments are milliseconds.
 *
 * <ul>
 *   <li>{@code watermark}: how far the ledger was taken in; {@code projection(name, format)}: by
 *       whom
 *   <li>{@code layer(id, ...)}: 0 is the ledger, each import has one of its own; what is in one
 *       that is not {@code complete} is not there yet
 *   <li>{@code visit}: who was where, in the order of its key: a layer's rows of a day lie together
 *   <li>{@code day(day, layer, sheet)}: days with visits; {@code sheet} is what {@link Sheet} makes
 *       of the visits, null where they changed since
 *   <li>{@code month(month, tallies)}: the same of all layers and a whole month, see {@link
 *       Tallies}; not there where a day of it changed since
 *   <li>{@code person}, {@code seat}, {@code office}, {@code department}: names by numbers
 *   <li>{@code half(office, from_day, am_ends, pm_starts)}: what was a half-day, minutes of the day
 *   <li>{@code forgetting(key)}: only while old visits lose their persons, see {@link
 *       HistoryRetention}
 * </ul>
 */
final class HistoryFile {
  /** The layer that is made from the ledger. */
  static final int LEDGER = 0;

  static final SqliteFile FILE =
      new SqliteFile(
          "the history",
          0x53656b68, // "Sekh"
          1,
          List.of(
              "CREATE TABLE watermark (one INTEGER PRIMARY KEY CHECK (one = 1),"
                  + " event INTEGER NOT NULL, hash TEXT NOT NULL, rewritten TEXT NOT NULL)",
              "CREATE TABLE projection (name TEXT PRIMARY KEY, format INTEGER NOT NULL)"
                  + " WITHOUT ROWID",
              "CREATE TABLE layer (id INTEGER PRIMARY KEY, complete INTEGER NOT NULL, name TEXT,"
                  + " sha256 TEXT, at INTEGER, by TEXT, rows INTEGER, known INTEGER, first INTEGER,"
                  + " last INTEGER)",
              "INSERT INTO layer (id, complete) VALUES (0, 1)",
              "CREATE TABLE visit (layer INTEGER NOT NULL, day INTEGER NOT NULL,"
                  + " seat INTEGER NOT NULL, start INTEGER NOT NULL, person INTEGER NOT NULL,"
                  + " department INTEGER NOT NULL, ended INTEGER NOT NULL, reason TEXT,"
                  + " line INTEGER, PRIMARY KEY (layer, day, seat, start, person)) WITHOUT ROWID",
              "CREATE INDEX visit_lasts ON visit (seat) WHERE ended = 0",
              "CREATE TABLE day (day INTEGER NOT NULL, layer INTEGER NOT NULL, sheet BLOB,"
                  + " PRIMARY KEY (day, layer))",
              "CREATE TABLE month (month INTEGER PRIMARY KEY, tallies BLOB NOT NULL)",
              "CREATE TABLE person (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
              "CREATE TABLE office (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
              "CREATE TABLE department (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
              "CREATE TABLE seat (n INTEGER PRIMARY KEY, office INTEGER NOT NULL,"
                  + " name TEXT NOT NULL, UNIQUE (office, name))",
              "CREATE TABLE half (office TEXT NOT NULL, from_day INTEGER NOT NULL,"
                  + " am_ends INTEGER NOT NULL, pm_starts INTEGER NOT NULL,"
                  + " PRIMARY KEY (office, from_day)) WITHOUT ROWID",
              "CREATE TABLE forgetting (one INTEGER PRIMARY KEY CHECK (one = 1),"
                  + " key BLOB NOT NULL)"));

  private HistoryFile() {}
}
