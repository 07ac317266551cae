package city.seki.hub.opinion;

import city.seki.config.model.Slot;
import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said of each office and zone on each half-day, as counts: no person, no seat, no time,
 * and no order in which it was said. Safe for all threads.
 */
public final class OpinionStore implements AutoCloseable {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the opinions",
          0x53656b75, // "Seku"
          1,
          List.of(
              "CREATE TABLE said (day TEXT NOT NULL, office TEXT NOT NULL, zone TEXT NOT NULL,"
                  + " half TEXT NOT NULL, rating TEXT NOT NULL, cause TEXT NOT NULL,"
                  + " n INTEGER NOT NULL, PRIMARY KEY (day, office, zone, half, rating, cause))"
                  + " WITHOUT ROWID"));

  private static final String NO_CAUSE = "";

  /**
   * How often that was said.
   *
   * @param cause null where none was told
   */
  public record Said(
      LocalDate day,
      String office,
      String zone,
      Slot half,
      Rating rating,
      @Nullable Cause cause,
      long n) {}

  private final Path file;
  private final Connection db;

  private OpinionStore(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Opens it, made if it is not there.
   *
   * @throws DataException if it cannot be used
   */
  public static OpinionStore open(Path file) {
    return new OpinionStore(file, FILE.open(file));
  }

  /**
   * Counts one more.
   *
   * @throws DataException if the file cannot be written
   */
  public synchronized void add(Use use, Rating rating, @Nullable Cause cause) {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO said (day, office, zone, half, rating, cause, n)"
                + " VALUES (?, ?, ?, ?, ?, ?, 1)"
                + " ON CONFLICT (day, office, zone, half, rating, cause) DO UPDATE SET n = n + 1")) {
      s.setString(1, use.day().toString());
      s.setString(2, use.seat().office());
      s.setString(3, use.zone());
      s.setString(4, use.half().word());
      s.setString(5, rating.word());
      s.setString(6, cause == null ? NO_CAUSE : cause.word());
      s.executeUpdate();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  /**
   * What was said on those days, both included.
   *
   * @throws DataException if the file cannot be read
   */
  public synchronized List<Said> between(LocalDate from, LocalDate to) {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT day, office, zone, half, rating, cause, n FROM said WHERE day BETWEEN ? AND ?"
                + " ORDER BY day, office, zone, half, rating, cause")) {
      s.setString(1, from.toString());
      s.setString(2, to.toString());
      List<Said> said = new ArrayList<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          String cause = r.getString(6);
          said.add(
              new Said(
                  LocalDate.parse(r.getString(1)),
                  r.getString(2),
                  r.getString(3),
                  Slot.of(r.getString(4)),
                  Rating.of(r.getString(5)),
                  cause.equals(NO_CAUSE) ? null : Cause.of(cause),
                  r.getLong(7)));
        }
      }
      return said;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
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
