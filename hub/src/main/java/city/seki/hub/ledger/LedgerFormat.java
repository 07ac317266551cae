package city.seki.hub.ledger;

import city.seki.hub.data.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The tables of the ledger, and how a file of an earlier Seki becomes one of this.
 *
 * <ul>
 *   <li>{@code event(id, kind, body, hash)}: what happened, numbered from 1 without a gap, JSON in
 *       {@code body}; {@code hash} at the last event of each commit, see {@link EventChain}
 *   <li>{@code run(id, unit, boot)}, {@code tap(run, seq, event)}: which event answers a tap, whole
 *       up to the event in {@code mark}, see {@link TapIndex}; made anew from the events at any
 *       time
 *   <li>{@code segment(last, was, now)}: parts that were written anew when their persons were
 *       forgotten, see {@link Segments}; {@code figure}: how many different persons came in a
 *       period that is forgotten, an empty office or department standing for all; {@code
 *       retention}: the first day that is not forgotten, and whether no page holds anything that is
 * </ul>
 */
final class LedgerFormat {
  private static final int VERSION = 3;

  /** Events that one hash stands for where there were no commits to see any more. */
  private static final int SEALED_TOGETHER = 1_000;

  private static final int TOLD_EVERY = 500_000;

  private static final List<String> INDEX =
      List.of(
          "CREATE TABLE run (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, boot TEXT NOT NULL,"
              + " UNIQUE (unit, boot))",
          "CREATE TABLE tap (run INTEGER NOT NULL REFERENCES run, seq INTEGER NOT NULL,"
              + " event INTEGER NOT NULL, PRIMARY KEY (run, seq)) WITHOUT ROWID",
          "CREATE TABLE mark (name TEXT PRIMARY KEY, event INTEGER NOT NULL) WITHOUT ROWID",
          "INSERT INTO mark (name, event) VALUES ('tap', 0)");

  private static final String EVENTS =
      "CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL,"
          + " hash BLOB)";

  private static final List<String> RETENTION =
      List.of(
          "CREATE TABLE segment (last INTEGER PRIMARY KEY, was BLOB NOT NULL, now BLOB NOT NULL)",
          "CREATE TABLE figure (first TEXT NOT NULL, last TEXT NOT NULL, office TEXT NOT NULL,"
              + " department TEXT NOT NULL, persons INTEGER NOT NULL, person_days INTEGER NOT NULL,"
              + " PRIMARY KEY (first, last, office, department)) WITHOUT ROWID",
          "CREATE TABLE retention (one INTEGER PRIMARY KEY CHECK (one = 1), before TEXT NOT NULL,"
              + " swept INTEGER NOT NULL)");

  static final SqliteFile FILE =
      new SqliteFile(
          "the ledger",
          0x53656b4c, // "SekL"
          VERSION,
          Stream.of(List.of(EVENTS), INDEX, RETENTION).flatMap(List::stream).toList(),
          Map.of(1, LedgerFormat::from1, 2, LedgerFormat::from2));

  private LedgerFormat() {}

  /** An index that knows no tap; its mark stands before the first event. */
  static void emptyIndex(Statement s) throws SQLException {
    for (String table : List.of("tap", "run", "mark")) {
      s.execute("DROP TABLE IF EXISTS " + table);
    }
    for (String table : INDEX) {
      s.execute(table);
    }
  }

  /** Format 2 knew no part that was written anew. */
  private static void from2(Statement s, Consumer<String> notice) throws SQLException {
    for (String table : RETENTION) {
      s.execute(table);
    }
  }

  /**
   * Format 1 had no chain, and an index of its own. The chain is made over what is there; the index
   * fills itself, for its mark stands before the first event.
   */
  private static void from1(Statement s, Consumer<String> notice) throws SQLException {
    s.execute("ALTER TABLE event ADD COLUMN hash BLOB");
    emptyIndex(s);
    Map<Long, byte[]> hashes = new TreeMap<>();
    EventChain chain = new EventChain();
    long last = 0;
    int open = 0;
    try (ResultSet r = s.executeQuery("SELECT id, kind, body FROM event ORDER BY id")) {
      while (r.next()) {
        last = r.getLong(1);
        chain.add(last, r.getString(2), r.getBytes(3));
        open++;
        if (open == SEALED_TOGETHER) {
          hashes.put(last, chain.seal());
          open = 0;
        }
        if (last % TOLD_EVERY == 0) {
          notice.accept("the ledger is brought forward: %d events done".formatted(last));
        }
      }
    }
    if (open > 0) {
      hashes.put(last, chain.seal());
    }
    try (PreparedStatement seal =
        s.getConnection().prepareStatement("UPDATE event SET hash = ? WHERE id = ?")) {
      for (Map.Entry<Long, byte[]> hash : hashes.entrySet()) {
        seal.setBytes(1, hash.getValue());
        seal.setLong(2, hash.getKey());
        seal.executeUpdate();
      }
    }
  }
}
