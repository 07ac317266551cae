package city.seki.hub.ledger;

import city.seki.config.rules.Event;
import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the old part of a ledger anew, in one transaction: until {@link #commit} the file is what
 * it was, from then on it is what it is to be, whenever the process ends. The hub must not run.
 * Confined to one thread.
 */
public final class LedgerRewrite implements AutoCloseable {
  private static final SqliteFile FILE = LedgerFormat.FILE;

  /** Events in memory at once. */
  private static final long CHUNK = 1_000;

  /** Takes one event after the other. */
  @FunctionalInterface
  public interface Reader {
    void event(long id, Event event);
  }

  private interface Work<T> {
    T run() throws SQLException, EventRows.Damage;
  }

  /** As it is in the file. */
  private static final class Row {
    private final long id;
    private final String kind;
    private final byte[] body;
    private final byte @Nullable [] hash;

    Row(ResultSet r) throws SQLException {
      id = r.getLong(1);
      kind = r.getString(2);
      body = r.getBytes(3);
      hash = r.getBytes(4);
    }

    Event event() throws EventRows.Damage {
      return EventRows.event(id, kind, body);
    }
  }

  private final Path file;
  private final Connection db;
  private final boolean dry;

  private LedgerRewrite(Path file, Connection db, boolean dry) {
    this.file = file;
    this.db = db;
    this.dry = dry;
  }

  /**
   * Opens the ledger in that file and begins.
   *
   * @param notice told when the file is of an earlier format and becomes one of this
   * @throws DataException if it cannot be used
   */
  public static LedgerRewrite open(Path file, Consumer<String> notice) {
    Connection db = FILE.open(file, notice);
    try {
      try (Statement s = db.createStatement()) {
        s.execute("PRAGMA secure_delete = ON");
        s.execute("BEGIN IMMEDIATE");
      } catch (SQLException e) {
        db.close();
        throw e;
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be opened", e);
    }
    return new LedgerRewrite(file, db, false);
  }

  /**
   * The same, only to see what would happen: nothing is written.
   *
   * @throws DataException if it cannot be used
   */
  public static LedgerRewrite dry(Path file) {
    return new LedgerRewrite(file, FILE.openToRead(file), true);
  }

  private <T> T doing(String verb, Work<T> work) {
    try {
      return work.run();
    } catch (EventRows.Damage e) {
      throw new DataException(
          "%s is damaged: %s; restore the last backup".formatted(file, e.getMessage()), e);
    } catch (SQLException e) {
      throw FILE.cannot(file, verb, e);
    }
  }

  /** Gives every event as it is now, proved by the chain. */
  public void read(Reader reader) {
    doing(
        "be read",
        () -> {
          EventRows.read(db, reader::event);
          return true;
        });
  }

  /** The first event of all, null if there is none. */
  public @Nullable Event first() {
    return doing(
            "be read",
            () -> {
              List<Row> rows = rows(1, 1);
              return rows.isEmpty()
                  ? Optional.<Event>empty()
                  : Optional.of(rows.getFirst().event());
            })
        .orElse(null);
  }

  /** The first day that is not forgotten, null if nothing is. */
  public @Nullable LocalDate before() {
    return doing(
            "be read",
            () -> {
              try (Statement s = db.createStatement();
                  ResultSet r = s.executeQuery("SELECT before FROM retention")) {
                return r.next()
                    ? Optional.of(LocalDate.parse(r.getString(1)))
                    : Optional.<LocalDate>empty();
              }
            })
        .orElse(null);
  }

  /** Whether pages of the file may still hold what was forgotten. */
  public boolean isUnswept() {
    return doing("be read", () -> number("SELECT count(*) FROM retention WHERE swept = 0") > 0);
  }

  /**
   * Writes every event up to the end of the commit of {@code last}, and all that were written anew
   * before, as what {@code anew} makes of them, in order.
   *
   * @param anew never makes a tap of what was none, or the other way round
   * @param before the first day that is not forgotten
   * @return how many events were changed
   */
  public long write(long last, LocalDate before, UnaryOperator<Event> anew) {
    return doing(
        "be written",
        () -> {
          long changed = 0;
          long from = 1;
          String start = HexFormat.of().formatHex(EventChain.FIRST);
          for (Segments.Segment part : parts(last)) {
            Written written = part(from, part.last(), start, anew);
            put(part.now(written.hash()));
            changed += written.changed();
            from = part.last() + 1;
            start = part.was();
          }
          execute(
              "INSERT INTO retention (one, before, swept) VALUES (1, ?, 0)"
                  + " ON CONFLICT (one) DO UPDATE SET before = excluded.before, swept = 0",
              before.toString());
          return changed;
        });
  }

  private List<Segments.Segment> parts(long last) throws SQLException {
    Segments known = Segments.of(db);
    List<Segments.Segment> parts = new ArrayList<>();
    known.all().forEach(parts::add);
    if (last > known.end()) {
      try (PreparedStatement s =
          db.prepareStatement(
              "SELECT id, hash FROM event WHERE id >= ? AND hash IS NOT NULL ORDER BY id LIMIT 1")) {
        s.setLong(1, last);
        try (ResultSet r = s.executeQuery()) {
          r.next();
          String hash = HexFormat.of().formatHex(r.getBytes(2));
          parts.add(new Segments.Segment(r.getLong(1), hash, hash));
        }
      }
    }
    return parts;
  }

  /** How a part ends now, and how many of its events were changed. */
  private record Written(String hash, long changed) {}

  private Written part(long from, long last, String start, UnaryOperator<Event> anew)
      throws SQLException, EventRows.Damage {
    EventChain chain = new EventChain(HexFormat.of().parseHex(start));
    String end = start;
    long changed = 0;
    for (long first = from; first <= last; first += CHUNK) {
      for (Row row : rows(first, Math.min(last, first + CHUNK - 1))) {
        Event event = row.event();
        Event fresh = anew.apply(event);
        boolean same = fresh.equals(event);
        String kind = same ? row.kind : EventCodec.kind(fresh);
        byte[] body = same ? row.body : EventCodec.write(fresh);
        chain.add(row.id, kind, body);
        byte[] hash = row.hash == null ? null : chain.seal();
        if (hash != null) {
          end = HexFormat.of().formatHex(hash);
        }
        changed += same ? 0 : 1;
        if (!same || !Arrays.equals(hash, row.hash)) {
          execute(
              "UPDATE event SET kind = ?, body = ?, hash = ? WHERE id = ?",
              kind,
              body,
              hash,
              row.id);
        }
      }
    }
    return new Written(end, changed);
  }

  private List<Row> rows(long first, long last) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT id, kind, body, hash FROM event WHERE id BETWEEN ? AND ? ORDER BY id")) {
      s.setLong(1, first);
      s.setLong(2, last);
      try (ResultSet r = s.executeQuery()) {
        List<Row> rows = new ArrayList<>();
        while (r.next()) {
          rows.add(new Row(r));
        }
        return rows;
      }
    }
  }

  private void put(Segments.Segment part) throws SQLException {
    execute(
        "INSERT INTO segment (last, was, now) VALUES (?, ?, ?)"
            + " ON CONFLICT (last) DO UPDATE SET now = excluded.now",
        part.last(),
        HexFormat.of().parseHex(part.was()),
        HexFormat.of().parseHex(part.now()));
  }

  private void execute(String statement, @Nullable Object... values) throws SQLException {
    if (dry) {
      return;
    }
    try (PreparedStatement s = db.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      s.executeUpdate();
    }
  }

  /** Keeps those figures beside the events. */
  public void keep(List<Figure> figures) {
    doing(
        "be written",
        () -> {
          for (Figure f : figures) {
            execute(
                "INSERT INTO figure (first, last, office, department, persons, person_days)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                f.first().toString(),
                f.last().toString(),
                f.office(),
                f.department(),
                f.persons(),
                f.personDays());
          }
          return true;
        });
  }

  /** Stands for all parts that were written anew, the day and the figures, as they are now. */
  public String anchor() {
    return doing("be read", () -> FigureRows.anchor(db));
  }

  /** The figures that are kept in that file, by period, office and department. */
  public static List<Figure> figures(Path file) {
    try (LedgerRewrite ledger = dry(file)) {
      return ledger.doing("be read", () -> FigureRows.read(ledger.db));
    }
  }

  /** From now on the ledger is what was written. */
  public void commit() {
    doing(
        "be written",
        () -> {
          try (Statement s = db.createStatement()) {
            s.execute("COMMIT");
          }
          return true;
        });
  }

  /**
   * Makes every page of the file anew after {@link #commit}, and empties its write-ahead log: what
   * was moved or overwritten long ago is nowhere any more.
   *
   * @throws DataException if another program reads the file just now, or the disk has no room for
   *     it twice
   */
  public void sweep() {
    doing(
        "be made anew",
        () -> {
          SqliteFile.sweep(db);
          execute("UPDATE retention SET swept = 1");
          return true;
        });
  }

  private long number(String query) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery(query)) {
      return r.next() ? r.getLong(1) : 0;
    }
  }

  /** Gives back what was not committed. */
  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
