package city.seki.edge.journal;

import city.seki.edge.journal.JournalFault.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database file of the journal: made, recognised, checked. */
final class JournalFile {
  static final String NAME = "journal.db";

  /** {@code "seki"} in the header of the file tells it from any other SQLite database. */
  private static final int APPLICATION = 0x73656B69;

  private static final int FORMAT = 1;

  /** How long a writer waits for {@code seki-edge queue} to finish reading. */
  private static final int BUSY_MILLIS = 2_000;

  /** Pages in the write-ahead log before they move into the database: 800 kB. */
  private static final int CHECKPOINT_PAGES = 200;

  private JournalFile() {}

  static Connection openToWrite(Path file) throws JournalFault {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return open(file, config, true);
  }

  static Connection openToRead(Path file) throws JournalFault {
    if (!Files.isRegularFile(file)) {
      throw new JournalFault(
          Cause.DISK, file + " does not exist: give the --data folder of seki-edge run");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    return open(file, config, false);
  }

  private static Connection open(Path file, SQLiteConfig config, boolean write)
      throws JournalFault {
    Connection db = null;
    try {
      db = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
      try (Statement sql = db.createStatement()) {
        prepare(file, sql, write);
      }
      return db;
    } catch (SQLException e) {
      closeQuietly(db);
      throw fault(file, e);
    } catch (JournalFault e) {
      closeQuietly(db);
      throw e;
    }
  }

  private static void prepare(Path file, Statement sql, boolean write)
      throws SQLException, JournalFault {
    boolean empty = number(sql, "SELECT count(*) FROM sqlite_schema") == 0;
    long application = number(sql, "PRAGMA application_id");
    if (application != APPLICATION && !(empty && application == 0 && write)) {
      throw new JournalFault(
          Cause.FOREIGN,
          file + " is not a journal of seki-edge: move it away or give another --data folder");
    }
    long format = number(sql, "PRAGMA user_version");
    if (format > FORMAT) {
      throw new JournalFault(
          Cause.NEWER,
          "%s has format %d, this seki-edge knows up to %d: install the newer version again"
              .formatted(file, format, FORMAT));
    }
    if (write) {
      makeDurable(sql);
      if (empty) {
        create(sql);
      }
      check(file, sql);
    }
  }

  /** A commit is on the disk when it returns: measured with power cuts, NORMAL is not enough. */
  private static void makeDurable(Statement sql) throws SQLException {
    sql.execute("PRAGMA journal_mode=WAL");
    sql.execute("PRAGMA synchronous=FULL");
    sql.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
    sql.execute("PRAGMA journal_size_limit=1000000");
    // A small machine: 512 kB of pages are plenty for a queue.
    sql.execute("PRAGMA cache_size=-512");
  }

  /** In one transaction, so that a power cut leaves either no journal or a whole one. */
  private static void create(Statement sql) throws SQLException {
    sql.execute("BEGIN IMMEDIATE");
    sql.execute("PRAGMA application_id=" + APPLICATION);
    sql.execute("PRAGMA user_version=" + FORMAT);
    sql.execute("CREATE TABLE run(run INTEGER PRIMARY KEY AUTOINCREMENT, boot TEXT NOT NULL)");
    sql.execute("CREATE UNIQUE INDEX run_boot ON run(boot)");
    sql.execute(
        "CREATE TABLE tap(run INTEGER NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL,"
            + " PRIMARY KEY(run, seq)) WITHOUT ROWID");
    sql.execute("COMMIT");
  }

  /** Reads the whole file: some milliseconds as a rule, seconds where 64 MB are owed. */
  private static void check(Path file, Statement sql) throws SQLException, JournalFault {
    try (ResultSet found = sql.executeQuery("PRAGMA quick_check(1)")) {
      String result = found.next() ? found.getString(1) : "no answer";
      if (!result.equals("ok")) {
        throw damaged(file, result);
      }
    }
  }

  static long number(Statement sql, String query) throws SQLException {
    try (ResultSet found = sql.executeQuery(query)) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  /** That error of SQLite as a fault with its remedy. */
  static JournalFault fault(Path file, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    // Extended codes keep the primary one in their low byte.
    return switch (code.code & 0xFF) {
      case 26 -> // SQLITE_NOTADB
          new JournalFault(
              Cause.FOREIGN,
              file + " is no database: move it away or give another --data folder",
              e);
      case 11 -> damaged(file, String.valueOf(e.getMessage())); // SQLITE_CORRUPT
      case 13 -> // SQLITE_FULL
          new JournalFault(Cause.FULL, file + ": the disk is full: make room on it", e);
      case 3, 8, 14 -> // SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN
          unwritable(file, e);
      case 5, 6 -> // SQLITE_BUSY, SQLITE_LOCKED
          new JournalFault(
              Cause.IN_USE, file + " is held by another program: end it, then start again", e);
      default -> new JournalFault(Cause.DISK, file + ": " + e.getMessage(), e);
    };
  }

  static JournalFault unwritable(Path file, Throwable origin) {
    return new JournalFault(
        Cause.UNWRITABLE,
        "%s cannot be written by user %s: give that user the folder (chown) or another --data"
            .formatted(file, System.getProperty("user.name")),
        origin);
  }

  private static JournalFault damaged(Path file, String how) {
    return new JournalFault(
        Cause.DAMAGED,
        file
            + " is damaged ("
            + how.lines().findFirst().orElse("")
            + "): keep a copy, then move it away; taps in it that the hub has not are lost");
  }

  private static void closeQuietly(@Nullable Connection db) {
    if (db != null) {
      try {
        db.close();
      } catch (SQLException e) {
        // It is given up because of an error that is told already.
        return;
      }
    }
  }
}
