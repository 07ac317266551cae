package city.seki.hub.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Looks whether a database file is damaged. */
public final class Integrity {
  private Integrity() {}

  /**
   * Reads all of it.
   *
   * @throws DataException with the first damage
   */
  public static void check(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    try (Connection db = SqliteFile.connect(file, config)) {
      check(db);
    } catch (SQLException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads all of that database.
   *
   * @throws DataException with the first damage
   */
  public static void check(Connection db) {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("PRAGMA integrity_check(1)")) {
      String found = r.next() ? r.getString(1) : "nothing was found";
      if (!found.equals("ok")) {
        throw damaged(found, null);
      }
    } catch (SQLException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  static DataException damaged(String found, @Nullable SQLException cause) {
    String message = "damaged: " + found.replace('\n', ' ') + "; restore the last backup";
    return cause == null ? new DataException(message) : new DataException(message, cause);
  }
}
