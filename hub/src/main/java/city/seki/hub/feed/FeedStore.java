package city.seki.hub.feed;

import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the statistics system was told of each day, and what it has not confirmed yet, on the disk.
 * Safe for all threads.
 */
public final class FeedStore implements AutoCloseable {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the feed",
          0x53656b66, // "Sekf"
          1,
          List.of(
              "CREATE TABLE self (hub TEXT NOT NULL, files INTEGER NOT NULL)",
              "CREATE TABLE day (day TEXT PRIMARY KEY, revision INTEGER NOT NULL,"
                  + " document TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
              "CREATE INDEX owed ON day (day) WHERE told < revision"));

  private static final int NAME_BYTES = 10;

  private final Path file;
  private final Connection db;
  private final String hub;

  private FeedStore(Path file, Connection db, String hub) {
    this.file = file;
    this.db = db;
    this.hub = hub;
  }

  /**
   * Opens it; a new one gives the hub a name that no other has.
   *
   * @throws DataException if it cannot be used
   */
  public static FeedStore open(Path file, RandomGenerator random) {
    Connection db = FILE.open(file);
    try {
      byte[] name = new byte[NAME_BYTES];
      random.nextBytes(name);
      SqliteFile.together(
          db,
          s ->
              s.execute(
                  "INSERT INTO self SELECT '"
                      + HexFormat.of().formatHex(name)
                      + "', 0 WHERE NOT EXISTS (SELECT 1 FROM self)"));
      try (PreparedStatement s = db.prepareStatement("SELECT hub FROM self");
          ResultSet r = s.executeQuery()) {
        return new FeedStore(file, db, r.getString("hub"));
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** By which the receiver tells hubs apart. */
  public String hub() {
    return hub;
  }

  /**
   * Notes a day's figures; the same again change nothing.
   *
   * @return whether they are new or others than before
   */
  public synchronized boolean note(DayFigures figures) {
    String document = new String(figures.document(), StandardCharsets.UTF_8);
    if (figures.isEmpty() && !isKnown(figures.day())) {
      return false; // nobody has to be told of a day on which nobody came
    }
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO day (day, revision, document) VALUES (?, 1, ?) ON CONFLICT (day) DO UPDATE"
                + " SET revision = revision + 1, document = excluded.document"
                + " WHERE document <> excluded.document")) {
      s.setString(1, figures.day().toString());
      s.setString(2, document);
      return s.executeUpdate() > 0;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  private boolean isKnown(LocalDate day) {
    return !list("WHERE day = '" + day + "'").isEmpty();
  }

  /** What was not confirmed yet, the oldest day first. */
  public synchronized List<Outgoing> owed() {
    return list("WHERE told < revision ORDER BY day");
  }

  /** Every day from that one on as it is known last, the oldest first. */
  public synchronized List<Outgoing> since(LocalDate first) {
    return list("WHERE day >= '" + first + "' ORDER BY day");
  }

  private List<Outgoing> list(String which) {
    List<Outgoing> list = new ArrayList<>();
    try (PreparedStatement s =
            db.prepareStatement("SELECT day, revision, document FROM day " + which);
        ResultSet r = s.executeQuery()) {
      while (r.next()) {
        list.add(
            new Outgoing(
                LocalDate.parse(r.getString("day")),
                r.getLong("revision"),
                r.getString("document")));
      }
      return list;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** The receiver has that revision; later ones are owed still. */
  public synchronized void told(Outgoing what) {
    try (PreparedStatement s =
        db.prepareStatement("UPDATE day SET told = max(told, ?) WHERE day = ?")) {
      s.setLong(1, what.revision());
      s.setString(2, what.day().toString());
      int _ = s.executeUpdate();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  /** The number of the next one-way file: one more each time, so that a lost file is noticed. */
  public synchronized long nextFile() {
    try {
      SqliteFile.together(db, s -> s.execute("UPDATE self SET files = files + 1"));
      try (PreparedStatement s = db.prepareStatement("SELECT files FROM self");
          ResultSet r = s.executeQuery()) {
        return r.getLong("files");
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
