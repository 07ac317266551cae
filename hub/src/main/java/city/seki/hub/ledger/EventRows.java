package city.seki.hub.ledger;

import city.seki.config.rules.Event;
import city.seki.config.wire.BadMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    void event(long id, Event event) throws SQLException;
  }

  private EventRows() {}

  /**
   * Gives every event from the first on, a commit at a time: only what fits its hash.
   *
   * @throws Damage if they are not what was written; those before were given then
   */
  static void read(Connection db, Sink sink) throws SQLException, Damage {
    Segments segments = Segments.of(db);
    EventChain chain = new EventChain();
    List<Event> commit = new ArrayList<>();
    long id = 0;
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT id, kind, body, hash FROM event ORDER BY id")) {
      while (r.next()) {
        id++;
        if (r.getLong(1) != id) {
          throw new Damage("event %d is missing".formatted(id));
        }
        String kind = r.getString(2);
        byte[] body = r.getBytes(3);
        commit.add(event(id, kind, body));
        chain.add(id, kind, body);
        byte[] hash = r.getBytes(4);
        if (hash != null) {
          long first = id - commit.size() + 1;
          if (!Arrays.equals(hash, chain.seal())) {
            throw new Damage(
                "something was changed in events %d to %d after they were written: they do not fit their hash"
                    .formatted(first, id));
          }
          for (int i = 0; i < commit.size(); i++) {
            sink.event(first + i, commit.get(i));
          }
          commit.clear();
          chain = segments.next(id, hash, chain);
        }
      }
    }
    if (!commit.isEmpty()) {
      throw new Damage("what followed event %d in its commit is missing".formatted(id));
    }
    segments.requireAll(id);
  }

  /** Gives the events from that one to that one. */
  static void read(Connection db, long from, long to, Sink sink) throws SQLException, Damage {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT id, kind, body FROM event WHERE id BETWEEN ? AND ? ORDER BY id")) {
      s.setLong(1, from);
      s.setLong(2, to);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          long id = r.getLong(1);
          sink.event(id, event(id, r.getString(2), r.getBytes(3)));
        }
      }
    }
  }

  static Event event(long id, String kind, byte[] body) throws Damage {
    try {
      return EventCodec.read(kind, body);
    } catch (BadMessage e) {
      throw new Damage("event %d cannot be read (%s)".formatted(id, e.getMessage()));
    }
  }
}
