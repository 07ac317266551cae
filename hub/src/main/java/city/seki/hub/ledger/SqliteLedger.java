package city.seki.hub.ledger;

import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import city.seki.hub.data.RowInsert;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in one SQLite file: write-ahead log, {@code synchronous=FULL}, so that a commit
 * survives a power cut. {@link LedgerFormat} has its tables. Confined to the thread that opened it.
 */
public final class SqliteLedger implements Ledger {
  private static final SqliteFile FILE = LedgerFormat.FILE;

  /** Events in one statement. */
  private static final int ROWS = 16;

  /** Pages of 4 KiB in the write-ahead log before they go into the file: each time costs syncs. */
  private static final int LOG_PAGES = 4_000;

  /** Kilobytes of pages in memory: the newest page of every run, when the index is written. */
  private static final int CACHE_KIB = 8_192;

  private final Path file;
  private final Connection db;
  private final RowInsert insertEvents;
  private final PreparedStatement findEvent;
  private final TapIndex taps;
  private final EventChain chain;
  private long next;
  private boolean failed;

  private SqliteLedger(Path file, Connection db) throws SQLException {
    this.file = file;
    this.db = db;
    try (Statement s = db.createStatement()) {
      s.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
      s.execute("PRAGMA cache_size = -" + CACHE_KIB);
    }
    db.setAutoCommit(false);
    insertEvents = new RowInsert(db, "INSERT INTO event (id, kind, body, hash)", 4, ROWS);
    findEvent = db.prepareStatement("SELECT kind, body FROM event WHERE id = ?");
    taps = new TapIndex(db);
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1")) {
      boolean any = r.next();
      next = any ? r.getLong(1) + 1 : 1;
      byte[] hash = any ? r.getBytes(2) : null;
      chain = hash == null ? new EventChain() : Segments.of(db).next(next - 1, hash);
      if (any && hash == null) {
        throw damaged("the end of the commit of event %d is missing".formatted(next - 1));
      }
    }
    indexRest();
    db.commit();
  }

  /**
   * Opens the ledger in that file, made if it is not there.
   *
   * @throws DataException if it cannot be used: not writable, not Seki's, of a newer version,
   *     damaged
   */
  public static SqliteLedger open(Path file) {
    return open(file, notice -> {});
  }

  /**
   * The same.
   *
   * @param notice told when the file is of an earlier format and becomes one of this
   */
  public static SqliteLedger open(Path file, Consumer<String> notice) {
    Connection db = FILE.open(file, notice);
    try {
      try {
        return new SqliteLedger(file, db);
      } catch (SQLException | RuntimeException e) {
        db.close();
        throw e;
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be opened", e);
    }
  }

  /** Takes the taps behind the mark into the index. */
  private void indexRest() throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT id, kind, body FROM event WHERE id > ? AND kind = 'tapped' ORDER BY id")) {
      s.setLong(1, taps.mark());
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          long id = r.getLong(1);
          index(EventRows.event(id, r.getString(2), r.getBytes(3)), id);
          if (taps.isFull()) {
            taps.write(id);
          }
        }
      }
    } catch (EventRows.Damage e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private void index(Event event, long id) {
    if (event instanceof Event.Tapped tapped) {
      taps.add(tapped.tap(), id);
    }
  }

  @Override
  public void append(List<Event> events) {
    if (failed) {
      throw new DataException(file + " could not be written before; start the hub again");
    }
    if (events.isEmpty()) {
      return;
    }
    failed = true;
    try {
      long last = next + events.size() - 1;
      for (Event event : events) {
        String kind = EventCodec.kind(event);
        byte[] body = EventCodec.write(event);
        chain.add(next, kind, body);
        insertEvents.row(next, kind, body, next == last ? chain.seal() : null);
        index(event, next);
        next++;
      }
      insertEvents.flush();
      if (taps.isFull()) {
        taps.write(last);
      }
      db.commit();
      failed = false;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  @Override
  public @Nullable Long find(TapId tap) {
    try {
      return taps.find(tap);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  @Override
  public Event event(long place) {
    try {
      findEvent.setLong(1, place);
      try (ResultSet r = findEvent.executeQuery()) {
        if (r.next()) {
          return EventRows.event(place, r.getString(1), r.getBytes(2));
        }
      }
      throw damaged("event %d is missing".formatted(place));
    } catch (EventRows.Damage e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  @Override
  public void replay(Consumer<Event> events) {
    reading(() -> EventRows.read(db, (id, event) -> events.accept(event)));
  }

  @Override
  public void replay(long from, long to, Consumer<Event> events) {
    reading(() -> EventRows.read(db, from, to, (id, event) -> events.accept(event)));
  }

  private interface Reading {
    void read() throws SQLException, EventRows.Damage;
  }

  private void reading(Reading reading) {
    try {
      reading.read();
    } catch (EventRows.Damage e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Reads all events of that ledger as of this moment, also while a hub writes it.
   *
   * @throws DataException if the file cannot be read or is damaged
   */
  public static void read(Path file, Consumer<Event> events) {
    try (Connection db = FILE.openToRead(file)) {
      EventRows.read(db, (id, event) -> events.accept(event));
    } catch (EventRows.Damage e) {
      throw new DataException(
          "%s is damaged: %s; restore the last backup".formatted(file, e.getMessage()), e);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Makes the index of taps in that file anew from the events, all of it on disk: the same events,
   * the same index.
   *
   * @throws DataException if the file cannot be used or an event cannot be read
   */
  public static void rebuildIndex(Path file) {
    try (Connection db = FILE.open(file)) {
      SqliteFile.together(db, LedgerFormat::emptyIndex);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
    try (SqliteLedger ledger = open(file)) {
      ledger.taps.write(ledger.next - 1);
      ledger.db.commit();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  private DataException damaged(String what) {
    return new DataException("%s is damaged: %s; restore the last backup".formatted(file, what));
  }

  @Override
  public void close() {
    try {
      db.rollback();
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
