package city.seki.hub.access;

import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The user names of this hub and the hashes of their passwords. Safe for all threads. */
public final class Accounts {
  static final String TABLE =
      "CREATE TABLE account (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL,"
          + " roles TEXT NOT NULL, staff_id TEXT, created INTEGER NOT NULL, disabled INTEGER,"
          + " generation INTEGER NOT NULL) WITHOUT ROWID";

  private static final int ID_BYTES = 4;
  private static final String COLUMNS = "id, name, roles, staff_id, created, disabled, generation";

  private final Path file;
  private final Connection db;

  Accounts(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Makes an account.
   *
   * @param name as {@link Account#name} has it
   * @param staffId whose it is, null for nobody's of the roster
   * @throws IllegalArgumentException without a role
   * @throws DataException if there is one of that name
   */
  public Account add(
      String name,
      Set<Role> roles,
      @Nullable String staffId,
      PasswordHash hash,
      Instant now,
      SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Account account = new Account(HexFormat.of().formatHex(id), name, roles, staffId, now, null, 0);
    synchronized (db) {
      if (one("name", name) != null) {
        throw new DataException(
            "there is an account " + name + " already: account password gives it a new password");
      }
      change(
          "INSERT INTO account (id, name, hash, roles, staff_id, created, disabled, generation)"
              + " VALUES (?, ?, ?, ?, ?, ?, NULL, 0)",
          account.id(),
          name,
          hash.text(),
          Role.words(roles),
          staffId,
          now.toEpochMilli());
    }
    return account;
  }

  public @Nullable Account byName(String name) {
    return one("name", name);
  }

  public @Nullable Account byId(String id) {
    return one("id", id);
  }

  private @Nullable Account one(String column, String value) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT " + COLUMNS + " FROM account WHERE " + column + " = ?")) {
        s.setString(1, value);
        try (ResultSet r = s.executeQuery()) {
          return r.next() ? account(r) : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** All of them, by name. */
  public List<Account> list() {
    synchronized (db) {
      try (Statement s = db.createStatement();
          ResultSet r = s.executeQuery("SELECT " + COLUMNS + " FROM account ORDER BY name")) {
        List<Account> accounts = new ArrayList<>();
        while (r.next()) {
          accounts.add(account(r));
        }
        return accounts;
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Whether there is any. */
  public boolean any() {
    synchronized (db) {
      try (Statement s = db.createStatement();
          ResultSet r = s.executeQuery("SELECT 1 FROM account LIMIT 1")) {
        return r.next();
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** The hash of the password of that account, null if the account is gone. */
  @Nullable PasswordHash hashOf(String id) {
    synchronized (db) {
      try (PreparedStatement s = db.prepareStatement("SELECT hash FROM account WHERE id = ?")) {
        s.setString(1, id);
        try (ResultSet r = s.executeQuery()) {
          return r.next() ? PasswordHash.parse(r.getString(1)) : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Writes the same password in today's form, unless it has become another one meanwhile. */
  void renewHash(Account account, PasswordHash hash) {
    change(
        "UPDATE account SET hash = ? WHERE id = ? AND generation = ?",
        hash.text(),
        account.id(),
        account.generation());
  }

  /** Another password; whoever is signed in with the old one has to sign in again. */
  public void setPassword(Account account, PasswordHash hash) {
    change(
        "UPDATE account SET hash = ?, generation = generation + 1 WHERE id = ?",
        hash.text(),
        account.id());
  }

  /** Other roles, which count at the next request. */
  public void setRoles(Account account, Set<Role> roles) {
    change("UPDATE account SET roles = ? WHERE id = ?", Role.words(roles), account.id());
  }

  /** It counts no more, and its sessions are over. */
  public void disable(Account account, Instant now) {
    change(
        "UPDATE account SET disabled = ?, generation = generation + 1 WHERE id = ?",
        now.toEpochMilli(),
        account.id());
  }

  /** It counts again. */
  public void enable(Account account) {
    change("UPDATE account SET disabled = NULL WHERE id = ?", account.id());
  }

  /** It is gone; the audit log still knows its id. */
  public void remove(Account account) {
    change("DELETE FROM account WHERE id = ?", account.id());
  }

  private void change(String sql, @Nullable Object... values) {
    synchronized (db) {
      try (PreparedStatement s = db.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          s.setObject(i + 1, values[i]);
        }
        s.executeUpdate();
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
  }

  private static Account account(ResultSet r) throws SQLException {
    return new Account(
        r.getString("id"),
        r.getString("name"),
        Role.ofWords(r.getString("roles")),
        r.getString("staff_id"),
        Instant.ofEpochMilli(r.getLong("created")),
        SqliteFile.moment(r, "disabled"),
        r.getInt("generation"));
  }
}
