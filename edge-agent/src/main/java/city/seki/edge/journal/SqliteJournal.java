package city.seki.edge.journal;

import city.seki.edge.clock.Mark;
import city.seki.edge.clock.Past;
import city.seki.edge.journal.Entry.Place;
import city.seki.edge.journal.JournalFault.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unit's outbox: every tap that the hub has not answered, in the order in which they happened.
 *
 * <p>GOALS, in this order: a tap for which {@link #append} returned survives kill -9 and a power
 * cut; nothing is ever dropped to make room, a full journal is a {@link JournalFault} for all to
 * see; no disk needs a person: what failed is opened anew at the next call, what is damaged is set
 * aside; few writes for the card in the Pi (one page and one sync a tap, none to settle it).
 *
 * <p>An entry goes only when the hub's own answer came: a broker that has confirmed a message may
 * still lose it. Confined to one thread.
 */
public final class SqliteJournal implements Journal, ClockBook, AutoCloseable {
  /** The newest format that this version understands, and to which it brings all older ones. */
  public static final int FORMAT = JournalFile.FORMAT;

  /** Bytes of all its files: about 60,000 taps with their answers. */
  public static final long LIMIT_BYTES = Bounds.UNIT.limitBytes();

  /** Pages that no new tap may take: an owed one must not lose its answer for want of room. */
  private static final int KEPT_PAGES = 32;

  private final Path folder;
  private final Path file;
  private final Origin origin;
  private final Bounds bounds;
  private @Nullable JournalLock lock;
  private @Nullable JournalStore store;
  private long count;
  private long bytes;
  private int rescued = -1;

  /** Whether the whole file has been checked: reading it all takes too long for every failure. */
  private boolean sound;

  private SqliteJournal(Path folder, Origin origin, Bounds bounds) {
    this.folder = folder;
    this.file = folder.resolve(JournalFile.NAME);
    this.origin = origin;
    this.bounds = bounds;
  }

  /**
   * Opens the journal in that folder, makes it where there is none, and begins a new run.
   *
   * @throws JournalFault if it cannot be used; no tap in it was changed then
   */
  public static SqliteJournal open(Path folder, Origin origin, Bounds bounds) throws JournalFault {
    SqliteJournal journal = new SqliteJournal(folder, origin, bounds);
    try {
      var _ = journal.store();
      return journal;
    } catch (JournalFault e) {
      journal.close();
      throw e;
    }
  }

  /** The same without a reserve, for a run of which only the name is known. */
  public static SqliteJournal open(Path folder, String boot, long limitBytes) throws JournalFault {
    return open(folder, Origin.of(boot), new Bounds(limitBytes, 0));
  }

  /**
   * The same, but a disk that fails or is full or read-only at the moment is told by the calls of
   * the journal only: each tries again.
   *
   * @throws JournalFault for what does not pass by itself, as another agent on the same folder
   */
  public static SqliteJournal openNowOrLater(Path folder, Origin origin, Bounds bounds)
      throws JournalFault {
    SqliteJournal journal = new SqliteJournal(folder, origin, bounds);
    try {
      var _ = journal.store();
    } catch (JournalFault e) {
      if (!passes(e.reason())) {
        journal.close();
        throw e;
      }
    }
    return journal;
  }

  private static boolean passes(Cause cause) {
    return switch (cause) {
      case FULL, DISK, UNWRITABLE -> true;
      case IN_USE, FOREIGN, NEWER, DAMAGED -> false;
    };
  }

  /** The open database; opens it where it is not, or had to be given up. */
  private JournalStore store() throws JournalFault {
    JournalStore open = store;
    if (open != null) {
      return open;
    }
    if (lock == null) {
      lock = JournalLock.take(folder);
    }
    try {
      open = opened();
    } catch (JournalFault e) {
      if (e.reason() != Cause.DAMAGED) {
        throw e;
      }
      open = openedAnew();
    }
    store = open;
    return open;
  }

  private JournalStore opened() throws JournalFault {
    JournalStore open = begun(JournalFile.openToWrite(file, bounds, !sound));
    sound = true;
    return open;
  }

  private JournalStore openedAnew() throws JournalFault {
    try {
      Path damaged = DamagedJournal.setAside(file);
      Connection db = JournalFile.openToWrite(file, bounds, true);
      rescued = DamagedJournal.rescue(damaged, db);
      return begun(db);
    } catch (IOException e) {
      throw JournalFile.unwritable(file, e);
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
  }

  private JournalStore begun(Connection db) throws JournalFault {
    Connection keeper = null;
    try (Statement sql = db.createStatement()) {
      long run = JournalClock.beginRun(db, origin);
      count = JournalFile.number(sql, "SELECT count(*) FROM tap");
      bytes = JournalFile.number(sql, "SELECT sum(length(payload)) FROM tap");
      keeper = bounds.reserveBytes() > 0 ? JournalFile.openToRead(file) : null;
      return new JournalStore(db, keeper, run);
    } catch (SQLException e) {
      JournalFile.closeQuietly(db);
      JournalFile.closeQuietly(keeper);
      throw JournalFile.fault(file, e);
    }
  }

  /** What is done with the open database. */
  private interface Work<T> {
    T with(JournalStore store) throws SQLException, JournalFault;
  }

  private <T> T work(Work<T> work) throws JournalFault {
    JournalStore open = store();
    try {
      return work.with(open);
    } catch (SQLException e) {
      JournalFault fault = JournalFile.fault(file, e);
      // The driver gives up a statement that has failed, and the disk may be another one by the
      // next call: nothing of this connection is relied on.
      store = null;
      sound = fault.reason() != Cause.DAMAGED;
      closeQuietly(open);
      throw fault;
    }
  }

  @Override
  public Entry append(long seq, byte[] payload) throws JournalFault {
    return work(
        open -> {
          if (open.room() < KEPT_PAGES) {
            throw new JournalFault(
                Cause.FULL,
                "%s holds %d taps, its limit of %d bytes is reached: bring the hub back in reach"
                    .formatted(file, count, bounds.limitBytes()));
          }
          Long before = open.size(origin.boot(), seq);
          open.append(seq, payload);
          count += before == null ? 1 : 0;
          bytes += payload.length - (before == null ? 0 : before);
          return new Entry(new Place(open.run(), seq), origin.boot(), payload);
        });
  }

  @Override
  public @Nullable Entry amend(long seq, byte[] payload) throws JournalFault {
    List<Entry> amended =
        work(
            open -> {
              Long before = open.size(origin.boot(), seq);
              if (before == null || !open.amend(seq, payload)) {
                return List.of();
              }
              bytes += payload.length - before;
              return List.of(new Entry(new Place(open.run(), seq), origin.boot(), payload));
            });
    return amended.isEmpty() ? null : amended.getFirst();
  }

  @Override
  public List<Entry> owed(Place after, int most) throws JournalFault {
    return work(open -> open.owed(after, most));
  }

  /**
   * What was noted last and is owed, in order of run and seq.
   *
   * @param most how many at most
   */
  public List<Entry> latest(int most) throws JournalFault {
    return work(open -> open.latest(most));
  }

  @Override
  public boolean settle(String boot, long seq) throws JournalFault {
    return work(
        open -> {
          Long size = open.settle(boot, seq);
          if (size == null) {
            return false;
          }
          count--;
          bytes -= size;
          return true;
        });
  }

  @Override
  public void mark(Mark mark) throws JournalFault {
    work(
        open -> {
          JournalClock.mark(open.connection(), open.run(), mark);
          return mark;
        });
  }

  @Override
  public void keep(long monoMs) throws JournalFault {
    work(
        open -> {
          JournalClock.keep(open.connection(), open.run(), monoMs);
          return monoMs;
        });
  }

  @Override
  public long count() {
    return count;
  }

  /** What is known of the time, of this run and of those before; nothing while the disk fails. */
  public Past past() {
    try {
      return work(open -> JournalClock.past(open.connection()));
    } catch (JournalFault e) {
      // Told by every call that has to write.
      return Past.none(origin.boot(), origin.baseMs());
    }
  }

  /** How many taps were taken over from a damaged journal; -1 if it was not damaged. */
  public int rescued() {
    return rescued;
  }

  /** What is owed at this moment. */
  public Backlog backlog() throws JournalFault {
    List<Entry> oldest = owed(Place.START, 1);
    return new Backlog(count, bytes, oldest.isEmpty() ? null : oldest.getFirst());
  }

  /** Bytes of database and write-ahead log. */
  public static long fileBytes(Path folder) throws IOException {
    long sum = 0;
    for (String name : List.of(JournalFile.NAME, JournalFile.NAME + "-wal")) {
      Path part = folder.resolve(name);
      sum += Files.exists(part) ? Files.size(part) : 0;
    }
    return sum;
  }

  /**
   * What is owed in the journal of that folder, also while an agent has it open.
   *
   * @throws JournalFault if there is none or it cannot be read
   */
  public static Backlog read(Path folder) throws JournalFault {
    return report(folder).backlog();
  }

  /**
   * What was noted last in the journal of that folder and is owed, also while an agent has it open.
   *
   * @param most how many at most
   * @throws JournalFault if there is none or it cannot be read
   */
  public static List<Entry> latest(Path folder, int most) throws JournalFault {
    Path file = folder.resolve(JournalFile.NAME);
    try (Connection db = JournalFile.openToRead(file)) {
      return JournalStore.latest(db, most);
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
  }

  /** The same with all that can be told of it. */
  public static Report report(Path folder) throws JournalFault {
    Path file = folder.resolve(JournalFile.NAME);
    try (Connection db = JournalFile.openToRead(file);
        Statement sql = db.createStatement()) {
      Backlog backlog =
          new Backlog(
              JournalFile.number(sql, "SELECT count(*) FROM tap"),
              JournalFile.number(sql, "SELECT sum(length(payload)) FROM tap"),
              JournalStore.oldest(db));
      return new Report(
          backlog, fileBytes(folder), JournalClock.past(db), DamagedJournal.count(folder));
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    } catch (IOException e) {
      throw JournalFile.unwritable(file, e);
    }
  }

  /** Lets go of the files; what is owed stays in them. */
  @Override
  public void close() {
    // Everything that counts was synced when it was written: a failing close loses nothing.
    closeQuietly(store);
    if (lock != null) {
      lock.close();
    }
    store = null;
    lock = null;
  }

  private static void closeQuietly(@Nullable JournalStore open) {
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It is given up because of an error that is told already, or holds nothing unsynced.
        return;
      }
    }
  }
}
