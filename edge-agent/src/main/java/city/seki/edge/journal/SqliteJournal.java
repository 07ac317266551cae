package city.seki.edge.journal;

import city.seki.edge.journal.Entry.Place;
import city.seki.edge.journal.JournalFault.Cause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unit's outbox: every tap that the hub has not answered, in the order in which they happened.
 *
 * <p>GOALS, in this order: a tap for which {@link #append} returned survives kill -9 and a power
 * cut; nothing is ever dropped to make room, a full journal is a {@link JournalFault} for all to
 * see; few writes for the card in the Pi (one row and one sync a tap, one more when it is settled).
 *
 * <p>An entry goes only when the hub's own answer came: a broker that has confirmed a message may
 * still lose it. Confined to one thread.
 */
public final class SqliteJournal implements Journal, AutoCloseable {
  /** Bytes of messages that are kept: about 250,000 taps, years of a busy seat without a hub. */
  public static final long LIMIT_BYTES = 64L << 20;

  private final Path file;
  private final String boot;
  private final long limitBytes;
  private final FileChannel lockFile;
  private final Connection db;
  private final PreparedStatement insert;
  private final PreparedStatement select;
  private final PreparedStatement find;
  private final PreparedStatement delete;
  private final PreparedStatement update;
  private final long run;
  private long count;
  private long bytes;

  private SqliteJournal(
      Path file, String boot, long limitBytes, FileChannel lockFile, Connection db)
      throws SQLException {
    this.file = file;
    this.boot = boot;
    this.limitBytes = limitBytes;
    this.lockFile = lockFile;
    this.db = db;
    this.run = beginRun(db, boot);
    this.insert = db.prepareStatement("INSERT INTO tap(run, seq, payload) VALUES(?, ?, ?)");
    this.select =
        db.prepareStatement(
            "SELECT run, seq, boot, payload FROM tap JOIN run USING(run)"
                + " WHERE (run, seq) > (?, ?) ORDER BY run, seq LIMIT ?");
    this.find =
        db.prepareStatement(
            "SELECT run, length(payload) FROM tap JOIN run USING(run) WHERE boot = ? AND seq = ?");
    this.delete = db.prepareStatement("DELETE FROM tap WHERE run = ? AND seq = ?");
    this.update = db.prepareStatement("UPDATE tap SET payload = ? WHERE run = ? AND seq = ?");
    try (Statement sql = db.createStatement()) {
      count = JournalFile.number(sql, "SELECT count(*) FROM tap");
      bytes = JournalFile.number(sql, "SELECT sum(length(payload)) FROM tap");
    }
  }

  /**
   * Opens the journal in that folder, makes it where there is none, and begins a new run.
   *
   * @param boot names the run; never used before
   * @param limitBytes of messages, {@link #LIMIT_BYTES} but in tests
   * @throws JournalFault if it cannot be used; nothing in it was changed then
   */
  public static SqliteJournal open(Path folder, String boot, long limitBytes) throws JournalFault {
    Path file = folder.resolve(JournalFile.NAME);
    FileChannel lockFile = lock(folder);
    Connection db = null;
    try {
      db = JournalFile.openToWrite(file);
      return new SqliteJournal(file, boot, limitBytes, lockFile, db);
    } catch (SQLException e) {
      release(lockFile, db);
      throw JournalFile.fault(file, e);
    } catch (JournalFault e) {
      release(lockFile, db);
      throw e;
    }
  }

  /** Two agents on one journal would deliver each other's taps: only one may have it. */
  private static FileChannel lock(Path folder) throws JournalFault {
    Path file = folder.resolve("journal.lock");
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw JournalFile.unwritable(file, e);
    }
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (IOException e) {
      release(channel, null);
      throw JournalFile.unwritable(file, e);
    } catch (OverlappingFileLockException e) {
      // Held by this very process: told as for any other.
    }
    release(channel, null);
    throw new JournalFault(
        Cause.IN_USE,
        folder + " is in use by another seki-edge: end that one or give another --data folder");
  }

  private static long beginRun(Connection db, String boot) throws SQLException {
    try (Statement sql = db.createStatement()) {
      sql.execute("DELETE FROM run WHERE run NOT IN (SELECT run FROM tap)");
    }
    try (PreparedStatement sql =
        db.prepareStatement("INSERT INTO run(boot) VALUES(?) RETURNING run")) {
      sql.setString(1, boot);
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public Entry append(long seq, byte[] payload) throws JournalFault {
    if (bytes + payload.length > limitBytes) {
      throw new JournalFault(
          Cause.FULL,
          "%s holds %d taps, its limit of %d bytes is reached: bring the hub back in reach"
              .formatted(file, count, limitBytes));
    }
    try {
      insert.setLong(1, run);
      insert.setLong(2, seq);
      insert.setBytes(3, payload);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
    count++;
    bytes += payload.length;
    return new Entry(new Place(run, seq), boot, payload);
  }

  @Override
  public @Nullable Entry amend(long seq, byte[] payload) throws JournalFault {
    try {
      Long before = owedBytes(boot, seq);
      if (before == null) {
        return null;
      }
      update.setBytes(1, payload);
      update.setLong(2, run);
      update.setLong(3, seq);
      update.executeUpdate();
      bytes += payload.length - before;
      return new Entry(new Place(run, seq), boot, payload);
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
  }

  /** Of the message of that tap, null if it is not owed. */
  private @Nullable Long owedBytes(String tapBoot, long seq) throws SQLException {
    find.setString(1, tapBoot);
    find.setLong(2, seq);
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? row.getLong(2) : null;
    }
  }

  @Override
  public List<Entry> owed(Place after, int most) throws JournalFault {
    try {
      select.setLong(1, after.run());
      select.setLong(2, after.seq());
      select.setInt(3, most);
      return entries(select);
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
  }

  private static List<Entry> entries(PreparedStatement sql) throws SQLException {
    List<Entry> found = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Entry(
                new Place(rows.getLong(1), rows.getLong(2)), rows.getString(3), rows.getBytes(4)));
      }
    }
    return found;
  }

  @Override
  public boolean settle(String tapBoot, long seq) throws JournalFault {
    try {
      long size;
      find.setString(1, tapBoot);
      find.setLong(2, seq);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        delete.setLong(1, row.getLong(1));
        delete.setLong(2, seq);
        size = row.getLong(2);
      }
      delete.executeUpdate();
      count--;
      bytes -= size;
      return true;
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
  }

  @Override
  public long count() {
    return count;
  }

  /** What is owed at this moment. */
  public Backlog backlog() throws JournalFault {
    List<Entry> oldest = owed(Place.START, 1);
    return new Backlog(count, bytes, oldest.isEmpty() ? null : oldest.getFirst());
  }

  /**
   * What is owed in the journal of that folder, also while an agent has it open.
   *
   * @throws JournalFault if there is none or it cannot be read
   */
  public static Backlog read(Path folder) throws JournalFault {
    Path file = folder.resolve(JournalFile.NAME);
    try (Connection db = JournalFile.openToRead(file);
        Statement sql = db.createStatement();
        PreparedStatement first =
            db.prepareStatement(
                "SELECT run, seq, boot, payload FROM tap JOIN run USING(run)"
                    + " ORDER BY run, seq LIMIT 1")) {
      List<Entry> oldest = entries(first);
      return new Backlog(
          JournalFile.number(sql, "SELECT count(*) FROM tap"),
          JournalFile.number(sql, "SELECT sum(length(payload)) FROM tap"),
          oldest.isEmpty() ? null : oldest.getFirst());
    } catch (SQLException e) {
      throw JournalFile.fault(file, e);
    }
  }

  /** Lets go of the file; what is owed stays in it. */
  @Override
  public void close() {
    release(lockFile, db);
  }

  private static void release(FileChannel lockFile, @Nullable Connection db) {
    // Everything that counts was synced when it was written: a failing close loses nothing.
    try (lockFile) {
      if (db != null) {
        db.close();
      }
    } catch (IOException | SQLException e) {
      return;
    }
  }
}
