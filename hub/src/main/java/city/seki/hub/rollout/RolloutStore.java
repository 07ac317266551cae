package city.seki.hub.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.Sha256;
import city.seki.hub.data.DataException;
import city.seki.hub.data.Integrity;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The events of roll-outs on disk, append-only; beside them the texts of which they tell by their
 * SHA-256: configurations of the city as they were brought, and what units were told. Confined to
 * one thread at a time.
 */
public final class RolloutStore implements AutoCloseable {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the database of roll-outs",
          0x53656b72, // "Sekr"
          1,
          List.of(
              "CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL)",
              "CREATE TRIGGER event_is_final BEFORE UPDATE ON event"
                  + " BEGIN SELECT RAISE(ABORT, 'events of roll-outs are append-only'); END",
              "CREATE TRIGGER event_is_kept BEFORE DELETE ON event"
                  + " BEGIN SELECT RAISE(ABORT, 'events of roll-outs are append-only'); END",
              "CREATE TABLE text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"));

  private final Path file;
  private final Connection db;
  private long last;

  private RolloutStore(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Opens it, made if it is not there.
   *
   * @throws DataException if the file cannot be used
   */
  public static RolloutStore open(Path file) {
    return new RolloutStore(file, FILE.open(file));
  }

  /**
   * The events that were not read before by this, the oldest first: at the start all of them, later
   * those of a write of which it is not known whether it happened.
   *
   * @throws DataException if one cannot be read
   */
  List<RolloutEvent> news() {
    List<RolloutEvent> events = new ArrayList<>();
    try (PreparedStatement s =
        db.prepareStatement("SELECT id, kind, body FROM event WHERE id > ? ORDER BY id")) {
      s.setLong(1, last);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          events.add(event(r));
          last = r.getLong(1);
        }
      }
      return events;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  private static RolloutEvent event(ResultSet r) throws SQLException {
    try {
      return RolloutEventCodec.read(r.getString(2), r.getString(3).getBytes(UTF_8));
    } catch (BadMessage | IllegalArgumentException | ArithmeticException e) {
      throw new DataException(
          "the database of roll-outs is damaged at event %d: %s; restore the last backup"
              .formatted(r.getLong(1), e.getMessage()),
          e);
    }
  }

  /**
   * Writes those events and texts; all durable when it returns, or none.
   *
   * @throws DataException if it cannot be written; {@link #news} tells whether it was
   */
  void append(List<RolloutEvent> events, Collection<String> texts) {
    long[] next = {last};
    try {
      SqliteFile.together(
          db,
          t -> {
            try (PreparedStatement s = db.prepareStatement("INSERT INTO event VALUES (?, ?, ?)")) {
              for (RolloutEvent event : events) {
                s.setLong(1, ++next[0]); // another writer, which must not be, is found so
                s.setString(2, RolloutEventCodec.kind(event));
                s.setString(3, new String(RolloutEventCodec.write(event), UTF_8));
                s.executeUpdate();
              }
            }
            try (PreparedStatement s =
                db.prepareStatement("INSERT OR IGNORE INTO text VALUES (?, ?)")) {
              for (String text : texts) {
                s.setString(1, Sha256.of(text.getBytes(UTF_8)).hex());
                s.setString(2, text);
                s.executeUpdate();
              }
            }
          });
      last = next[0];
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  /** The text of that SHA-256, empty if there is none. */
  Optional<String> text(String sha256) {
    try (PreparedStatement s = db.prepareStatement("SELECT text FROM text WHERE sha256 = ?")) {
      s.setString(1, sha256);
      try (ResultSet r = s.executeQuery()) {
        return r.next() ? Optional.of(r.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }

  /**
   * Looks whether a file is sound: the database, each event and that it follows on those before,
   * each text by its SHA-256, and that every text of which an event tells is there.
   *
   * @return how many events there are
   * @throws DataException with the first that is not
   */
  public static long check(Path path) {
    Integrity.check(path);
    try (Connection db = FILE.openToRead(path);
        Statement s = db.createStatement()) {
      Set<String> texts = texts(s);
      RolloutState state = RolloutState.EMPTY;
      long count = 0;
      try (ResultSet r = s.executeQuery("SELECT id, kind, body FROM event ORDER BY id")) {
        while (r.next()) {
          count++;
          if (r.getLong(1) != count) {
            throw new DataException(
                "event %d is missing; restore the last backup".formatted(count));
          }
          RolloutEvent event = event(r);
          requireText(event, texts, count);
          state = follows(state, event, count);
        }
      }
      return count;
    } catch (SQLException e) {
      throw FILE.cannot(path, "be read", e);
    }
  }

  private static Set<String> texts(Statement s) throws SQLException {
    Set<String> found = new HashSet<>();
    try (ResultSet r = s.executeQuery("SELECT sha256, text FROM text")) {
      while (r.next()) {
        String name = r.getString(1);
        if (!Sha256.of(r.getString(2).getBytes(UTF_8)).hex().equals(name)) {
          throw new DataException(
              "the text %s was changed; restore the last backup".formatted(name));
        }
        found.add(name);
      }
    }
    return found;
  }

  private static void requireText(RolloutEvent event, Set<String> texts, long number) {
    String needed =
        switch (event) {
          case RolloutEvent.ConfigurationAdded added -> added.sha256();
          case RolloutEvent.Wished wished -> wished.wish().configuration().sha256();
          default -> null;
        };
    if (needed != null && !texts.contains(needed)) {
      throw new DataException(
          "the text of which event %d tells is missing; restore the last backup".formatted(number));
    }
  }

  private static RolloutState follows(RolloutState state, RolloutEvent event, long number) {
    try {
      return state.apply(event);
    } catch (IllegalStateException e) {
      throw new DataException(
          "event %d does not follow on those before: %s; restore the last backup"
              .formatted(number, e.getMessage()),
          e);
    }
  }
}
