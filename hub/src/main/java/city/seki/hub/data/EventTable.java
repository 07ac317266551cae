package city.seki.hub.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The events of one writer in a table of its database, append-only, numbered from 1 without a gap.
 * Confined to one thread at a time.
 */
public final class EventTable<E> {
  /** How an event is written. */
  public interface Codec<E> {
    /** One word. */
    String kind(E event);

    /** JSON, UTF-8. */
    byte[] write(E event);

    /**
     * @throws BadMessage if that is no such event
     */
    E read(String kind, byte[] body) throws BadMessage;
  }

  /** Gets the events of a file one by one. */
  @FunctionalInterface
  public interface Each<E> {
    /**
     * @param number from 1
     * @throws DataException if it does not fit
     */
    void see(E event, long number);
  }

  private final String what;
  private final Codec<E> codec;
  private final Connection db;
  private long last;

  /**
   * @param what the database, as it is called in messages
   */
  public EventTable(String what, Codec<E> codec, Connection db) {
    this.what = what;
    this.codec = codec;
    this.db = db;
  }

  /**
   * The statements that make the table, and others of the same file after them.
   *
   * @param what the events, as they are called in messages
   */
  public static List<String> tables(String what, String... others) {
    return Stream.concat(
            Stream.of(
                "CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL)",
                trigger("final", "UPDATE", what),
                trigger("kept", "DELETE", what)),
            Stream.of(others))
        .toList();
  }

  private static String trigger(String is, String before, String what) {
    return "CREATE TRIGGER event_is_%s BEFORE %s ON event BEGIN SELECT RAISE(ABORT, '%s are append-only'); END"
        .formatted(is, before, what);
  }

  /**
   * The events that were not read before by this, the oldest first: at the start all of them, later
   * those of a write of which it is not known whether it happened.
   *
   * @throws DataException if one cannot be read
   */
  public List<E> news() throws SQLException {
    List<E> events = new ArrayList<>();
    try (PreparedStatement s =
        db.prepareStatement("SELECT id, kind, body FROM event WHERE id > ? ORDER BY id")) {
      s.setLong(1, last);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          events.add(event(r));
          last = r.getLong(1);
        }
      }
    }
    return events;
  }

  /**
   * Writes those events and what belongs to them; all durable when it returns, or none.
   *
   * @throws SQLException if it cannot be written; {@link #news} tells whether it was
   */
  public void append(List<E> events, SqliteFile.Work besides) throws SQLException {
    long[] next = {last};
    SqliteFile.together(
        db,
        t -> {
          try (PreparedStatement s = db.prepareStatement("INSERT INTO event VALUES (?, ?, ?)")) {
            for (E event : events) {
              s.setLong(1, ++next[0]); // another writer, which must not be, is found so
              s.setString(2, codec.kind(event));
              s.setString(3, new String(codec.write(event), UTF_8));
              s.executeUpdate();
            }
          }
          besides.run(t);
        });
    last = next[0];
  }

  /**
   * Looks at every event, the oldest first.
   *
   * @return how many there are
   * @throws DataException with the first that is missing, cannot be read, or does not fit
   */
  public long check(Each<E> each) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT id, kind, body FROM event ORDER BY id")) {
      long count = 0;
      while (r.next()) {
        count++;
        if (r.getLong(1) != count) {
          throw new DataException("event %d is missing; restore the last backup".formatted(count));
        }
        each.see(event(r), count);
      }
      return count;
    }
  }

  private E event(ResultSet r) throws SQLException {
    try {
      return codec.read(r.getString(2), r.getString(3).getBytes(UTF_8));
    } catch (BadMessage | IllegalArgumentException | ArithmeticException e) {
      throw new DataException(
          "%s is damaged at event %d: %s; restore the last backup"
              .formatted(what, r.getLong(1), e.getMessage()),
          e);
    }
  }
}
