package city.seki.edge.journal;

import city.seki.config.UnpackedCode;
import city.seki.edge.journal.JournalFault.Cause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** The database file of the journal: made, recognised, checked, kept within its bounds. */
final class JournalFile {
  static final String NAME = "journal.db";

  /** {@code "seki"} in the header of the file tells it from any other SQLite database. */
  private static final int APPLICATION = 0x73656B69;

  static final int FORMAT = 2;

  /** How long a writer waits for {@code seki-edge queue} to finish reading. */
  private static final int BUSY_MILLIS = 2_000;

  /** A tap with its answer fits: measured, smaller and larger pages both write more a tap. */
  private static final int PAGE_BYTES = 1_024;

  /** Pages in the write-ahead log before they move into the database: 840 kB. */
  private static final int CHECKPOINT_PAGES = 800;

  /** The log stays that long, so that later writes go into blocks that the file has already. */
  static final long LOG_BYTES = 1_000_000;

  private JournalFile() {}

  /**
   * Opens the database of that folder for writing; makes it, durably, where there is none.
   *
   * @param check whether all of it is read to see that it is sound
   */
  static Connection openToWrite(Path file, Bounds bounds, boolean check) throws JournalFault {
    boolean isNew = !Files.exists(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    Connection db = open(file, config, true, check);
    try (Statement sql = db.createStatement()) {
      bound(sql, bounds);
      reserve(sql, bounds);
      if (isNew) {
        syncFolder(file);
      }
      return db;
    } catch (SQLException e) {
      closeQuietly(db);
      throw fault(file, e);
    } catch (IOException e) {
      closeQuietly(db);
      throw unwritable(file, e);
    }
  }

  static Connection openToRead(Path file) throws JournalFault {
    if (!Files.isRegularFile(file)) {
      throw new JournalFault(
          Cause.DISK, file + " does not exist: give the --data folder of seki-edge run");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    return open(file, config, false, false);
  }

  private static Connection open(Path file, SQLiteConfig config, boolean write, boolean check)
      throws JournalFault {
    Connection db = null;
    try {
      UnpackedCode.load("SQLite", "org.sqlite.tmpdir", SQLiteJDBCLoader::initialize);
      db = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
      try (Statement sql = db.createStatement()) {
        prepare(file, sql, write, check);
      }
      return db;
    } catch (SQLException e) {
      closeQuietly(db);
      throw fault(file, e);
    } catch (IOException e) {
      throw new JournalFault(Cause.DISK, String.valueOf(e.getMessage()), e);
    } catch (JournalFault e) {
      closeQuietly(db);
      throw e;
    }
  }

  private static void prepare(Path file, Statement sql, boolean write, boolean check)
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
      sql.execute("PRAGMA page_size=" + PAGE_BYTES); // of a new file only
      makeDurable(sql);
      if (empty) {
        create(sql);
      } else {
        if (check) {
          check(file, sql);
        }
        if (format == 1) {
          migrate(sql);
        }
      }
    }
  }

  /** A commit is on the disk when it returns: measured with power cuts, NORMAL is not enough. */
  private static void makeDurable(Statement sql) throws SQLException {
    sql.execute("PRAGMA journal_mode=WAL");
    sql.execute("PRAGMA synchronous=FULL");
    sql.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
    sql.execute("PRAGMA journal_size_limit=" + LOG_BYTES);
    // A small machine: 512 kB of pages are plenty for a queue.
    sql.execute("PRAGMA cache_size=-512");
  }

  /** In one transaction, so that a power cut leaves either no journal or a whole one. */
  private static void create(Statement sql) throws SQLException {
    sql.execute("BEGIN IMMEDIATE");
    sql.execute("PRAGMA application_id=" + APPLICATION);
    sql.execute(
        "CREATE TABLE run(run INTEGER PRIMARY KEY AUTOINCREMENT, boot TEXT NOT NULL UNIQUE,"
            + " uptime INTEGER NOT NULL DEFAULT 0, base_ms INTEGER NOT NULL DEFAULT 0)");
    createTapsAndMarks(sql);
    sql.execute("COMMIT");
  }

  private static void createTapsAndMarks(Statement sql) throws SQLException {
    sql.execute("CREATE TABLE tap(id INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
    sql.execute(
        "CREATE TABLE uptime(uptime INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT,"
            + " kept_ms INTEGER NOT NULL DEFAULT 0)");
    sql.execute(
        "CREATE TABLE mark(uptime INTEGER NOT NULL, mono_ms INTEGER NOT NULL,"
            + " wall_ms INTEGER NOT NULL, error_ms INTEGER NOT NULL, source TEXT NOT NULL,"
            + " PRIMARY KEY(uptime, mono_ms)) WITHOUT ROWID");
    sql.execute("PRAGMA user_version=" + FORMAT);
  }

  /** From format 1, which kept no marks: its taps stay, with the time that they told. */
  private static void migrate(Statement sql) throws SQLException {
    sql.execute("BEGIN IMMEDIATE");
    sql.execute("ALTER TABLE tap RENAME TO tap1");
    sql.execute("ALTER TABLE run ADD COLUMN uptime INTEGER NOT NULL DEFAULT 0");
    sql.execute("ALTER TABLE run ADD COLUMN base_ms INTEGER NOT NULL DEFAULT 0");
    createTapsAndMarks(sql);
    sql.execute("INSERT INTO tap SELECT run << 32 | seq, payload FROM tap1");
    sql.execute("DROP TABLE tap1");
    sql.execute("COMMIT");
  }

  /** Reads the whole file: some milliseconds as a rule, a second where 64 MB are owed. */
  private static void check(Path file, Statement sql) throws SQLException, JournalFault {
    try (ResultSet found = sql.executeQuery("PRAGMA quick_check(1)")) {
      String result = found.next() ? found.getString(1) : "no answer";
      if (!result.equals("ok")) {
        throw damaged(file, result);
      }
    }
  }

  private static void bound(Statement sql, Bounds bounds) throws SQLException {
    long page = number(sql, "PRAGMA page_size");
    long pages = (bounds.limitBytes() - LOG_BYTES) / page;
    var _ = number(sql, "PRAGMA max_page_count=" + Math.max(pages, 1));
  }

  /**
   * Lets the database grow to its reserve once and frees the pages again: they stay in the file,
   * and the write-ahead log keeps its length too. Writing to blocks that a file has needs no room.
   */
  private static void reserve(Statement sql, Bounds bounds) throws SQLException {
    long page = number(sql, "PRAGMA page_size");
    long wanted = bounds.reserveBytes() / page;
    if (number(sql, "PRAGMA page_count") >= wanted) {
      return;
    }
    sql.execute("CREATE TABLE IF NOT EXISTS reserve(filler BLOB)");
    try {
      while (number(sql, "PRAGMA page_count") < wanted) {
        sql.execute("INSERT INTO reserve VALUES(zeroblob(" + 128 * page + "))");
      }
    } catch (SQLException e) {
      if (codeOf(e) != 13) { // a disk with less room than that has what there was
        throw e;
      }
    }
    sql.execute("DROP TABLE reserve");
    var _ = number(sql, "PRAGMA wal_checkpoint(PASSIVE)"); // only then the file has grown
  }

  /** A new file is there after a power cut only if its folder is synced too, and that one's. */
  private static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    for (Path place = folder; place != null && place.getParent() != null; place = null) {
      sync(place);
      sync(place.getParent());
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  static long number(Statement sql, String query) throws SQLException {
    try (ResultSet found = sql.executeQuery(query)) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  /** Extended codes keep the primary one in their low byte. */
  private static int codeOf(SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    return code.code & 0xFF;
  }

  /** That error of SQLite as a fault with its remedy. */
  static JournalFault fault(Path file, SQLException e) {
    return switch (codeOf(e)) {
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
      case 10 -> ioError(file, e); // SQLITE_IOERR
      default -> new JournalFault(Cause.DISK, file + ": " + e.getMessage(), e);
    };
  }

  private static JournalFault ioError(Path file, SQLException e) {
    return isReadOnly(file)
        ? unwritable(file, e)
        : new JournalFault(
            Cause.DISK,
            file
                + ": the disk does not take or give data ("
                + e.getMessage()
                + "): look at the card and its contacts, see dmesg; goes on by itself when it"
                + " works",
            e);
  }

  private static boolean isReadOnly(Path file) {
    try {
      return Files.getFileStore(file.toAbsolutePath().getParent()).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  static JournalFault unwritable(Path file, Throwable origin) {
    String how =
        isReadOnly(file)
            ? "%s is on a file system that has become read-only: a card does that when it wears"
                + " out; mount -o remount,rw, or replace the card; goes on by itself then"
            : "%s cannot be written by user "
                + System.getProperty("user.name")
                + ": give that user the folder (chown) or another --data";
    return new JournalFault(Cause.UNWRITABLE, how.formatted(file), origin);
  }

  private static JournalFault damaged(Path file, String how) {
    return new JournalFault(
        Cause.DAMAGED, file + " is damaged (" + how.lines().findFirst().orElse("") + ")");
  }

  static void closeQuietly(@Nullable Connection open) {
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It is given up because of an error that is told already.
        return;
      }
    }
  }
}
