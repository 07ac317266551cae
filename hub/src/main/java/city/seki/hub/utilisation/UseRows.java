package city.seki.hub.utilisation;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import city.seki.hub.utilisation.UseTables.Lasting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is on record besides the visits, row by row, and the rows of a day. Confined to the thread
 * of its connection.
 */
final class UseRows {
  /** So long before and after a day what happens to rooms and devices matters to it. */
  static final Duration MARGIN = Duration.ofMinutes(10);

  /** In which state something is, and since when. */
  record Open(String state, Instant start) {}

  private final Connection db;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  UseRows(Connection db) {
    this.db = db;
  }

  private interface Row<T> {
    T of(ResultSet r) throws SQLException;
  }

  private <T> List<T> select(String query, Row<T> row, Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet r = statement(query, values).executeQuery()) {
      while (r.next()) {
        found.add(row.of(r));
      }
    }
    return found;
  }

  /** Made once for each connection: they come with every event. */
  private PreparedStatement statement(String text, Object... values) throws SQLException {
    PreparedStatement s = statements.get(text);
    if (s == null) {
      s = db.prepareStatement(text);
      statements.put(text, s);
    }
    for (int i = 0; i < values.length; i++) {
      s.setObject(i + 1, values[i]);
    }
    return s;
  }

  private void execute(String statement, Object... values) throws SQLException {
    statement(statement, values).executeUpdate();
  }

  private static <T> @Nullable T first(List<T> found) {
    return found.isEmpty() ? null : found.getFirst();
  }

  @Nullable Open open(Lasting kind, String office, String name) throws SQLException {
    return first(
        select(
            "SELECT state, start FROM use_open WHERE kind = ? AND office = ? AND name = ?",
            r -> new Open(r.getString(1), Instant.ofEpochMilli(r.getLong(2))),
            kind.name(),
            office,
            name));
  }

  void begin(Lasting kind, String office, String name, String state, Instant at)
      throws SQLException {
    execute(
        "INSERT INTO use_open (kind, office, name, state, start) VALUES (?, ?, ?, ?, ?)",
        kind.name(),
        office,
        name,
        state,
        at.toEpochMilli());
  }

  void end(Lasting kind, String office, String name, Open open, Instant at, ZoneId zone)
      throws SQLException {
    execute(
        "DELETE FROM use_open WHERE kind = ? AND office = ? AND name = ?",
        kind.name(),
        office,
        name);
    if (!open.start().isBefore(at)) {
      return;
    }
    LocalDate last = at.plus(MARGIN).atZone(zone).toLocalDate();
    LocalDate day = open.start().minus(MARGIN).atZone(zone).toLocalDate();
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      execute(
          "INSERT INTO use_span (day, kind, office, name, start, state, stop)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          day.toEpochDay(),
          kind.name(),
          office,
          name,
          open.start().toEpochMilli(),
          open.state(),
          at.toEpochMilli());
    }
  }

  void book(Booking booking, LocalDate day) throws SQLException {
    execute(
        "INSERT INTO use_booking (id, day, office, room, start, stop) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET day = excluded.day, office = excluded.office,"
            + " room = excluded.room, start = excluded.start, stop = excluded.stop",
        booking.id(),
        day.toEpochDay(),
        booking.room().office(),
        booking.room().room(),
        booking.from().toEpochMilli(),
        booking.to().toEpochMilli());
  }

  /**
   * It is not needed from that moment on.
   *
   * @return what it was before, without its person; null if there is none
   */
  @Nullable Booking unbook(String id, Instant at) throws SQLException {
    Booking before =
        first(
            select(
                "SELECT office, room, start, stop FROM use_booking WHERE id = ?",
                r ->
                    new Booking(
                        id,
                        new RoomId(r.getString(1), r.getString(2)),
                        "",
                        Instant.ofEpochMilli(r.getLong(3)),
                        Instant.ofEpochMilli(r.getLong(4))),
                id));
    if (before != null && before.to().isAfter(at)) {
      if (before.from().isBefore(at)) {
        execute("UPDATE use_booking SET stop = ? WHERE id = ?", at.toEpochMilli(), id);
      } else {
        execute("DELETE FROM use_booking WHERE id = ?", id);
      }
    }
    return before;
  }

  void conflict(SeatId seat, LocalDate day, int by) throws SQLException {
    execute(
        "INSERT INTO use_conflict (day, office, seat, count) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (day, office, seat) DO UPDATE SET count = count + excluded.count",
        day.toEpochDay(),
        seat.office(),
        seat.seat(),
        by);
  }

  void promise(Reservation promise, LocalDate day, ReservationOutcome outcome) throws SQLException {
    execute(
        "INSERT INTO use_promise (id, day, office, seat, start, outcome)"
            + " VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET day = excluded.day, office = excluded.office,"
            + " seat = excluded.seat, start = excluded.start, outcome = excluded.outcome",
        promise.id(),
        day.toEpochDay(),
        promise.seat().office(),
        promise.seat().seat(),
        promise.from().toEpochMilli(),
        outcome.word());
  }

  /**
   * @return from when that promise was, null if there is none
   */
  @Nullable Instant outcome(String id, ReservationOutcome outcome) throws SQLException {
    execute("UPDATE use_promise SET outcome = ? WHERE id = ?", outcome.word(), id);
    return first(
        select(
            "SELECT start FROM use_promise WHERE id = ?",
            r -> Instant.ofEpochMilli(r.getLong(1)),
            id));
  }

  /** All that is on record of that day. */
  DayRows of(LocalDate day, ZoneId zone) throws SQLException {
    long number = day.toEpochDay();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    List<DayRows.Span<SeatId>> out = new ArrayList<>();
    List<DayRows.Span<SeatId>> unclaimed = new ArrayList<>();
    List<DayRows.Told<RoomId, Occupancy>> rooms = new ArrayList<>();
    List<DayRows.Told<DeviceId, DeviceState>> devices = new ArrayList<>();
    for (Spanned s : spans(number, end.plus(MARGIN))) {
      switch (s.kind()) {
        case OUT_OF_SERVICE ->
            out.add(new DayRows.Span<>(new SeatId(s.office(), s.name()), s.start(), s.stop()));
        case UNCLAIMED ->
            unclaimed.add(
                new DayRows.Span<>(new SeatId(s.office(), s.name()), s.start(), s.stop()));
        case ROOM ->
            rooms.add(
                new DayRows.Told<>(
                    new RoomId(s.office(), s.name()),
                    Objects.requireNonNull(Occupancy.ofWord(s.state())),
                    s.start(),
                    s.stop()));
        case DEVICE ->
            devices.add(
                new DayRows.Told<>(
                    new DeviceId(s.office(), s.name()),
                    Objects.requireNonNull(DeviceState.ofWord(s.state())),
                    s.start(),
                    s.stop()));
      }
    }
    return new DayRows(
        stays(number),
        promises(number),
        unclaimed,
        out,
        conflicts(number),
        rooms,
        bookings(number),
        devices);
  }

  private record Spanned(
      Lasting kind,
      String office,
      String name,
      String state,
      Instant start,
      @Nullable Instant stop) {}

  private List<Spanned> spans(long day, Instant before) throws SQLException {
    Row<Spanned> row =
        r -> {
          long stop = r.getLong(6);
          Instant end = r.wasNull() ? null : Instant.ofEpochMilli(stop);
          return new Spanned(
              Lasting.valueOf(r.getString(1)),
              r.getString(2),
              r.getString(3),
              r.getString(4),
              Instant.ofEpochMilli(r.getLong(5)),
              end);
        };
    List<Spanned> spans =
        select(
            "SELECT kind, office, name, state, start, stop FROM use_span WHERE day = ?", row, day);
    spans.addAll(
        select(
            "SELECT kind, office, name, state, start, NULL FROM use_open WHERE start < ?",
            row,
            before.toEpochMilli()));
    return spans;
  }

  private List<DayRows.Stay> stays(long day) throws SQLException {
    return select(
        // What two layers tell in the same words is one row: that of the first of them.
        "SELECT office.name, seat.name, start, ended, reason, min(layer.id) FROM layer"
            + " CROSS JOIN visit ON visit.layer = layer.id"
            + " CROSS JOIN seat ON seat.n = visit.seat"
            + " CROSS JOIN office ON office.n = seat.office"
            + " WHERE layer.complete = 1 AND visit.day = ?"
            + " GROUP BY visit.seat, start, person, ended",
        r -> {
          long ended = r.getLong(4);
          String reason = r.getString(5);
          return new DayRows.Stay(
              new SeatId(r.getString(1), r.getString(2)),
              Instant.ofEpochMilli(r.getLong(3)),
              ended == 0 ? null : Instant.ofEpochMilli(ended),
              reason == null ? null : EndReason.of(reason));
        },
        day);
  }

  private List<DayRows.Promise> promises(long day) throws SQLException {
    return select(
        "SELECT office, seat, start, outcome FROM use_promise WHERE day = ?",
        r ->
            new DayRows.Promise(
                new SeatId(r.getString(1), r.getString(2)),
                Instant.ofEpochMilli(r.getLong(3)),
                ReservationOutcome.of(r.getString(4))),
        day);
  }

  private List<DayRows.Span<RoomId>> bookings(long day) throws SQLException {
    return select(
        "SELECT office, room, start, stop FROM use_booking WHERE day = ?",
        r ->
            new DayRows.Span<>(
                new RoomId(r.getString(1), r.getString(2)),
                Instant.ofEpochMilli(r.getLong(3)),
                Instant.ofEpochMilli(r.getLong(4))),
        day);
  }

  private Map<SeatId, Integer> conflicts(long day) throws SQLException {
    Map<SeatId, Integer> counts = new HashMap<>();
    for (Map.Entry<SeatId, Integer> each :
        select(
            "SELECT office, seat, count FROM use_conflict WHERE day = ? AND count > 0",
            r -> Map.entry(new SeatId(r.getString(1), r.getString(2)), r.getInt(3)),
            day)) {
      counts.put(each.getKey(), each.getValue());
    }
    return counts;
  }
}
