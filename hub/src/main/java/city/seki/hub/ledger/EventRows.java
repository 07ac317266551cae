package city.seki.hub.ledger;

import city.seki.config.rules.Event;
import city.seki.config.wire.BadMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Reads the events of a ledger in order, and proves by number and hash that they are all there. */
final class EventRows {
  /** The events are not as they were written; the message says which. */
  static final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    Damage(String message) {
      super(message);
    }
  }

  /** Takes one event after the other. */
  @FunctionalInterface
  interface Sink {
    void event(long id, Event event);
  }

  private EventRows() {}

  /**
   * Gives every event after that one.
   *
   * @param after the last event of a commit, 0 for the beginning
   * @param before the hash that it carries
   * @return the hash of the last commit
   * @throws Damage if they are not what was written; some events were given then
   */
  static EventChain read(Connection db, long after, EventChain before, Sink sink)
      throws SQLException, Damage {
    EventChain chain = before;
    long id = after;
    long sealed = after;
    try (PreparedStatement s =
        db.prepareStatement("SELECT id, kind, body, hash FROM event WHERE id > ? ORDER BY id")) {
      s.setLong(1, after);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          id++;
          if (r.getLong(1) != id) {
            throw new Damage("event %d is missing".formatted(id));
          }
          String kind = r.getString(2);
          byte[] body = r.getBytes(3);
          sink.event(id, event(id, kind, body));
          chain.add(id, kind, body);
          byte[] hash = r.getBytes(4);
          if (hash != null) {
            if (!Arrays.equals(hash, chain.seal())) {
              throw new Damage(
                  "something was changed in events %d to %d, for they do not fit their hash"
                      .formatted(sealed + 1, id));
            }
            sealed = id;
          }
        }
      }
    }
    if (sealed != id) {
      throw new Damage("the end of the commit of event %d is missing".formatted(id));
    }
    return chain;
  }

  static Event event(long id, String kind, byte[] body) throws Damage {
    try {
      return EventCodec.read(kind, body);
    } catch (BadMessage e) {
      throw new Damage("event %d cannot be read (%s)".formatted(id, e.getMessage()));
    }
  }
}
