package city.seki.hub.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the figures that are kept in a ledger, and what stands for all that was written anew. */
final class FigureRows {
  private FigureRows() {}

  /** By period, office and department. */
  static List<Figure> read(Connection db) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT first, last, office, department, persons, person_days FROM figure"
                    + " ORDER BY first, last, office, department")) {
      List<Figure> figures = new ArrayList<>();
      while (r.next()) {
        figures.add(
            new Figure(
                LocalDate.parse(r.getString(1)),
                LocalDate.parse(r.getString(2)),
                r.getString(3),
                r.getString(4),
                r.getLong(5),
                r.getLong(6)));
      }
      return figures;
    }
  }

  /**
   * SHA-256 over the parts that were written anew, the day and the figures, each field with its
   * length before it: no two ledgers look alike.
   */
  static String anchor(Connection db) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT last, hex(was), hex(now), '', '', '' FROM (SELECT * FROM segment ORDER BY last)"
                    + " UNION ALL SELECT before, '', '', '', '', '' FROM retention"
                    + " UNION ALL SELECT * FROM (SELECT first, last, office, department, persons,"
                    + " person_days FROM figure ORDER BY first, last, office, department)")) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      while (r.next()) {
        for (int column = 1; column <= 6; column++) {
          byte[] field = r.getString(column).getBytes(UTF_8);
          sha.update((field.length + ":").getBytes(UTF_8));
          sha.update(field);
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
