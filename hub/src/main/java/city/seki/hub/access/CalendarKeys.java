package city.seki.hub.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The secrets by which calendar programs, which cannot sign in, read one person's own reservations
 * and nothing else: no token, for a token opens all that its roles allow. One for each person at
 * most, 256 random bits, of which only the SHA-256 is kept. Safe for all threads.
 */
public final class CalendarKeys {
  static final String TABLE =
      "CREATE TABLE calendar_key (person TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
          + " created INTEGER NOT NULL) WITHOUT ROWID";

  private static final int SECRET_BYTES = 32;

  private final Path file;
  private final Connection db;

  CalendarKeys(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Makes the key of that person; the one before counts no more.
   *
   * @param person pseudonym
   * @return the secret, shown once, kept nowhere
   */
  public String make(String person, Instant now, SecureRandom random) {
    byte[] bits = new byte[SECRET_BYTES];
    random.nextBytes(bits);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("INSERT OR REPLACE INTO calendar_key VALUES (?, ?, ?)")) {
        s.setString(1, person);
        s.setBytes(2, Tokens.hash(secret));
        s.setLong(3, now.toEpochMilli());
        s.executeUpdate();
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
    return secret;
  }

  /** When the key of that person was made, null if there is none. */
  public @Nullable Instant made(String person) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT created FROM calendar_key WHERE person = ?")) {
        s.setString(1, person);
        try (ResultSet r = s.executeQuery()) {
          return r.next() ? Instant.ofEpochMilli(r.getLong(1)) : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Whose key that is, null if it counts for nobody. */
  public @Nullable String personOf(String secret) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT person FROM calendar_key WHERE hash = ?")) {
        s.setBytes(1, Tokens.hash(secret));
        try (ResultSet r = s.executeQuery()) {
          return r.next() ? r.getString(1) : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Takes the key of that person back; false if there was none. */
  public boolean revoke(String person) {
    synchronized (db) {
      try (PreparedStatement s = db.prepareStatement("DELETE FROM calendar_key WHERE person = ?")) {
        s.setString(1, person);
        return s.executeUpdate() == 1;
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
  }
}
