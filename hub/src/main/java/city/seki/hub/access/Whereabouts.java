package city.seki.hub.access;

import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who lets colleagues of the own department see where they sit: nobody who has not said so. It is
 * said of one department and ends with it, also for who comes back. Safe for all threads.
 */
public final class Whereabouts {
  static final String TABLE =
      "CREATE TABLE whereabouts (person TEXT PRIMARY KEY, department TEXT NOT NULL)"
          + " WITHOUT ROWID";

  private final Path file;
  private final Connection db;

  Whereabouts(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /** That person shows the own seat to colleagues of that department from now on. */
  public void show(String person, String department) {
    write("INSERT OR REPLACE INTO whereabouts VALUES (?, ?)", person, department);
  }

  /** And no longer. */
  public void hide(String person) {
    write("DELETE FROM whereabouts WHERE person = ?", person, null);
  }

  private void write(String sql, String person, @Nullable String department) {
    synchronized (db) {
      try (PreparedStatement s = db.prepareStatement(sql)) {
        s.setString(1, person);
        if (department != null) {
          s.setString(2, department);
        }
        s.executeUpdate();
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
  }

  /** Whether that person shows the own seat to colleagues of that department. */
  public boolean isShown(String person, String department) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT 1 FROM whereabouts WHERE person = ? AND department = ?")) {
        s.setString(1, person);
        s.setString(2, department);
        try (ResultSet r = s.executeQuery()) {
          return r.next();
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Who shows the own seat to colleagues of that department, in a fixed order. */
  public List<String> shownTo(String department) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement(
              "SELECT person FROM whereabouts WHERE department = ? ORDER BY person")) {
        s.setString(1, department);
        List<String> shown = new ArrayList<>();
        try (ResultSet r = s.executeQuery()) {
          while (r.next()) {
            shown.add(r.getString(1));
          }
        }
        return shown;
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /**
   * Ends it for whoever is not in the department of which it was said any more.
   *
   * @param departments of everybody in the roster
   */
  public void keep(Map<String, String> departments) {
    synchronized (db) {
      try {
        List<String> gone = new ArrayList<>();
        try (PreparedStatement s =
                db.prepareStatement("SELECT person, department FROM whereabouts");
            ResultSet r = s.executeQuery()) {
          while (r.next()) {
            if (!r.getString(2).equals(departments.get(r.getString(1)))) {
              gone.add(r.getString(1));
            }
          }
        }
        SqliteFile.together(
            db,
            statement -> {
              try (PreparedStatement s =
                  db.prepareStatement("DELETE FROM whereabouts WHERE person = ?")) {
                for (String person : gone) {
                  s.setString(1, person);
                  s.executeUpdate();
                }
              }
            });
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
  }
}
