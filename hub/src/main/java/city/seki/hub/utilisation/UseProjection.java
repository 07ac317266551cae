package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import city.seki.hub.data.SqliteFile;
import city.seki.hub.history.Projection;
import city.seki.hub.utilisation.UseTables.Lasting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the figures of utilisation are counted from, besides the visits: reservations, uses
 * without a claim, seats out of service, conflicts, rooms and devices. What changes a day takes
 * away what was counted of it; it is counted anew when nothing else is to do.
 */
public final class UseProjection implements Projection {
  /** To be added to the follower's. */
  public static final Projection.Kind KIND =
      new Projection.Kind("utilisation", 1, UseProjection::new);

  private final Connection db;
  private final UseRows rows;
  private final UseDays days;
  private ZoneId zone = City.EMPTY.timeZone();
  private @Nullable City city;
  private @Nullable LocalDate first;
  private @Nullable Instant changedFrom;

  private UseProjection(Connection db) throws SQLException {
    this.db = db;
    UseTables.make(db);
    rows = new UseRows(db);
    days = new UseDays(db);
  }

  @Override
  public void city(City effective, LocalDate day) throws SQLException {
    City now = effective.lasting(); // pop-up offices are known by their events
    days.isToday(day);
    if (now.equals(city)) {
      return;
    }
    zone = now.timeZone();
    // A hub that has no city yet has offered nothing yet.
    if (!now.offices().isEmpty() && Cities.note(db, now, day)) {
      days.citiesChanged();
      days.changed(day, LocalDate.MAX);
    }
    city = now;
  }

  private LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  @Override
  public void happened(Event event) throws SQLException {
    LocalDate day = day(event.at());
    first = first == null || day.isBefore(first) ? day : first;
    switch (event) {
      case Event.Claimed e -> close(Lasting.UNCLAIMED, e.seat(), e.at());
      case Event.Ended e -> ended(e);
      case Event.Corrected e -> corrected(e);
      case Event.Reserved e -> promise(e.reservation(), ReservationOutcome.OPEN);
      case Event.ReservationTaken e -> outcome(e.reservation(), ReservationOutcome.TAKEN);
      case Event.ReservationCancelled e -> outcome(e.reservation(), ReservationOutcome.CANCELLED);
      case Event.NoShow e -> outcome(e.reservation(), ReservationOutcome.NO_SHOW);
      case Event.ReservationCorrected e -> promise(e.reservation(), e.after());
      case Event.TakenOutOfService e -> takenOut(e);
      case Event.PutIntoService e -> close(Lasting.OUT_OF_SERVICE, e.seat(), e.at());
      case Event.UnclaimedUse e -> is(Lasting.UNCLAIMED, e.seat(), "", e.at());
      case Event.PresenceChanged e -> {
        if (!e.present()) {
          close(Lasting.UNCLAIMED, e.seat(), e.at());
        }
      }
      case Event.PresenceLost e -> close(Lasting.UNCLAIMED, e.seat(), e.at());
      case Event.OfRoom e -> ofRoom(e);
      case Event.PopUpOpened e -> {
        UsePopUps.note(db, e.popUp());
        popUpChanged(e.popUp().from(), e.popUp().to());
      }
      case Event.MeasureLifted e -> {
        PopUp ended = UsePopUps.end(db, e.id(), e.at());
        if (ended != null) {
          popUpChanged(ended.from(), ended.to());
        }
      }
      default -> {} // of no figure, or of those that the visits are
    }
  }

  private void popUpChanged(LocalDate from, LocalDate to) throws SQLException {
    days.citiesChanged();
    days.changed(from, to);
  }

  /** What is said of an outage now counts instead of what was said before. */
  private void takenOut(Event.TakenOutOfService e) throws SQLException {
    SeatId seat = e.seat();
    UseRows.Open open = rows.open(Lasting.OUT_OF_SERVICE, seat.office(), seat.seat());
    Instant from = e.outage().from();
    if (open != null && (from.isAfter(e.at()) || open.start().isAfter(e.at()))) {
      close(Lasting.OUT_OF_SERVICE, seat, e.at());
    }
    is(Lasting.OUT_OF_SERVICE, seat, "", from);
  }

  private void ofRoom(Event.OfRoom event) throws SQLException {
    switch (event) {
      case Event.RoomChanged e ->
          is(Lasting.ROOM, e.room().office(), e.room().room(), e.occupancy().word(), e.at());
      case Event.DeviceChanged e ->
          is(Lasting.DEVICE, e.device().office(), e.device().device(), e.state().word(), e.at());
      case Event.RoomBooked e -> {
        Booking booking = e.booking();
        rows.book(booking, day(booking.from()));
        changed(booking.from(), booking.to());
      }
      case Event.RoomBookingCancelled e -> {
        Booking booking = rows.unbook(e.booking(), e.at());
        if (booking != null) {
          changed(booking.from(), booking.to());
        }
      }
    }
  }

  private void is(Lasting kind, SeatId seat, String state, Instant at) throws SQLException {
    is(kind, seat.office(), seat.seat(), state, at);
  }

  /** Something came into that state; it stays in it until it is told otherwise. */
  private void is(Lasting kind, String office, String name, String state, Instant at)
      throws SQLException {
    UseRows.Open open = rows.open(kind, office, name);
    if (open == null) {
      rows.begin(kind, office, name, state, at);
      changed(at, null);
    } else if (!open.state().equals(state)) {
      Instant from = at.isBefore(open.start()) ? open.start() : at;
      rows.end(kind, office, name, open, from, zone);
      rows.begin(kind, office, name, state, from);
      changed(from, null);
    }
  }

  private void close(Lasting kind, SeatId seat, Instant at) throws SQLException {
    UseRows.Open open = rows.open(kind, seat.office(), seat.seat());
    if (open != null) {
      Instant from = at.isBefore(open.start()) ? open.start() : at;
      rows.end(kind, seat.office(), seat.seat(), open, from, zone);
      changed(from, null);
    }
  }

  private void ended(Event.Ended e) throws SQLException {
    if (e.reason() == EndReason.CONFLICT) {
      conflict(e.seat(), e.at(), 1);
    }
  }

  private void corrected(Event.Corrected e) throws SQLException {
    ClaimRecord before = e.before();
    ClaimRecord after = e.after();
    if (before != null && before.reason() == EndReason.CONFLICT) {
      conflict(before.seat(), before.since(), -1);
    }
    if (after != null && after.reason() == EndReason.CONFLICT) {
      conflict(after.seat(), after.since(), 1);
    }
    if (after != null && after.isCurrent()) {
      close(Lasting.UNCLAIMED, after.seat(), after.since());
    }
  }

  private void conflict(SeatId seat, Instant at, int by) throws SQLException {
    rows.conflict(seat, day(at), by);
    changed(at, at);
  }

  private void promise(Reservation promise, ReservationOutcome outcome) throws SQLException {
    rows.promise(promise, day(promise.from()), outcome);
    changed(promise.from(), promise.from());
  }

  private void outcome(String id, ReservationOutcome outcome) throws SQLException {
    Instant from = rows.outcome(id, outcome);
    if (from != null) {
      changed(from, from);
    }
  }

  /**
   * @param to null for everything after as well
   */
  private void changed(Instant from, @Nullable Instant to) throws SQLException {
    Instant early = from.minus(UseRows.MARGIN);
    if (to != null) {
      days.changed(day(early), day(to.plus(UseRows.MARGIN)));
    } else if (changedFrom == null || early.isBefore(changedFrom)) {
      changedFrom = early;
    }
  }

  @Override
  public void settle() throws SQLException {
    Instant from = changedFrom;
    if (from != null) {
      days.changed(day(from), LocalDate.MAX);
      changedFrom = null;
    }
    LocalDate begin = first;
    if (begin != null) {
      days.beginsNotAfter(begin);
      first = null;
    }
  }

  @Override
  public void clear() throws SQLException {
    changedFrom = null;
    first = null;
    city = null;
    days.citiesChanged();
    UseTables.clear(db);
  }

  @Override
  public boolean tidy() throws SQLException {
    boolean[] more = {false};
    SqliteFile.together(db, s -> more[0] = days.countOne());
    return more[0];
  }
}
