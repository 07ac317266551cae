package city.seki.hub.ledger;

import city.seki.config.rules.TapId;
import city.seki.hub.data.RowInsert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the event of a tap.
 *
 * <p>The taps of one moment come from all units, so that an index that is written tap by tap has as
 * many pages to write in a commit as the commit has taps. So the newest taps wait in memory, and
 * {@value #ROOM} of them go to disk together, ordered by run and number, into the same transaction
 * as the events that filled the room. What waited when a process ended is read again from the
 * events after the mark, up to which the index on disk is whole.
 */
final class TapIndex {
  private static final int ROOM = 8_192;

  /** Of one statement; many rows in one cost a third of one each. */
  private static final int ROWS = 16;

  /** The event of the tap of that unit, boot and number. */
  static final String FIND =
      "SELECT t.event FROM run r JOIN tap t ON t.run = r.id"
          + " WHERE r.unit = ? AND r.boot = ? AND t.seq = ?";

  private static final Comparator<Map.Entry<TapId, Long>> BY_RUN =
      Map.Entry.comparingByKey(
          Comparator.comparing(TapId::unit)
              .thenComparing(TapId::boot)
              .thenComparingLong(TapId::seq));

  private final Map<TapId, Long> waiting = new HashMap<>();
  private final PreparedStatement find;
  private final PreparedStatement findRun;
  private final PreparedStatement insertRun;
  private final RowInsert insertTaps;
  private final PreparedStatement setMark;
  private long mark;

  TapIndex(Connection db) throws SQLException {
    find = db.prepareStatement(FIND);
    findRun = db.prepareStatement("SELECT id FROM run WHERE unit = ? AND boot = ?");
    insertRun = db.prepareStatement("INSERT INTO run (unit, boot) VALUES (?, ?) RETURNING id");
    // The first answer to a tap is its answer, whatever comes later under its name.
    insertTaps = new RowInsert(db, "INSERT OR IGNORE INTO tap (run, seq, event)", 3, ROWS);
    setMark = db.prepareStatement("UPDATE mark SET event = ? WHERE name = 'tap'");
    try (PreparedStatement s = db.prepareStatement("SELECT event FROM mark WHERE name = 'tap'");
        ResultSet r = s.executeQuery()) {
      if (!r.next()) {
        throw new SQLException("the mark of the index is missing");
      }
      mark = r.getLong(1);
    }
  }

  /** Up to which event the index on disk is whole. */
  long mark() {
    return mark;
  }

  /** That tap is answered by that event. */
  void add(TapId tap, long event) {
    waiting.putIfAbsent(tap, event);
  }

  boolean isFull() {
    return waiting.size() >= ROOM;
  }

  /** The event of that tap; null if it never came. */
  @Nullable Long find(TapId tap) throws SQLException {
    Long written = find(find, tap);
    return written != null ? written : waiting.get(tap);
  }

  /**
   * The same on disk alone.
   *
   * @param find a prepared {@link #FIND}
   */
  static @Nullable Long find(PreparedStatement find, TapId tap) throws SQLException {
    find.setString(1, tap.unit());
    find.setString(2, tap.boot());
    find.setLong(3, tap.seq());
    try (ResultSet r = find.executeQuery()) {
      return r.next() ? (Long) r.getLong(1) : null;
    }
  }

  /**
   * Writes what waits, as part of the transaction that is open.
   *
   * @param last the newest event; every tap up to it was added
   */
  void write(long last) throws SQLException {
    List<Map.Entry<TapId, Long>> ordered = new ArrayList<>(waiting.entrySet());
    ordered.sort(BY_RUN);
    TapId before = null;
    long run = 0;
    for (Map.Entry<TapId, Long> entry : ordered) {
      TapId tap = entry.getKey();
      if (before == null
          || !before.unit().equals(tap.unit())
          || !before.boot().equals(tap.boot())) {
        run = run(tap);
      }
      before = tap;
      insertTaps.row(run, tap.seq(), entry.getValue());
    }
    insertTaps.flush();
    setMark.setLong(1, last);
    setMark.executeUpdate();
    mark = last;
    waiting.clear();
  }

  private long run(TapId tap) throws SQLException {
    findRun.setString(1, tap.unit());
    findRun.setString(2, tap.boot());
    try (ResultSet r = findRun.executeQuery()) {
      if (r.next()) {
        return r.getLong(1);
      }
    }
    insertRun.setString(1, tap.unit());
    insertRun.setString(2, tap.boot());
    try (ResultSet r = insertRun.executeQuery()) {
      r.next();
      return r.getLong(1);
    }
  }
}
