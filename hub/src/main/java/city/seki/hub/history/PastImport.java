package city.seki.hub.history;

import city.seki.config.model.City;
import city.seki.hub.data.CsvText;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.roster.LineProblem;
import city.seki.hub.roster.Membership;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings past attendance into the history, beside a hub or without one: all of a file or nothing.
 * Rows go into a layer of their own that is not there before it is complete, so memory does not
 * grow with the file, and an import that is cut off leaves nothing that counts. Confined to one
 * thread.
 */
public final class PastImport implements AutoCloseable {
  private static final int CACHE_KIB = 65_536;

  /** What became of a file. */
  public sealed interface Result {}

  /**
   * It is there.
   *
   * @param twice lines that said the same as another one: counted once
   */
  public record Imported(Layers.Import as, long twice) implements Result {}

  /**
   * Nothing is.
   *
   * @param more problems beyond those
   */
  public record Rejected(List<LineProblem> problems, long more) implements Result {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /** Nothing had to be: all of it was there before. */
  public record Known(long rows) implements Result {}

  /**
   * What a file is checked against.
   *
   * @param persons pseudonyms by staff number, also of those who left
   * @param before the first day that did not lose its persons, null if none did
   * @param pastPlaces whether offices and seats that the city does not have are accepted
   */
  public record Against(
      City city,
      LocalDate today,
      Map<String, String> persons,
      Membership membership,
      @Nullable LocalDate before,
      boolean pastPlaces) {}

  private final Path file;
  private final DirectoryLock lock;
  private final Connection db;
  private final ZoneId zone;

  private PastImport(Path file, DirectoryLock lock, Connection db, ZoneId zone) {
    this.file = file;
    this.lock = lock;
    this.db = db;
    this.zone = zone;
  }

  /**
   * Opens the history for it, and takes away what an import left that was cut off.
   *
   * @throws DataException if another one is under way, or the file cannot be used
   */
  public static PastImport open(DataDirectory data, ZoneId zone) {
    DirectoryLock lock = data.lockImports();
    if (lock == null) {
      throw new DataException(
          "another import of attendance is under way in %s; try again when it has ended"
              .formatted(data.root()));
    }
    return open(data, zone, lock);
  }

  /** Takes away what an import left that was cut off, unless another one is under way. */
  public static void removeCutOff(DataDirectory data, ZoneId zone) {
    DirectoryLock lock = data.lockImports();
    if (lock != null) {
      open(data, zone, lock).close();
    }
  }

  private static PastImport open(DataDirectory data, ZoneId zone, DirectoryLock lock) {
    boolean opened = false;
    try {
      Connection db = HistoryFile.FILE.open(data.history());
      try (Statement s = db.createStatement()) {
        s.execute("PRAGMA busy_timeout = 60000");
        s.execute("PRAGMA cache_size = -" + CACHE_KIB);
        Layers.removeIncomplete(db);
        opened = true;
        return new PastImport(data.history(), lock, db, zone);
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

  /** An {@link SQLException} on its way through code that knows none. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    Failed(SQLException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /**
   * Imports that file.
   *
   * @param by who does it
   * @param progress told how many bytes of the file have been read
   * @param ready told what will be there, just before it is
   * @throws IOException if the file cannot be read
   */
  public Result read(
      Path csv,
      Against against,
      Instant now,
      String by,
      LongConsumer progress,
      Consumer<Layers.Import> ready)
      throws IOException {
    try {
      int layer = Layers.begin(db, String.valueOf(csv.getFileName()), now, by);
      boolean done = false;
      try {
        Result result = read(csv, against, layer, now, by, progress, ready);
        done = result instanceof Imported;
        return result;
      } finally {
        if (!done) {
          Layers.remove(db, layer);
        }
      }
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be written", e);
    } catch (Failed e) {
      throw HistoryFile.FILE.cannot(file, "be written", e.failure);
    }
  }

  private Result read(
      Path csv,
      Against against,
      int layer,
      Instant now,
      String by,
      LongConsumer progress,
      Consumer<Layers.Import> ready)
      throws IOException, SQLException {
    Staging staging = new Staging(db, layer);
    long[] lines = {0};
    PastLines past =
        new PastLines(
            against,
            visit -> {
              lines[0]++;
              try {
                staging.add(visit);
              } catch (SQLException e) {
                throw new Failed(e);
              }
            });
    if (!CsvText.read(csv, past, progress)) {
      return new Rejected(
          List.of(
              new LineProblem(
                  0, "the file is neither UTF-8 nor Shift_JIS: save it as \"CSV UTF-8\"")),
          0);
    }
    if (!past.problems().isEmpty()) {
      return new Rejected(past.problems(), past.more());
    }
    staging.settle(Days.halfDays(db, zone), new Days(db, new Numbers(db), zone));
    if (!staging.problems().isEmpty()) {
      return new Rejected(staging.problems(), 0);
    }
    LocalDate first = staging.first();
    if (first == null || staging.known() == staging.rows()) {
      return new Known(staging.rows());
    }
    Layers.Import as =
        new Layers.Import(
            layer,
            String.valueOf(csv.getFileName()),
            now,
            by,
            staging.rows(),
            staging.known(),
            first,
            staging.last());
    ready.accept(as);
    Layers.complete(db, as);
    return new Imported(as, staging.twice(lines[0]));
  }

  /** The imports that are there, the oldest first. */
  public List<Layers.Import> list() {
    try {
      return Layers.list(db);
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Takes that one away.
   *
   * @param ready told which, just before it is gone
   * @return false if there is none
   */
  public boolean undo(int id, Consumer<Layers.Import> ready) {
    try {
      for (Layers.Import each : Layers.list(db)) {
        if (each.id() == id) {
          ready.accept(each);
          Layers.remove(db, id);
          return true;
        }
      }
      return false;
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be written", e);
    }
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be closed", e);
    } finally {
      lock.close();
    }
  }
}
