package city.seki.hub.history;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.hub.data.SqliteFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The visits that follow from the ledger: claims from beginning to end, corrections applied. A
 * claim that lasted no time, of somebody who was told a seat that was not to be had, is none; one
 * that lasts still is.
 */
final class VisitProjection implements Projection {
  static final Projection.Kind KIND = new Projection.Kind("visits", 1, VisitProjection::new);

  private final Connection db;
  private final Numbers numbers;
  private final PreparedStatement insert;
  private final PreparedStatement lasting;
  private final PreparedStatement end;
  private final PreparedStatement delete;
  private final Set<Integer> changed = new HashSet<>();
  private ZoneId zone = City.EMPTY.timeZone();
  private @Nullable City city;

  private VisitProjection(Connection db) throws SQLException {
    this.db = db;
    numbers = new Numbers(db);
    insert =
        db.prepareStatement(
            "INSERT INTO visit (layer, day, seat, start, person, department, ended, reason)"
                + " VALUES (0, ?, ?, ?, ?, ?, ?, ?)");
    lasting =
        db.prepareStatement(
            "SELECT day, start, person FROM visit WHERE seat = ? AND ended = 0 AND layer = 0"
                + " AND person = ?");
    end =
        db.prepareStatement(
            "UPDATE visit SET ended = ?, reason = ? WHERE layer = 0 AND day = ? AND seat = ?"
                + " AND start = ? AND person = ? AND ended = 0");
    delete =
        db.prepareStatement(
            "DELETE FROM visit WHERE layer = 0 AND day = ? AND seat = ? AND start = ?"
                + " AND person = ? AND ended = ?");
  }

  private Days days() {
    return new Days(db, numbers, zone);
  }

  @Override
  public void city(City now, LocalDate day) throws SQLException {
    if (now.equals(city)) {
      return;
    }
    city = now;
    zone = now.timeZone();
    HalfDays known = Days.halfDays(db, zone);
    for (Map.Entry<String, Office> office : now.offices().entrySet()) {
      HalfDays.Slots slots = HalfDays.Slots.of(office.getValue().policy());
      boolean isNew = !known.knows(office.getKey());
      if (isNew || !known.slots(office.getKey(), day).equals(slots)) {
        note(office.getKey(), isNew ? 0 : day.toEpochDay(), slots);
      }
      if (isNew && !slots.equals(HalfDays.Slots.STANDARD)) {
        uncount(); // somebody may have been counted there before it was known
      }
    }
  }

  private void note(String office, long from, HalfDays.Slots slots) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO half (office, from_day, am_ends, pm_starts) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (office, from_day) DO UPDATE SET am_ends = excluded.am_ends,"
                + " pm_starts = excluded.pm_starts")) {
      s.setString(1, office);
      s.setLong(2, from);
      s.setLong(3, slots.amEnds().toSecondOfDay() / 60);
      s.setLong(4, slots.pmStarts().toSecondOfDay() / 60);
      s.executeUpdate();
    }
  }

  private void uncount() throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("UPDATE day SET sheet = NULL");
      s.execute("DELETE FROM month");
    }
  }

  private int day(Instant at) {
    return (int) at.atZone(zone).toLocalDate().toEpochDay();
  }

  @Override
  public void happened(Event event) throws SQLException {
    switch (event) {
      case Event.Claimed e -> insert(e.seat(), e.person(), e.department(), e.at(), null, null);
      case Event.Ended e -> end(e);
      case Event.Corrected e -> {
        remove(e.before());
        add(e.after());
      }
      default -> {} // neither begins nor ends a claim
    }
  }

  private void insert(
      SeatId seat,
      String person,
      String department,
      Instant start,
      @Nullable Instant ended,
      @Nullable EndReason reason)
      throws SQLException {
    int day = day(start);
    insert.setInt(1, day);
    insert.setInt(2, numbers.seat(seat));
    insert.setLong(3, start.toEpochMilli());
    insert.setLong(4, numbers.person(person));
    insert.setInt(5, numbers.department(department));
    insert.setLong(6, ended == null ? 0 : ended.toEpochMilli());
    if (reason == null) {
      insert.setNull(7, Types.VARCHAR);
    } else {
      insert.setString(7, reason.word());
    }
    insert.executeUpdate();
    changed.add(day);
  }

  private void end(Event.Ended e) throws SQLException {
    int seat = numbers.seat(e.seat());
    long person = numbers.person(e.person());
    lasting.setInt(1, seat);
    lasting.setLong(2, person);
    int day;
    long start;
    try (ResultSet r = lasting.executeQuery()) {
      if (!r.next()) {
        return;
      }
      day = r.getInt(1);
      start = r.getLong(2);
    }
    changed.add(day);
    if (e.at().toEpochMilli() <= start) {
      delete(day, seat, start, person, 0);
      return;
    }
    end.setLong(1, e.at().toEpochMilli());
    end.setString(2, e.reason().word());
    end.setInt(3, day);
    end.setInt(4, seat);
    end.setLong(5, start);
    end.setLong(6, person);
    end.executeUpdate();
  }

  private void remove(@Nullable ClaimRecord claim) throws SQLException {
    if (claim != null && lasts(claim)) {
      Instant ended = claim.end();
      int day = day(claim.since());
      delete(
          day,
          numbers.seat(claim.seat()),
          claim.since().toEpochMilli(),
          numbers.person(claim.person()),
          ended == null ? 0 : ended.toEpochMilli());
      changed.add(day);
    }
  }

  private void add(@Nullable ClaimRecord claim) throws SQLException {
    if (claim != null && lasts(claim)) {
      insert(
          claim.seat(),
          claim.person(),
          claim.department(),
          claim.since(),
          claim.end(),
          claim.reason());
    }
  }

  /** Whether it lasted any time. */
  private static boolean lasts(ClaimRecord claim) {
    Instant end = claim.end();
    return end == null || claim.since().isBefore(end);
  }

  private void delete(int day, int seat, long start, long person, long ended) throws SQLException {
    delete.setInt(1, day);
    delete.setInt(2, seat);
    delete.setLong(3, start);
    delete.setLong(4, person);
    delete.setLong(5, ended);
    delete.executeUpdate();
  }

  @Override
  public void settle() throws SQLException {
    Days days = days();
    for (int day : changed) {
      days.changed(HistoryFile.LEDGER, day);
    }
    changed.clear();
  }

  @Override
  public void clear() throws SQLException {
    changed.clear();
    try (Statement s = db.createStatement()) {
      s.execute("DELETE FROM visit WHERE layer = 0");
      s.execute("DELETE FROM day WHERE layer = 0");
      s.execute("DELETE FROM month");
    }
  }

  /** The newest day changes all the time: it is counted from its rows until the next one comes. */
  @Override
  public boolean tidy() throws SQLException {
    int newest;
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT max(day) FROM day")) {
      newest = r.next() ? r.getInt(1) : 0;
    }
    boolean[] more = {false};
    SqliteFile.together(db, s -> more[0] = days().tidyDay(newest) || days().tidyMonth(newest));
    return more[0];
  }
}
