package city.seki.hub.history;

import city.seki.config.model.City;
import city.seki.config.rules.Event;
import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import city.seki.hub.ledger.LedgerReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the ledger into the history, some commits at a time: their events by every projection and
 * the mark up to where they go, in one transaction. A ledger that no longer says what was taken in
 * (its old part was written anew, a backup was restored) is taken in anew. Confined to one thread.
 */
public final class Follower implements AutoCloseable {
  /** Events of one transaction: a few milliseconds, so that whoever else writes can. */
  private static final int BATCH = 500;

  private final Path file;
  private final Connection db;
  private final @Nullable LedgerReading ledger;
  private final List<Projection.Kind> kinds;
  private @Nullable List<Projection> projections;

  private Follower(
      Path file, Connection db, @Nullable LedgerReading ledger, List<Projection.Kind> kinds) {
    this.file = file;
    this.db = db;
    this.ledger = ledger;
    this.kinds = kinds;
  }

  /**
   * Opens the history in that file, made if it is not there.
   *
   * @param ledger need not be there: then nothing comes from it
   * @param others projections beside the visits
   * @throws DataException if a file cannot be used
   */
  public static Follower open(Path file, Path ledger, List<Projection.Kind> others) {
    Connection db = HistoryFile.FILE.open(file);
    try {
      // What a power cut takes comes again from the ledger; an import syncs for itself.
      try (Statement s = db.createStatement()) {
        s.execute("PRAGMA synchronous = NORMAL");
      }
      List<Projection.Kind> kinds = new ArrayList<>(List.of(VisitProjection.KIND));
      kinds.addAll(others);
      return new Follower(
          file, db, Files.exists(ledger) ? LedgerReading.open(ledger) : null, List.copyOf(kinds));
    } catch (SQLException | RuntimeException e) {
      close(file, db);
      throw e instanceof RuntimeException r ? r : HistoryFile.FILE.cannot(file, "be opened", e);
    }
  }

  /**
   * Takes in what comes next.
   *
   * @return false if that was all
   * @throws DataException if a file cannot be used; nothing was taken in then, the next step tries
   *     again
   */
  public boolean step(City city, Instant now) {
    boolean[] more = {false};
    boolean done = false;
    try {
      SqliteFile.together(db, s -> more[0] = take(city, now));
      done = true;
      return more[0];
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be written", e);
    } finally {
      if (!done) {
        projections = null;
      }
    }
  }

  private boolean take(City city, Instant now) throws SQLException {
    List<Projection> all = projections();
    for (Projection projection : all) {
      projection.city(city, city.day(now));
    }
    if (ledger == null) {
      return false;
    }
    LedgerReading.Place place = place();
    if (place == null || !isByThese() || !ledger.isStill(place)) {
      for (Projection projection : all) {
        projection.clear();
      }
      note();
      place = ledger.start();
    }
    LedgerReading.Next next = ledger.after(place, BATCH);
    for (Projection projection : all) {
      for (Event event : next.events()) {
        projection.happened(event);
      }
      projection.settle();
    }
    set(next.place());
    return !next.events().isEmpty();
  }

  private List<Projection> projections() throws SQLException {
    List<Projection> known = projections;
    if (known == null) {
      known = new ArrayList<>();
      for (Projection.Kind kind : kinds) {
        known.add(kind.maker().on(db));
      }
      projections = known;
    }
    return known;
  }

  /**
   * Work that nobody waits for.
   *
   * @return whether there is more of it
   * @throws DataException if the file cannot be used
   */
  public boolean tidy() {
    boolean done = false;
    try {
      boolean more = false;
      for (Projection projection : projections()) {
        more |= projection.tidy();
      }
      done = true;
      return more;
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be written", e);
    } finally {
      if (!done) {
        projections = null;
      }
    }
  }

  /** How many events are not taken in yet. */
  public long behind() {
    try {
      LedgerReading.Place place = place();
      return ledger == null ? 0 : ledger.last() - (place == null ? 0 : place.event());
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Forgets all that was counted, and all that came from the ledger: the next steps take it in
   * anew.
   */
  public void forgetAll() {
    try {
      SqliteFile.together(
          db,
          s -> {
            s.execute("DELETE FROM watermark");
            s.execute("UPDATE day SET sheet = NULL");
            s.execute("DELETE FROM month");
          });
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be written", e);
    }
  }

  /** Null before the first time. */
  private LedgerReading.@Nullable Place place() throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT event, hash, rewritten FROM watermark")) {
      return r.next()
          ? new LedgerReading.Place(r.getLong(1), r.getString(2), r.getString(3))
          : null;
    }
  }

  private void set(LedgerReading.Place place) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO watermark (one, event, hash, rewritten) VALUES (1, ?, ?, ?)"
                + " ON CONFLICT (one) DO UPDATE SET event = excluded.event, hash = excluded.hash,"
                + " rewritten = excluded.rewritten")) {
      s.setLong(1, place.event());
      s.setString(2, place.hash());
      s.setString(3, place.rewritten());
      s.executeUpdate();
    }
  }

  /** Whether what is there was made by projections that make the same of the same events. */
  private boolean isByThese() throws SQLException {
    Map<String, Integer> made = new HashMap<>();
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT name, format FROM projection")) {
      while (r.next()) {
        made.put(r.getString(1), r.getInt(2));
      }
    }
    Map<String, Integer> these = new HashMap<>();
    kinds.forEach(kind -> these.put(kind.name(), kind.format()));
    return made.equals(these);
  }

  private void note() throws SQLException {
    try (Statement s = db.createStatement();
        PreparedStatement insert =
            db.prepareStatement("INSERT INTO projection (name, format) VALUES (?, ?)")) {
      s.execute("DELETE FROM projection");
      for (Projection.Kind kind : kinds) {
        insert.setString(1, kind.name());
        insert.setInt(2, kind.format());
        insert.executeUpdate();
      }
    }
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.close();
    }
    close(file, db);
  }

  private static void close(Path file, Connection db) {
    try {
      db.close();
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be closed", e);
    }
  }
}
