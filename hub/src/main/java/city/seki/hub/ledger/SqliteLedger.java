package city.seki.hub.ledger;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in one SQLite file: write-ahead log, {@code synchronous=FULL}, so that a commit
 * survives a power cut. Confined to the thread that opened it.
 */
public final class SqliteLedger implements Ledger {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the ledger",
          0x53656b4c, // "SekL"
          1,
          List.of(
              "CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL)",
              "CREATE TABLE tap (hash INTEGER NOT NULL, event INTEGER NOT NULL,"
                  + " PRIMARY KEY (hash, event)) WITHOUT ROWID"));

  private final Path file;
  private final Connection db;
  private final PreparedStatement insertEvent;
  private final PreparedStatement insertTap;
  private final PreparedStatement findTap;
  private long next;

  private SqliteLedger(Path file, Connection db) throws SQLException {
    this.file = file;
    this.db = db;
    insertEvent = db.prepareStatement("INSERT INTO event (id, kind, body) VALUES (?, ?, ?)");
    insertTap = db.prepareStatement("INSERT INTO tap (hash, event) VALUES (?, ?)");
    findTap =
        db.prepareStatement(
            "SELECT e.kind, e.body FROM tap t JOIN event e ON e.id = t.event WHERE t.hash = ?");
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT coalesce(max(id), 0) FROM event")) {
      r.next();
      next = r.getLong(1) + 1;
    }
  }

  /**
   * Opens the ledger in that file, made if it is not there.
   *
   * @throws DataException if it cannot be used: not writable, not Seki's, of a newer version,
   *     damaged
   */
  public static SqliteLedger open(Path file) {
    Connection db = FILE.open(file);
    try {
      db.setAutoCommit(false);
      return new SqliteLedger(file, db);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be opened", e);
    }
  }

  @Override
  public void append(List<Event> events) {
    try {
      long id = next;
      for (Event event : events) {
        insertEvent.setLong(1, id);
        insertEvent.setString(2, EventCodec.kind(event));
        insertEvent.setBytes(3, EventCodec.write(event));
        insertEvent.executeUpdate();
        if (event instanceof Event.Tapped tapped) {
          insertTap.setLong(1, hash(tapped.tap()));
          insertTap.setLong(2, id);
          insertTap.executeUpdate();
        }
        id++;
      }
      db.commit();
      next = id;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  @Override
  public @Nullable Answer answerTo(TapId tap) {
    try {
      findTap.setLong(1, hash(tap));
      try (ResultSet r = findTap.executeQuery()) {
        while (r.next()) {
          if (EventCodec.read(r.getString(1), r.getBytes(2)) instanceof Event.Tapped tapped
              && tapped.tap().equals(tap)) {
            return tapped.answer();
          }
        }
        return null;
      }
    } catch (SQLException | BadMessage e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  @Override
  public void replay(Consumer<Event> events) {
    long id = 0;
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT id, kind, body FROM event ORDER BY id")) {
      while (r.next()) {
        id = r.getLong(1);
        events.accept(EventCodec.read(r.getString(2), r.getBytes(3)));
      }
      db.rollback();
    } catch (BadMessage e) {
      throw new DataException(
          "%s: event %d is damaged (%s); restore the last backup"
              .formatted(file, id, e.getMessage()),
          e);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** Spreads taps over the index; equal hashes are told apart by reading the event. */
  private static long hash(TapId tap) {
    long hash = tap.seq() * 0x9E3779B97F4A7C15L;
    hash ^= (long) tap.boot().hashCode() << 32;
    return hash ^ (tap.unit().hashCode() & 0xFFFFFFFFL);
  }

  @Override
  public void close() {
    try {
      db.rollback();
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
