package city.seki.hub.ledger;

import city.seki.config.model.City;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import city.seki.hub.data.Integrity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a ledger is sound: the file, the numbers and the hash chain of its events, the fold
 * under the rule of one claim for each seat and person, no tap answered twice, the index. It reads
 * as of one moment and changes nothing, so that a hub may work on the ledger meanwhile.
 */
public final class LedgerCheck {
  private static final String RESTORE = "; restore the last backup";
  private static final String REBUILD = "; stop the hub and run check --rebuild";

  /** What a sound ledger holds. */
  public record Sound(long events, int claims) {}

  /** Told how many of how many events were looked at. */
  @FunctionalInterface
  public interface Progress {
    void reached(long event, long of);
  }

  private final Progress progress;
  private final PreparedStatement find;
  private final long events;
  private final long mark;
  private final Map<TapId, Long> behindMark = new HashMap<>();
  private Seating state = Seating.of(City.EMPTY, Directory.EMPTY);
  private long indexed;

  private LedgerCheck(Connection db, Progress progress) throws SQLException {
    this.progress = progress;
    events = number(db, "SELECT coalesce(max(id), 0) FROM event");
    mark = number(db, "SELECT coalesce(max(event), 0) FROM mark WHERE name = 'tap'");
    find = db.prepareStatement(TapIndex.FIND);
  }

  /**
   * Checks that ledger.
   *
   * @throws DataException with what is wrong first, where, and the remedy
   */
  public static Sound check(Path file, Progress progress) {
    try (Connection db = LedgerFormat.FILE.openToRead(file)) {
      Integrity.check(db);
      return new LedgerCheck(db, progress).run(db);
    } catch (EventRows.Damage e) {
      throw new DataException(e.getMessage() + RESTORE, e);
    } catch (SQLException e) {
      throw new DataException("it cannot be read: " + e.getMessage() + RESTORE, e);
    }
  }

  private Sound run(Connection db) throws SQLException, EventRows.Damage {
    EventRows.read(db, this::look);
    if (mark > events) {
      throw new DataException(
          "the ledger ends with event %d, but its index goes up to %d: its end was cut off"
                  .formatted(events, mark)
              + RESTORE);
    }
    long rows = number(db, "SELECT count(*) FROM tap");
    if (rows != indexed) {
      throw new DataException(
          "the index holds %d taps, the events %d".formatted(rows, indexed) + REBUILD);
    }
    return new Sound(events, state.held().size());
  }

  private void look(long id, Event event) throws SQLException {
    try {
      state = state.apply(event);
    } catch (IllegalStateException e) {
      throw new DataException(
          "event %d breaks a rule: %s".formatted(id, e.getMessage()) + RESTORE, e);
    }
    if (event instanceof Event.Tapped tapped) {
      look(id, tapped.tap());
    }
    progress.reached(id, events);
  }

  private void look(long id, TapId tap) throws SQLException {
    Long found = indexOf(id, tap);
    if (found == null || found > id) {
      throw new DataException(
          "the index does not find event %d, which answers tap %d of unit %s"
                  .formatted(id, tap.seq(), tap.unit())
              + REBUILD);
    }
    if (found < id) {
      throw new DataException(
          "tap %d of unit %s is answered twice, by events %d and %d"
                  .formatted(tap.seq(), tap.unit(), found, id)
              + RESTORE);
    }
  }

  private @Nullable Long indexOf(long id, TapId tap) throws SQLException {
    Long found = TapIndex.find(find, tap);
    if (id <= mark) {
      indexed++;
      return found;
    }
    Long before = behindMark.putIfAbsent(tap, id);
    if (found != null) {
      return found;
    }
    return before != null ? before : (Long) id;
  }

  private static long number(Connection db, String query) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery(query)) {
      return r.next() ? r.getLong(1) : 0;
    }
  }
}
