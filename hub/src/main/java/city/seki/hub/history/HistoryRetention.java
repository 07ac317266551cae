package city.seki.hub.history;

import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.data.SqliteFile;
import city.seki.hub.ledger.Figure;
import city.seki.hub.ledger.LedgerReading;
import city.seki.hub.roster.Membership;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history's part in forgetting: visits of days that are old lose their persons, those of
 * imports and those that came from the ledger, by the same names. The key of the names is in the
 * file from before the ledger is written anew until all is done, so that what was cut off is
 * brought to its end by the next run. Under the directory's lock, with a history that is up to
 * date. Confined to one thread.
 */
public final class HistoryRetention implements AutoCloseable {
  private final DataDirectory data;
  private final ZoneId zone;
  private final DirectoryLock lock;
  private final Connection db;

  private HistoryRetention(DataDirectory data, ZoneId zone, DirectoryLock lock, Connection db) {
    this.data = data;
    this.zone = zone;
    this.lock = lock;
    this.db = db;
  }

  /**
   * Opens it; null if there is no history.
   *
   * @param zone the city's
   * @throws DataException if an import is under way
   */
  public static @Nullable HistoryRetention open(DataDirectory data, ZoneId zone) {
    if (Files.notExists(data.history())) {
      return null;
    }
    DirectoryLock lock = data.lockImports();
    if (lock == null) {
      throw new DataException("an import of attendance is under way; try again when it has ended");
    }
    boolean opened = false;
    try {
      Connection db = HistoryFile.FILE.open(data.history());
      try (Statement s = db.createStatement()) {
        s.execute("PRAGMA secure_delete = ON");
        Layers.removeIncomplete(db);
        opened = true;
        return new HistoryRetention(data, zone, lock, db);
      } finally {
        if (!opened) {
          db.close();
        }
      }
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(data.history(), "be opened", e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T doing(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(data.history(), "be written", e);
    }
  }

  /** The first day of what was imported, null if nothing was. */
  public @Nullable LocalDate first() {
    long day =
        doing(
            () -> {
              try (Statement s = db.createStatement();
                  ResultSet r =
                      s.executeQuery("SELECT coalesce(min(day), -1) FROM day WHERE layer > 0")) {
                return r.next() ? r.getLong(1) : -1L;
              }
            });
    return day < 0 ? null : LocalDate.ofEpochDay(day);
  }

  /** Whether a run was cut off before all of it was done. */
  public boolean isPending() {
    return doing(() -> kept().isPresent());
  }

  /** Who is named in what was imported of that day and later. */
  public Set<String> named(LocalDate from) {
    return doing(
        () -> {
          Set<String> names = new HashSet<>();
          Numbers numbers = new Numbers(db);
          try (PreparedStatement s =
              db.prepareStatement(
                  "SELECT DISTINCT person FROM visit WHERE layer > 0 AND day >= ?"
                      + " AND person < "
                      + Numbers.NAMELESS)) {
            s.setLong(1, from.toEpochDay());
            try (ResultSet r = s.executeQuery()) {
              while (r.next()) {
                names.add(numbers.personName(r.getLong(1)));
              }
            }
          }
          return names;
        });
  }

  /** Of that time, in all, by office, by department and by both; only where somebody came. */
  public List<Figure> figures(LocalDate first, LocalDate last) {
    History history = new History(data.history(), data.ledger(), zone, () -> Membership.NONE);
    Attendance.Counted all = history.count(Scope.of(first, last));
    List<Figure> figures = new ArrayList<>();
    if (all.total().personDays() > 0) {
      figures.add(figure(first, last, Figure.ALL, Figure.ALL, all.total()));
    }
    all.departments().forEach((d, came) -> figures.add(figure(first, last, Figure.ALL, d, came)));
    all.offices()
        .forEach(
            (office, came) -> {
              figures.add(figure(first, last, office, Figure.ALL, came));
              history
                  .count(new Scope(first, last, Set.of(office), Set.of()))
                  .departments()
                  .forEach((d, both) -> figures.add(figure(first, last, office, d, both)));
            });
    return figures;
  }

  private static Figure figure(
      LocalDate first, LocalDate last, String office, String department, Attended came) {
    return new Figure(first, last, office, department, came.persons(), came.personDays());
  }

  /** Names for this run, or for the one that was cut off. */
  public DayNaming naming(SecureRandom random) {
    return doing(
        () -> {
          Optional<DayNaming> kept = kept();
          if (kept.isPresent()) {
            return kept.get();
          }
          DayNaming fresh = DayNaming.random(random);
          try (PreparedStatement s =
              db.prepareStatement("INSERT INTO forgetting (one, key) VALUES (1, ?)")) {
            s.setBytes(1, fresh.key());
            s.executeUpdate();
          }
          return fresh;
        });
  }

  private Optional<DayNaming> kept() throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT key FROM forgetting")) {
      return r.next() ? Optional.of(new DayNaming(r.getBytes(1))) : Optional.empty();
    }
  }

  /**
   * Brings to its end what {@link #naming(SecureRandom)} began, now that the ledger has forgotten.
   *
   * @param before the first day that is not old
   * @return how many imported rows lost their person
   */
  public long forget(LocalDate before) {
    return doing(
        () -> {
          Optional<DayNaming> naming = kept();
          long rows = 0;
          if (naming.isPresent()) {
            for (int day : days(before)) {
              long[] changed = {0};
              SqliteFile.together(db, s -> changed[0] = forget(day, naming.get()));
              rows += changed[0];
            }
          }
          SqliteFile.together(
              db,
              s -> {
                s.execute("DELETE FROM person WHERE n NOT IN (SELECT person FROM visit)");
                s.execute("DELETE FROM forgetting");
                mark(s);
              });
          SqliteFile.sweep(db);
          return rows;
        });
  }

  private List<Integer> days(LocalDate before) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement("SELECT DISTINCT day FROM day WHERE day < ? ORDER BY day")) {
      s.setLong(1, before.toEpochDay());
      try (ResultSet r = s.executeQuery()) {
        List<Integer> days = new ArrayList<>();
        while (r.next()) {
          days.add(r.getInt(1));
        }
        return days;
      }
    }
  }

  private record Row(int layer, int seat, long start, long person) {}

  private long forget(int day, DayNaming naming) throws SQLException {
    Numbers numbers = new Numbers(db);
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT layer, seat, start, person FROM layer"
                + " CROSS JOIN visit ON visit.layer = layer.id WHERE day = ? AND person < "
                + Numbers.NAMELESS)) {
      s.setInt(1, day);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          rows.add(new Row(r.getInt(1), r.getInt(2), r.getLong(3), r.getLong(4)));
        }
      }
    }
    long imported = 0;
    LocalDate date = LocalDate.ofEpochDay(day);
    try (PreparedStatement s =
        db.prepareStatement(
            "UPDATE visit SET person = ? WHERE layer = ? AND day = ? AND seat = ? AND start = ?"
                + " AND person = ?")) {
      for (Row row : rows) {
        s.setLong(1, numbers.person(naming.name(numbers.personName(row.person()), date)));
        s.setInt(2, row.layer());
        s.setInt(3, day);
        s.setInt(4, row.seat());
        s.setLong(5, row.start());
        s.setLong(6, row.person());
        s.executeUpdate();
        imported += row.layer() == HistoryFile.LEDGER ? 0 : 1;
      }
    }
    if (!rows.isEmpty()) {
      Days days = new Days(db, numbers, zone);
      for (int layer : rows.stream().map(Row::layer).distinct().toList()) {
        days.changed(layer, day);
      }
    }
    return imported;
  }

  /** The rows are what the ledger says now: nothing is to be taken in anew. */
  private void mark(Statement s) throws SQLException {
    if (Files.notExists(data.ledger())) {
      return;
    }
    try (LedgerReading ledger = LedgerReading.open(data.ledger());
        ResultSet r = s.executeQuery("SELECT event FROM watermark")) {
      if (!r.next()) {
        return;
      }
      LedgerReading.Place place = ledger.at(r.getLong(1));
      if (place != null) {
        try (PreparedStatement update =
            db.prepareStatement("UPDATE watermark SET hash = ?, rewritten = ?")) {
          update.setString(1, place.hash());
          update.setString(2, place.rewritten());
          update.executeUpdate();
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(data.history(), "be closed", e);
    } finally {
      lock.close();
    }
  }
}
