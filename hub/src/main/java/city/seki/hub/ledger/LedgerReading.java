package city.seki.hub.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.rules.Event;
import city.seki.config.wire.Sha256;
import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger a few commits at a time, beside the hub that writes it, and knows when what was
 * read is no longer what the ledger says. Confined to one thread.
 */
public final class LedgerReading implements AutoCloseable {
  private static final SqliteFile FILE = LedgerFormat.FILE;

  /**
   * How far a ledger was read.
   *
   * @param event the last event, which ends a commit; 0 before the first
   * @param hash that it carries
   * @param rewritten stands for the parts that were written anew when their persons were forgotten
   */
  public record Place(long event, String hash, String rewritten) {}

  /** What came next. */
  public record Next(Place place, List<Event> events) {
    public Next {
      events = List.copyOf(events);
    }
  }

  private final Path file;
  private final Connection db;

  private LedgerReading(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Opens the ledger in that file to read it.
   *
   * @throws DataException if it cannot be read
   */
  public static LedgerReading open(Path file) {
    return new LedgerReading(file, FILE.openToRead(file));
  }

  private interface Reading<T> {
    T read() throws SQLException, EventRows.Damage;
  }

  /** Each time as of that moment: nothing holds the writer's log back in between. */
  private <T> T reading(Reading<T> reading) {
    try {
      try {
        return reading.read();
      } finally {
        db.rollback();
      }
    } catch (EventRows.Damage e) {
      throw new DataException(
          "%s is damaged: %s; restore the last backup".formatted(file, e.getMessage()), e);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** Before the first event of this ledger. */
  public Place start() {
    return reading(() -> new Place(0, "", rewritten()));
  }

  /** Whether the ledger still says what it said up to there. */
  public boolean isStill(Place place) {
    return reading(
        () ->
            place.rewritten().equals(rewritten())
                && (place.event() == 0 || place.hash().equals(hash(place.event()))));
  }

  /** The place of that event as the ledger is now, null if it does not end a commit. */
  public @Nullable Place at(long event) {
    String[] hash = {null};
    String rewritten =
        reading(
            () -> {
              hash[0] = hash(event);
              return rewritten();
            });
    return hash[0] == null ? null : new Place(event, hash[0], rewritten);
  }

  /** The last event of all, 0 if there is none. */
  public long last() {
    return reading(
        () -> {
          try (Statement s = db.createStatement();
              ResultSet r = s.executeQuery("SELECT max(id) FROM event")) {
            return r.next() ? r.getLong(1) : 0;
          }
        });
  }

  /**
   * Whole commits that follow, nothing if there is none.
   *
   * @param most so many events, unless one commit has more
   */
  public Next after(Place place, int most) {
    return reading(
        () -> {
          for (int limit = most; ; limit *= 2) {
            Next next = whole(place, limit);
            if (next != null) {
              return next;
            }
          }
        });
  }

  /** Null if no commit ends within that many. */
  private @Nullable Next whole(Place place, int limit) throws SQLException, EventRows.Damage {
    List<Event> events = new ArrayList<>();
    int whole = 0;
    Place end = place;
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT id, kind, body, hash FROM event WHERE id > ? ORDER BY id LIMIT ?")) {
      s.setLong(1, place.event());
      s.setInt(2, limit);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          long id = r.getLong(1);
          events.add(EventRows.event(id, r.getString(2), r.getBytes(3)));
          byte[] hash = r.getBytes(4);
          if (hash != null) {
            whole = events.size();
            end = new Place(id, HexFormat.of().formatHex(hash), place.rewritten());
          }
        }
      }
    }
    return whole == 0 && events.size() == limit ? null : new Next(end, events.subList(0, whole));
  }

  private @Nullable String hash(long event) throws SQLException {
    try (PreparedStatement s = db.prepareStatement("SELECT hash FROM event WHERE id = ?")) {
      s.setLong(1, event);
      try (ResultSet r = s.executeQuery()) {
        byte[] hash = r.next() ? r.getBytes(1) : null;
        return hash == null ? null : HexFormat.of().formatHex(hash);
      }
    }
  }

  private String rewritten() throws SQLException {
    StringBuilder parts = new StringBuilder();
    for (Segments.Segment part : Segments.of(db).all()) {
      parts.append(part.last()).append(':').append(part.now()).append('\n');
    }
    return parts.isEmpty() ? "" : Sha256.of(parts.toString().getBytes(UTF_8)).hex();
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
