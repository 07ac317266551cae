package city.seki.hub.history;

import city.seki.hub.data.RowInsert;
import city.seki.hub.data.SqliteFile;
import city.seki.hub.roster.LineProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of an import into its layer, some thousand at a time, and then looks at each day as
 * a whole: what overlaps, what was known before, the day's sheet. A row is counted once, however
 * often it is told.
 */
final class Staging {
  /** Rows in memory, and of one transaction. */
  private static final int CHUNK = 20_000;

  private static final int ROWS_OF_STATEMENT = 64;
  private static final int DAYS_OF_TRANSACTION = 20;

  private record Row(PastVisit visit, long seat, long person, long department) {}

  private static final Comparator<Row> BY_KEY =
      Comparator.<Row>comparingInt(row -> row.visit().day())
          .thenComparingLong(Row::seat)
          .thenComparingLong(row -> row.visit().start())
          .thenComparingLong(Row::person);

  /** What is on record of one row when its day is looked at. */
  private record Kept(int seat, long start, long person, long end, long line, boolean wholeDay) {}

  private final Connection db;
  private final int layer;
  private final Numbers numbers;
  private final List<Row> waiting = new ArrayList<>(CHUNK);
  private final BitSet days = new BitSet();
  private final List<LineProblem> problems = new ArrayList<>();
  private long known;
  private long rows;

  Staging(Connection db, int layer) {
    this.db = db;
    this.layer = layer;
    numbers = new Numbers(db);
  }

  void add(PastVisit visit) throws SQLException {
    waiting.add(
        new Row(
            visit,
            numbers.seat(visit.seat()),
            numbers.person(visit.person()),
            numbers.department(visit.department())));
    if (waiting.size() == CHUNK) {
      flush();
    }
  }

  void flush() throws SQLException {
    waiting.sort(BY_KEY);
    SqliteFile.together(
        db,
        s -> {
          RowInsert insert =
              new RowInsert(
                  db,
                  "INSERT OR IGNORE INTO visit"
                      + " (layer, day, seat, start, person, department, ended, line)",
                  8,
                  ROWS_OF_STATEMENT);
          Row before = null;
          for (Row row : waiting) {
            if (before != null && BY_KEY.compare(before, row) == 0) {
              again(before, row);
            } else {
              before = row;
              PastVisit visit = row.visit();
              insert.row(
                  (long) layer,
                  (long) visit.day(),
                  row.seat(),
                  visit.start(),
                  row.person(),
                  row.department(),
                  visit.end(),
                  visit.wholeDay() ? -visit.line() : visit.line());
              days.set(visit.day());
            }
          }
          insert.flush();
        });
    waiting.clear();
  }

  private void again(Row before, Row row) {
    if (before.visit().end() != row.visit().end()) {
      overlaps(row.visit().line(), before.visit().line());
    }
  }

  private void overlaps(long line, long other) {
    if (problems.size() < PastLines.MOST_PROBLEMS) {
      problems.add(
          new LineProblem(
              Math.max(line, other),
              "overlaps line %d: one seat, and one person, at two times at once"
                  .formatted(Math.min(line, other))));
    }
  }

  /** Looks at every day. */
  void settle(HalfDays halfDays, Days ofDays) throws SQLException {
    flush();
    int day = days.nextSetBit(0);
    while (day >= 0) {
      int from = day;
      int[] next = {day};
      SqliteFile.together(
          db,
          s -> {
            int of = from;
            for (int i = 0; i < DAYS_OF_TRANSACTION && of >= 0; i++) {
              settle(of, halfDays, ofDays);
              of = days.nextSetBit(of + 1);
            }
            next[0] = of;
          });
      day = next[0];
    }
  }

  private void settle(int day, HalfDays halfDays, Days ofDays) throws SQLException {
    List<Kept> kept = rows(day);
    rows += kept.size();
    kept.sort(Comparator.comparingInt(Kept::seat).thenComparingLong(Kept::start));
    overlapping(kept, true);
    kept.sort(Comparator.comparingLong(Kept::person).thenComparingLong(Kept::start));
    overlapping(kept, false);
    known += knownBefore(day);
    byte[] sheet = Objects.requireNonNull(ofDays.sheet(layer, day, halfDays));
    try (PreparedStatement s =
        db.prepareStatement("INSERT INTO day (day, layer, sheet) VALUES (?, ?, ?)")) {
      s.setInt(1, day);
      s.setInt(2, layer);
      s.setBytes(3, sheet);
      s.executeUpdate();
    }
  }

  private List<Kept> rows(int day) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT seat, start, person, ended, line FROM visit WHERE layer = ? AND day = ?")) {
      s.setInt(1, layer);
      s.setInt(2, day);
      List<Kept> kept = new ArrayList<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          long line = r.getLong(5);
          kept.add(
              new Kept(
                  r.getInt(1), r.getLong(2), r.getLong(3), r.getLong(4), Math.abs(line), line < 0));
        }
      }
      return kept;
    }
  }

  /** Lines without times overlap as they like: nobody knows when it was. */
  private void overlapping(List<Kept> sorted, boolean ofSeat) {
    Kept latest = null;
    for (Kept row : sorted) {
      if (row.wholeDay()) {
        continue;
      }
      boolean same =
          latest != null
              && (ofSeat ? latest.seat() == row.seat() : latest.person() == row.person());
      if (latest != null && same && row.start() < latest.end()) {
        if (ofSeat || latest.seat() != row.seat()) {
          overlaps(row.line(), latest.line());
        }
      }
      if (latest == null || !same || row.end() > latest.end()) {
        latest = row;
      }
    }
  }

  private long knownBefore(int day) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT count(*) FROM visit v WHERE layer = ?1 AND day = ?2 AND EXISTS"
                + " (SELECT 1 FROM day d CROSS JOIN layer l ON l.id = d.layer AND l.complete = 1"
                + " CROSS JOIN visit o ON o.layer = d.layer AND o.day = v.day AND o.seat = v.seat"
                + " AND o.start = v.start AND o.person = v.person AND o.ended = v.ended"
                + " WHERE d.day = ?2 AND d.layer <> ?1)")) {
      s.setInt(1, layer);
      s.setInt(2, day);
      try (ResultSet r = s.executeQuery()) {
        r.next();
        return r.getLong(1);
      }
    }
  }

  /** What is wrong with lines together, in the order of the file. */
  List<LineProblem> problems() {
    problems.sort(Comparator.comparingLong(LineProblem::line));
    return problems;
  }

  /** How many rows are there, each once. */
  long rows() {
    return rows;
  }

  /** How many of them were there before. */
  long known() {
    return known;
  }

  /** How many lines said the same as another one. */
  long twice(long lines) {
    return lines - rows;
  }

  @Nullable LocalDate first() {
    return days.isEmpty() ? null : LocalDate.ofEpochDay(days.nextSetBit(0));
  }

  LocalDate last() {
    return LocalDate.ofEpochDay(days.length() - 1L);
  }
}
