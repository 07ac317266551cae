package city.seki.edge.journal;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.clock.Mark;
import city.seki.edge.clock.Past;
import city.seki.edge.clock.Uptime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the journal's database knows of runs, uptimes and the time. */
final class JournalClock {
  private JournalClock() {}

  /**
   * Begins a run, or goes on with it where the disk had gone for a while, and forgets runs and
   * uptimes that nobody needs any more.
   *
   * @return the number of the run
   */
  static long beginRun(Connection db, Origin origin) throws SQLException {
    try (Statement sql = db.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      long run = run(db, origin.boot());
      if (run == 0) {
        run = insertRun(db, origin, uptime(db, origin.machine()));
      }
      forget(sql, run);
      sql.execute("COMMIT");
      return run;
    }
  }

  private static long run(Connection db, String boot) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement("SELECT run FROM run WHERE boot = ?")) {
      sql.setString(1, boot);
      return number(sql);
    }
  }

  private static long insertRun(Connection db, Origin origin, long uptime) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "INSERT INTO run(boot, uptime, base_ms) VALUES(?, ?, ?) RETURNING run")) {
      sql.setString(1, origin.boot());
      sql.setLong(2, uptime);
      sql.setLong(3, origin.baseMs());
      return number(sql);
    }
  }

  /** The last uptime if it is of that machine start, else a new one. */
  private static long uptime(Connection db, @Nullable String machine) throws SQLException {
    try (PreparedStatement last =
        db.prepareStatement(
            "SELECT uptime FROM uptime WHERE machine = ?"
                + " AND uptime = (SELECT max(uptime) FROM uptime)")) {
      last.setString(1, machine);
      long same = number(last);
      if (same > 0) {
        return same;
      }
    }
    try (PreparedStatement next =
        db.prepareStatement("INSERT INTO uptime(machine) VALUES(?) RETURNING uptime")) {
      next.setString(1, machine);
      return number(next);
    }
  }

  /**
   * Runs without taps go; uptimes too, but the newest that knew the time before those that stay.
   */
  private static void forget(Statement sql, long run) throws SQLException {
    sql.execute(
        "DELETE FROM run WHERE run != " + run + " AND run NOT IN (SELECT id >> 32 FROM tap)");
    sql.execute(
        "DELETE FROM uptime WHERE uptime < (SELECT max(uptime) FROM mark"
            + " WHERE uptime < (SELECT min(uptime) FROM run))");
    sql.execute("DELETE FROM mark WHERE uptime NOT IN (SELECT uptime FROM uptime)");
  }

  private static long number(PreparedStatement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static void mark(Connection db, long run, Mark mark) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "INSERT OR REPLACE INTO mark SELECT uptime, ?, ?, ?, ? FROM run WHERE run = ?")) {
      sql.setLong(1, mark.monoMs());
      sql.setLong(2, mark.wallMs());
      sql.setLong(3, mark.errorMs());
      sql.setString(4, mark.source().word());
      sql.setLong(5, run);
      sql.executeUpdate();
    }
  }

  static void keep(Connection db, long run, long monoMs) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "UPDATE uptime SET kept_ms = ? WHERE uptime = (SELECT uptime FROM run WHERE run = ?)")) {
      sql.setLong(1, monoMs);
      sql.setLong(2, run);
      sql.executeUpdate();
    }
  }

  /** All of it; the newest run is the present one. */
  static Past past(Connection db) throws SQLException {
    Map<Long, List<Mark>> marks = marks(db);
    Map<String, Past.Run> runs = new HashMap<>();
    Map<Long, Long> last = new HashMap<>();
    Past.Run now = new Past.Run(0, 0);
    try (Statement sql = db.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT boot, uptime, base_ms, (SELECT payload FROM tap WHERE id >> 32 = run.run"
                    + " ORDER BY id DESC LIMIT 1) FROM run WHERE uptime > 0 ORDER BY run")) {
      while (rows.next()) {
        now = new Past.Run(rows.getLong(2), rows.getLong(3));
        runs.put(rows.getString(1), now);
        long end = now.baseMs() + monoMs(rows.getBytes(4));
        last.merge(now.uptime(), end, Math::max);
      }
    }
    return new Past(uptimes(db, marks, last), runs, now);
  }

  private static long monoMs(byte @Nullable [] payload) {
    try {
      return payload == null ? 0 : TapMessage.parse(payload).monoMs();
    } catch (BadMessage e) {
      return 0; // it tells nothing
    }
  }

  private static Map<Long, List<Mark>> marks(Connection db) throws SQLException {
    Map<Long, List<Mark>> marks = new TreeMap<>();
    try (Statement sql = db.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT uptime, mono_ms, wall_ms, error_ms, source FROM mark"
                    + " ORDER BY uptime, mono_ms")) {
      while (rows.next()) {
        Mark mark =
            new Mark(
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                Mark.Source.of(rows.getString(5)));
        marks.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>()).add(mark);
      }
    }
    return marks;
  }

  private static List<Uptime> uptimes(
      Connection db, Map<Long, List<Mark>> marks, Map<Long, Long> last) throws SQLException {
    List<Uptime> uptimes = new ArrayList<>();
    try (Statement sql = db.createStatement();
        ResultSet rows = sql.executeQuery("SELECT uptime, kept_ms FROM uptime ORDER BY uptime")) {
      while (rows.next()) {
        long number = rows.getLong(1);
        List<Mark> known = marks.getOrDefault(number, List.of());
        long marked = known.isEmpty() ? 0 : known.getLast().monoMs();
        long end = Math.max(Math.max(marked, rows.getLong(2)), last.getOrDefault(number, 0L));
        uptimes.add(new Uptime(number, known, 0, end));
      }
    }
    return uptimes;
  }
}
