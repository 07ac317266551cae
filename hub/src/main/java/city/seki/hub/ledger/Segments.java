package city.seki.hub.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a ledger that were written anew when their persons were forgotten, from the first
 * event on. Of each it is known with which hash it ended first and with which it ends now: what
 * follows was chained to the first one, and still is. So the chain of what is not forgotten is that
 * which it always was, and no later part has to be touched for an earlier one.
 */
final class Segments {
  /**
   * @param last its last event, which ends a commit
   * @param was the hash of that event when it was written, as hexadecimal digits
   * @param now the hash that it has now; its part is chained to {@code was} of the part before
   */
  record Segment(long last, String was, String now) {
    Segment now(String hash) {
      return new Segment(last, was, hash);
    }
  }

  private final TreeMap<Long, Segment> byLast = new TreeMap<>();

  private Segments() {}

  static Segments of(Connection db) throws SQLException {
    Segments segments = new Segments();
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT last, was, now FROM segment ORDER BY last")) {
      while (r.next()) {
        segments.byLast.put(
            r.getLong(1), new Segment(r.getLong(1), hex(r.getBytes(2)), hex(r.getBytes(3))));
      }
    }
    return segments;
  }

  Iterable<Segment> all() {
    return byLast.values();
  }

  /** The last event of all of them, 0 if there is none. */
  long end() {
    return byLast.isEmpty() ? 0 : byLast.lastKey();
  }

  /** The chain that goes on behind a commit which ends with that event and hash. */
  EventChain next(long event, byte[] hash) {
    Segment ended = byLast.get(event);
    return ended == null ? new EventChain(hash) : after(ended);
  }

  /**
   * The same, {@code chain} being the one that led there.
   *
   * @throws EventRows.Damage if a part does not end as it was written
   */
  EventChain next(long event, byte[] hash, EventChain chain) throws EventRows.Damage {
    Segment ended = byLast.get(event);
    if (ended == null) {
      return chain;
    }
    if (!ended.now().equals(hex(hash))) {
      throw new EventRows.Damage(
          "the events up to %d, whose persons were forgotten, were changed since".formatted(event));
    }
    return after(ended);
  }

  private static EventChain after(Segment segment) {
    return new EventChain(HexFormat.of().parseHex(segment.was()));
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  /**
   * @param events how many the ledger has
   * @throws EventRows.Damage if a part goes on behind them
   */
  void requireAll(long events) throws EventRows.Damage {
    Map.Entry<Long, Segment> last = byLast.lastEntry();
    if (last != null && last.getKey() > events) {
      throw new EventRows.Damage(
          "events %d to %d are missing".formatted(events + 1, last.getKey()));
    }
  }
}
