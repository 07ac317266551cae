package city.seki.hub.access;

import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The file of {@link Tokens}, {@link Accounts}, {@link CalendarKeys}, {@link Whereabouts} and
 * {@link AuditLog}; closes them. Safe for all threads.
 */
public final class AccessDatabase implements AutoCloseable {
  static final SqliteFile FILE =
      new SqliteFile(
          "the access database",
          0x53656b61, // "Seka"
          4,
          List.of(
              "CREATE TABLE token (id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
                  + " label TEXT NOT NULL, roles TEXT NOT NULL, staff_id TEXT,"
                  + " created INTEGER NOT NULL, expires INTEGER, revoked INTEGER,"
                  + " read_only INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
              Accounts.TABLE,
              KnownBrowsers.TABLE,
              CalendarKeys.TABLE,
              Whereabouts.TABLE,
              "CREATE TABLE audit (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
                  + " who TEXT NOT NULL, act TEXT NOT NULL, what TEXT NOT NULL,"
                  + " before BLOB NOT NULL, hash BLOB NOT NULL)",
              "CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit"
                  + " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
              "CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit"
                  + " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"),
          Map.of(
              1,
              (s, notice) -> {
                s.execute("ALTER TABLE token ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0");
                s.execute(Accounts.TABLE);
                s.execute(KnownBrowsers.TABLE);
              },
              2,
              (s, notice) -> s.execute(CalendarKeys.TABLE),
              3,
              (s, notice) -> s.execute(Whereabouts.TABLE)));

  private final Path file;
  private final Connection db;
  private final Tokens tokens;
  private final Accounts accounts;
  private final CalendarKeys calendarKeys;
  private final Whereabouts whereabouts;
  private final AuditLog audit;

  private AccessDatabase(Path file, Connection db) {
    this.file = file;
    this.db = db;
    this.tokens = new Tokens(file, db);
    this.accounts = new Accounts(file, db);
    this.calendarKeys = new CalendarKeys(file, db);
    this.whereabouts = new Whereabouts(file, db);
    this.audit = new AuditLog(file, db);
  }

  /**
   * Opens it, made if it is not there.
   *
   * @throws city.seki.hub.data.DataException if the file cannot be used
   */
  public static AccessDatabase open(Path file) {
    return new AccessDatabase(file, FILE.open(file));
  }

  public Tokens tokens() {
    return tokens;
  }

  public Accounts accounts() {
    return accounts;
  }

  public CalendarKeys calendarKeys() {
    return calendarKeys;
  }

  public Whereabouts whereabouts() {
    return whereabouts;
  }

  /** The browsers that are known, by a key that is made if there is none. */
  public KnownBrowsers browsers(SecureRandom random) {
    return KnownBrowsers.open(file, db, random);
  }

  public AuditLog audit() {
    return audit;
  }

  @Override
  public void close() {
    synchronized (db) {
      try {
        db.close();
      } catch (SQLException e) {
        throw FILE.cannot(file, "be closed", e);
      }
    }
  }
}
