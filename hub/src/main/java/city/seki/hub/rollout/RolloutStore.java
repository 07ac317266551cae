package city.seki.hub.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.Sha256;
import city.seki.hub.data.DataException;
import city.seki.hub.data.EventTable;
import city.seki.hub.data.Integrity;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
  private static final String WHAT = "the database of roll-outs";

  private static final SqliteFile FILE =
      new SqliteFile(
          WHAT,
          0x53656b6f, // "Seko"
          1,
          EventTable.tables(
              "events of roll-outs",
              "CREATE TABLE text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"));

  private final Path file;
  private final Connection db;
  private final EventTable<RolloutEvent> events;

  private RolloutStore(Path file, Connection db) {
    this.file = file;
    this.db = db;
    events = events(db);
  }

  private static EventTable<RolloutEvent> events(Connection db) {
    return new EventTable<>(WHAT, new RolloutEventCodec(), db);
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
    try {
      return events.news();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Writes those events and texts; all durable when it returns, or none.
   *
   * @throws DataException if it cannot be written; {@link #news} tells whether it was
   */
  void append(List<RolloutEvent> fresh, Collection<String> texts) {
    try {
      events.append(
          fresh,
          t -> {
            try (PreparedStatement s =
                db.prepareStatement("INSERT OR IGNORE INTO text VALUES (?, ?)")) {
              for (String text : texts) {
                s.setString(1, Sha256.of(text.getBytes(UTF_8)).hex());
                s.setString(2, text);
                s.executeUpdate();
              }
            }
          });
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
      RolloutState[] state = {RolloutState.EMPTY};
      return events(db)
          .check(
              (event, number) -> {
                requireText(event, texts, number);
                state[0] = follows(state[0], event, number);
              });
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
