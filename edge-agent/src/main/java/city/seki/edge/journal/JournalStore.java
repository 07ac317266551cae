package city.seki.edge.journal;

import city.seki.edge.journal.Entry.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The taps of one open database. A tap's key is its run and its number in one whole number, so that
 * a new one always goes to the last page: one page and one sync a tap.
 */
final class JournalStore implements AutoCloseable {
  /** Bits of a key that hold the number within the run. */
  private static final int SEQ_BITS = 32;

  private static final long SEQ_MASK = (1L << SEQ_BITS) - 1;

  private static final String OWED =
      "SELECT id, boot, payload FROM tap LEFT JOIN run ON run = id >> 32 WHERE id > ?"
          + " ORDER BY id LIMIT ?";

  private static final String LATEST =
      "SELECT id, boot, payload FROM tap LEFT JOIN run ON run = id >> 32 ORDER BY id DESC LIMIT ?";

  private final Connection db;
  private final @Nullable Connection keeper;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement select;
  private final PreparedStatement find;
  private final PreparedStatement delete;
  private final PreparedStatement pages;
  private final PreparedStatement freePages;
  private final long maxPages;
  private final long run;

  /**
   * @param keeper a reader that is closed last: where it is, the write-ahead log stays in place
   */
  JournalStore(Connection db, @Nullable Connection keeper, long run) throws SQLException {
    this.db = db;
    this.keeper = keeper;
    this.run = run;
    insert = db.prepareStatement("INSERT OR REPLACE INTO tap(id, payload) VALUES(?, ?)");
    update = db.prepareStatement("UPDATE tap SET payload = ? WHERE id = ?");
    select = db.prepareStatement(OWED);
    find =
        db.prepareStatement(
            "SELECT run << 32 | ?, length(payload) FROM run JOIN tap ON id = run << 32 | ?"
                + " WHERE boot = ?");
    delete = db.prepareStatement("DELETE FROM tap WHERE id = ?");
    pages = db.prepareStatement("PRAGMA page_count");
    freePages = db.prepareStatement("PRAGMA freelist_count");
    try (Statement sql = db.createStatement()) {
      maxPages = JournalFile.number(sql, "PRAGMA max_page_count");
    }
  }

  Connection connection() {
    return db;
  }

  long run() {
    return run;
  }

  static long key(long run, long seq) {
    return run << SEQ_BITS | seq;
  }

  static Place place(long key) {
    return new Place(key >> SEQ_BITS, key & SEQ_MASK);
  }

  /** Pages that may still be written to. */
  long room() throws SQLException {
    return maxPages - number(pages) + number(freePages);
  }

  private static long number(PreparedStatement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  void append(long seq, byte[] payload) throws SQLException {
    insert.setLong(1, key(run, seq));
    insert.setBytes(2, payload);
    insert.executeUpdate();
  }

  /** Whether there was one to be replaced. */
  boolean amend(long seq, byte[] payload) throws SQLException {
    update.setBytes(1, payload);
    update.setLong(2, key(run, seq));
    return update.executeUpdate() > 0;
  }

  List<Entry> owed(Place after, int most) throws SQLException {
    select.setLong(1, key(after.run(), after.seq()));
    select.setInt(2, most);
    return entries(select);
  }

  List<Entry> latest(int most) throws SQLException {
    return latest(db, most);
  }

  static List<Entry> latest(Connection db, int most) throws SQLException {
    try (PreparedStatement last =
        db.prepareStatement("SELECT * FROM (" + LATEST + ") ORDER BY 1")) {
      last.setInt(1, most);
      return entries(last);
    }
  }

  /** The tap that is delivered first. */
  static @Nullable Entry oldest(Connection db) throws SQLException {
    try (PreparedStatement first = db.prepareStatement(OWED)) {
      first.setLong(1, 0);
      first.setInt(2, 1);
      List<Entry> found = entries(first);
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  private static List<Entry> entries(PreparedStatement sql) throws SQLException {
    List<Entry> found = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery()) {
      while (rows.next()) {
        String boot = rows.getString(2);
        byte[] payload = rows.getBytes(3);
        found.add(new Entry(place(rows.getLong(1)), boot == null ? "?" : boot, payload));
      }
    }
    return found;
  }

  /** Bytes of that message, null if it is not owed. */
  @Nullable Long size(String boot, long seq) throws SQLException {
    Long[] found = found(boot, seq);
    return found == null ? null : found[1];
  }

  private Long @Nullable [] found(String boot, long seq) throws SQLException {
    find.setLong(1, seq);
    find.setLong(2, seq);
    find.setString(3, boot);
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? new Long[] {row.getLong(1), row.getLong(2)} : null;
    }
  }

  /**
   * Forgets a tap, without waiting for the disk: a settling that a power cut takes back is only a
   * tap told once more, and the next tap's sync takes it along.
   *
   * @return bytes of its message, null if it is not owed
   */
  @Nullable Long settle(String boot, long seq) throws SQLException {
    Long[] found = found(boot, seq);
    if (found == null) {
      return null;
    }
    try (Statement sql = db.createStatement()) {
      sql.execute("PRAGMA synchronous=NORMAL");
      try {
        delete.setLong(1, found[0]);
        delete.executeUpdate();
      } finally {
        sql.execute("PRAGMA synchronous=FULL");
      }
    }
    return found[1];
  }

  @Override
  public void close() throws SQLException {
    try (keeper) {
      db.close();
    }
  }
}
