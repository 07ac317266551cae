package city.seki.hub.notice;

import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to be told and where, and what was not delivered yet. What was delivered is not kept,
 * and nothing of whoever wants it no more. Safe for all threads.
 */
public final class NoticeStore implements AutoCloseable {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the notices",
          0x53656b6e, // "Sekn"
          1,
          List.of(
              "CREATE TABLE wanted (person TEXT PRIMARY KEY, channel TEXT NOT NULL,"
                  + " address TEXT NOT NULL, language TEXT NOT NULL, since INTEGER NOT NULL,"
                  + " trouble TEXT) WITHOUT ROWID",
              "CREATE TABLE owed (id INTEGER PRIMARY KEY, person TEXT NOT NULL"
                  + " REFERENCES wanted (person) ON DELETE CASCADE, subject TEXT NOT NULL,"
                  + " words TEXT NOT NULL, made INTEGER NOT NULL)",
              "CREATE INDEX owed_person ON owed (person)"));

  private final Path file;
  private final Connection db;

  private NoticeStore(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Opens it, made if it is not there. What is deleted is overwritten.
   *
   * @throws DataException if it cannot be used
   */
  public static NoticeStore open(Path file) {
    Connection db = FILE.open(file);
    try (var s = db.createStatement()) {
      s.execute("PRAGMA secure_delete = ON");
    } catch (SQLException e) {
      throw FILE.cannot(file, "be opened", e);
    }
    return new NoticeStore(file, db);
  }

  /** What that person wants, null for nothing. */
  synchronized @Nullable Wanted wanted(String person) {
    return wanted("WHERE person = ?", person).stream().findFirst().orElse(null);
  }

  /** Whoever wants something. */
  synchronized List<String> persons() {
    try (PreparedStatement s = db.prepareStatement("SELECT person FROM wanted ORDER BY person");
        ResultSet r = s.executeQuery()) {
      List<String> persons = new ArrayList<>();
      while (r.next()) {
        persons.add(r.getString(1));
      }
      return persons;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  private List<Wanted> wanted(String which, String person) {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT person, channel, address, language, since, trouble FROM wanted " + which)) {
      s.setString(1, person);
      List<Wanted> wanted = new ArrayList<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          wanted.add(
              new Wanted(
                  r.getString(1),
                  Channel.of(r.getString(2)),
                  r.getString(3),
                  r.getString(4),
                  Instant.ofEpochMilli(r.getLong(5)),
                  r.getString(6)));
        }
      }
      return wanted;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** From now on that is wanted; what was owed to another address goes to this one. */
  synchronized void put(Wanted wanted) {
    write(
        "INSERT INTO wanted (person, channel, address, language, since, trouble)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET"
            + " channel = excluded.channel, address = excluded.address,"
            + " language = excluded.language, since = excluded.since, trouble = excluded.trouble",
        wanted.person(),
        wanted.channel().word(),
        wanted.to(),
        wanted.language(),
        wanted.since().toEpochMilli(),
        wanted.trouble());
  }

  /** That person wants nothing, and is owed nothing. */
  synchronized void delete(String person) {
    write("DELETE FROM wanted WHERE person = ?", person);
  }

  /** Why that person could not be told; null for no trouble any more. */
  synchronized void trouble(String person, @Nullable String trouble) {
    write(
        "UPDATE wanted SET trouble = ? WHERE person = ? AND trouble IS NOT ?",
        trouble,
        person,
        trouble);
  }

  synchronized void owe(String person, Notice notice, Instant made) {
    write(
        "INSERT INTO owed (person, subject, words, made) VALUES (?, ?, ?, ?)",
        person,
        notice.subject(),
        notice.text(),
        made.toEpochMilli());
  }

  /** What was not delivered yet, the oldest first. */
  synchronized List<Owed> owed() {
    try (PreparedStatement s =
            db.prepareStatement("SELECT id, person, subject, words, made FROM owed ORDER BY id");
        ResultSet r = s.executeQuery()) {
      List<Owed> owed = new ArrayList<>();
      while (r.next()) {
        owed.add(
            new Owed(
                r.getLong(1),
                r.getString(2),
                new Notice(r.getString(3), r.getString(4)),
                Instant.ofEpochMilli(r.getLong(5))));
      }
      return owed;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** It is delivered, or given up. */
  synchronized void settle(Owed owed) {
    write("DELETE FROM owed WHERE id = ?", owed.id());
  }

  private void write(String statement, @Nullable Object... values) {
    try (PreparedStatement s = db.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      int _ = s.executeUpdate();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
