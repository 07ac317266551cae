package city.seki.hub.history;

import city.seki.hub.data.DataException;
import city.seki.hub.data.Integrity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/** Looks whether the roll-ups of a history are what its rows say. */
public final class HistoryCheck {
  private HistoryCheck() {}

  /**
   * Counts every day anew, also while a hub runs.
   *
   * @param zone the city's
   * @return how many days there are
   * @throws DataException with the first damage
   */
  public static long check(Path file, ZoneId zone) {
    try (Connection db = HistoryFile.FILE.openToRead(file)) {
      Integrity.check(db);
      Days days = new Days(db, new Numbers(db), zone);
      HalfDays halfDays = Days.halfDays(db, zone);
      long count = 0;
      try (Statement s = db.createStatement();
          ResultSet r =
              s.executeQuery(
                  "SELECT day, layer, sheet FROM day WHERE sheet IS NOT NULL ORDER BY day, layer")) {
        while (r.next()) {
          if (!Arrays.equals(r.getBytes(3), days.sheet(r.getInt(2), r.getInt(1), halfDays))) {
            throw new DataException(
                "the figures of %s are not what its rows say; stop the hub and run seki-hub check --rebuild"
                    .formatted(LocalDate.ofEpochDay(r.getInt(1))));
          }
          count++;
        }
      }
      return count;
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be read", e);
    }
  }
}
