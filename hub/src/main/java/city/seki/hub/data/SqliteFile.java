package city.seki.hub.data;

import city.seki.config.UnpackedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Opens a database of the hub, and only one that is what it should be.
 *
 * @param what its name for people
 * @param applicationId marks the file as this database of Seki
 * @param version of the tables
 * @param tables statements that make them in an empty file
 * @param upgrades by the version from which each leads to the next one
 */
public record SqliteFile(
    String what,
    int applicationId,
    int version,
    List<String> tables,
    Map<Integer, Upgrade> upgrades) {
  public SqliteFile {
    tables = List.copyOf(tables);
    upgrades = Map.copyOf(upgrades);
  }

  /** A file that has had one version only. */
  public SqliteFile(String what, int applicationId, int version, List<String> tables) {
    this(what, applicationId, version, tables, Map.of());
  }

  /** Makes the tables of one version from those of the one before. */
  @FunctionalInterface
  public interface Upgrade {
    /**
     * @param notice told how far it is, where it takes long
     */
    void run(Statement s, Consumer<String> notice) throws SQLException;
  }

  /** Statements that belong together. */
  @FunctionalInterface
  public interface Work {
    void run(Statement s) throws SQLException;
  }

  /**
   * Opens it, made if it is not there: write-ahead log, {@code synchronous=FULL}. Each statement is
   * a transaction of its own; what belongs together goes through {@link #together}.
   *
   * @throws DataException if it cannot be used: not writable, another program's, of a newer
   *     version, damaged
   */
  public Connection open(Path file) {
    return open(file, notice -> {});
  }

  /**
   * The same; a file of an earlier version becomes one of this version, in one transaction: all or
   * nothing. There is no way back.
   *
   * @param notice told that this happens, in words for people
   */
  public Connection open(Path file, Consumer<String> notice) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(5_000);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // nobody asks for them, and each insert would look
    try {
      Connection db = connect(file, config);
      try {
        prepare(file, db, notice);
        return db;
      } catch (SQLException | RuntimeException e) {
        db.close();
        throw e;
      }
    } catch (SQLException e) {
      throw cannot(file, "be opened", e);
    }
  }

  /**
   * Opens it to look at it: nothing is made or changed, and what another process writes meanwhile
   * is not seen. To be closed without a commit.
   *
   * @throws DataException if it is not a file of this format, or damaged
   */
  public Connection openToRead(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    try {
      Connection db = connect(file, config);
      try (Statement s = db.createStatement()) {
        db.setAutoCommit(false);
        if (isEmpty(s)) {
          throw new DataException("it is empty; restore the last backup");
        }
        refuseForeign(file, s);
        int found = number(s, "PRAGMA user_version");
        if (found < version) {
          throw new DataException(
              "it is of the earlier format %d: check it with the Seki that wrote it, or let serve bring it forward"
                  .formatted(found));
        }
        return db;
      } catch (SQLException | RuntimeException e) {
        db.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Integrity.damaged(String.valueOf(e.getMessage()), e);
    }
  }

  /** The one place where the hub connects to a file. */
  static Connection connect(Path file, SQLiteConfig config) throws SQLException {
    try {
      UnpackedCode.load("SQLite", "org.sqlite.tmpdir", SQLiteJDBCLoader::initialize);
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), e);
    }
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private void refuseForeign(Path file, Statement s) throws SQLException {
    if (number(s, "PRAGMA application_id") != applicationId) {
      throw new DataException(
          file + " is not " + what + " of Seki; move it away, or give --data another directory");
    }
    int found = number(s, "PRAGMA user_version");
    if (found > version) {
      throw new DataException(
          "%s was written by a newer Seki (format %d, this one knows %d); install that version again"
              .formatted(file, found, version));
    }
  }

  private void prepare(Path file, Connection db, Consumer<String> notice) throws SQLException {
    try (Statement s = db.createStatement()) {
      if (isEmpty(s)) {
        together(db, this::createTables);
      }
      refuseForeign(file, s);
      int found = number(s, "PRAGMA user_version");
      if (found < version) {
        notice.accept("%s: format %d becomes %d".formatted(file, found, version));
        together(db, t -> upgrade(t, notice));
      }
    }
  }

  private void upgrade(Statement s, Consumer<String> notice) throws SQLException {
    // Asked again, now that nobody else writes: another process may have been quicker.
    for (int from = number(s, "PRAGMA user_version"); from < version; from++) {
      Upgrade upgrade = upgrades.get(from);
      if (upgrade == null) {
        throw new SQLException("there is no way from format " + from);
      }
      upgrade.run(s, notice);
      s.execute("PRAGMA user_version = " + (from + 1));
    }
  }

  private void createTables(Statement s) throws SQLException {
    if (isEmpty(s)) { // else another process was quicker
      for (String table : tables) {
        s.execute(table);
      }
      s.execute("PRAGMA application_id = " + applicationId);
      s.execute("PRAGMA user_version = " + version);
    }
  }

  /**
   * Runs that as one transaction: all or nothing. It takes the write lock first, so that it cannot
   * fail half-way because another process wrote meanwhile.
   */
  public static void together(Connection db, Work work) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("BEGIN IMMEDIATE");
      try {
        work.run(s);
        s.execute("COMMIT");
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(s, e);
        throw e;
      }
    }
  }

  /** SQLite has done so itself after some failures, such as a full disk, and refuses then. */
  private static void rollBack(Statement s, Throwable cause) {
    try {
      s.execute("ROLLBACK");
    } catch (SQLException refused) {
      cause.addSuppressed(refused);
    }
  }

  /**
   * Makes every page anew and empties the write-ahead log, so that nothing is left of what was
   * deleted or overwritten.
   *
   * @throws SQLException if another process reads the file, or there is no room for it twice
   */
  public static void sweep(Connection db) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("PRAGMA secure_delete = ON");
      s.execute("VACUUM");
      try (ResultSet r = s.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        if (r.next() && r.getInt(1) != 0) {
          throw new SQLException("another program reads it; try again when that has ended");
        }
      }
    }
  }

  private static boolean isEmpty(Statement s) throws SQLException {
    return number(s, "SELECT count(*) FROM sqlite_master") == 0;
  }

  private static int number(Statement s, String query) throws SQLException {
    try (ResultSet r = s.executeQuery(query)) {
      return r.next() ? r.getInt(1) : 0;
    }
  }

  /** The moment in a column of milliseconds, null if there is none. */
  public static @Nullable Instant moment(ResultSet r, String column) throws SQLException {
    long millis = r.getLong(column);
    return r.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** That it cannot be used, with the place and a remedy. */
  public DataException cannot(Path file, String verb, Exception cause) {
    return new DataException(
        "%s %s cannot %s: %s; check that the disk has room and the directory is writable"
            .formatted(what, file, verb, cause.getMessage()),
        cause);
  }
}
