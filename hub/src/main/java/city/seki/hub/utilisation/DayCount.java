package city.seki.hub.utilisation;

import city.seki.config.model.City;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Counts a day. Pure: the same rows, city and moment give the same figures.
 *
 * <p>What is offered follows from the city's files of that day: every seat while its office is open
 * and the seat is in service, one of a pop-up office in its half day. A closed day, a holiday, a
 * closure offers nothing. A cap takes nothing away: the seats are there, and which of them stay
 * free is not said by it.
 */
final class DayCount {
  private DayCount() {}

  /** A day that is over: what is open on record lasted to its end. */
  static DayUse whole(LocalDate day, City city, DayRows rows) {
    return upTo(day, city, rows, Instant.MAX);
  }

  /**
   * A day up to a moment of it.
   *
   * @param city with its holidays of that year
   * @param now what is open on record lasts to here
   */
  static DayUse upTo(LocalDate day, City city, DayRows rows, Instant now) {
    DayMinutes minutes = DayMinutes.of(day, city.timeZone());
    int until = now.isBefore(minutes.end()) ? Math.max(0, minutes.mark(now)) : minutes.count();
    SeatCount seats = new SeatCount(minutes, until, city, rows);
    RoomCount rooms = new RoomCount(minutes, until, city, rows);
    return new DayUse(day, seats.parts(), seats.seats(), rooms.rooms(), rooms.devices());
  }
}
