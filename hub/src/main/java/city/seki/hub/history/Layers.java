package city.seki.hub.history;

import city.seki.hub.data.SqliteFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The layers of imports in the history's file. What is in one is there once it is complete. */
public final class Layers {
  /**
   * An import that is there.
   *
   * @param name of its file
   * @param by who did it
   * @param rows that are counted
   * @param known of these, rows that were there before
   */
  public record Import(
      int id,
      String name,
      Instant at,
      String by,
      long rows,
      long known,
      LocalDate first,
      LocalDate last) {}

  private static final String COLUMNS = "id, name, at, by, rows, known, first, last";

  private Layers() {}

  /** Begins one, of which nothing is there yet. */
  static int begin(Connection db, String name, Instant at, String by) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO layer (id, complete, name, at, by)"
                + " SELECT 1 + max(id), 0, ?, ?, ? FROM layer RETURNING id")) {
      s.setString(1, name);
      s.setLong(2, at.toEpochMilli());
      s.setString(3, by);
      try (ResultSet r = s.executeQuery()) {
        r.next();
        return r.getInt(1);
      }
    }
  }

  /** From now on it is there, with all that belongs to it. */
  static void complete(Connection db, Import done) throws SQLException {
    SqliteFile.together(
        db,
        t -> {
          try (PreparedStatement s =
              db.prepareStatement(
                  "UPDATE layer SET complete = 1, rows = ?, known = ?, first = ?, last = ?"
                      + " WHERE id = ?")) {
            s.setLong(1, done.rows());
            s.setLong(2, done.known());
            s.setLong(3, done.first().toEpochDay());
            s.setLong(4, done.last().toEpochDay());
            s.setInt(5, done.id());
            s.executeUpdate();
          }
          uncount(db, done.id());
        });
  }

  /** Its months are to be counted anew. */
  private static void uncount(Connection db, int layer) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement("SELECT DISTINCT day FROM day WHERE layer = ?")) {
      s.setInt(1, layer);
      try (ResultSet r = s.executeQuery();
          PreparedStatement delete = db.prepareStatement("DELETE FROM month WHERE month = ?")) {
        while (r.next()) {
          delete.setInt(1, Days.month(r.getInt(1)));
          delete.executeUpdate();
        }
      }
    }
  }

  /** Takes it away: from the first moment on it is not there any more. */
  static void remove(Connection db, int layer) throws SQLException {
    SqliteFile.together(
        db,
        s -> {
          s.execute("UPDATE layer SET complete = 0 WHERE id = " + layer);
          uncount(db, layer);
        });
    // In parts, so that others can write in between.
    int deleted;
    do {
      try (Statement s = db.createStatement()) {
        deleted =
            s.executeUpdate(
                "DELETE FROM visit WHERE layer = %1$d AND day = (SELECT min(day) FROM visit WHERE layer = %1$d)"
                    .formatted(layer));
      }
    } while (deleted > 0);
    SqliteFile.together(
        db,
        s -> {
          s.execute("DELETE FROM day WHERE layer = " + layer);
          s.execute("DELETE FROM layer WHERE id = " + layer);
        });
  }

  /** Takes away what imports left that did not come to their end; nobody else imports now. */
  static void removeIncomplete(Connection db) throws SQLException {
    List<Integer> left = new ArrayList<>();
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT id FROM layer WHERE complete = 0")) {
      while (r.next()) {
        left.add(r.getInt(1));
      }
    }
    for (int layer : left) {
      remove(db, layer);
    }
  }

  /** Those that are there, the oldest first. */
  static List<Import> list(Connection db) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT " + COLUMNS + " FROM layer WHERE complete = 1 AND id > 0 ORDER BY id")) {
      List<Import> imports = new ArrayList<>();
      while (r.next()) {
        imports.add(
            new Import(
                r.getInt(1),
                r.getString(2),
                Instant.ofEpochMilli(r.getLong(3)),
                r.getString(4),
                r.getLong(5),
                r.getLong(6),
                LocalDate.ofEpochDay(r.getLong(7)),
                LocalDate.ofEpochDay(r.getLong(8))));
      }
      return imports;
    }
  }
}
