package city.seki.hub.utilisation;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.ReservationOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of one day: what its figures are counted from. Spans that reach over midnight
 * stand in the rows of each day that they touch, whole.
 *
 * @param stays that began on that day; none lasts over midnight
 * @param promises of that day, by their beginning
 * @param unclaimed seats on which somebody sat without a claim, from when it was noticed
 * @param outOfService seats that could not be had
 * @param conflicts how many at each seat
 * @param rooms what was told of rooms; those a few minutes before and after the day as well
 * @param devices what was told of devices; those a few minutes before and after the day as well
 */
record DayRows(
    List<Stay> stays,
    List<Promise> promises,
    List<Span<SeatId>> unclaimed,
    List<Span<SeatId>> outOfService,
    Map<SeatId, Integer> conflicts,
    List<Told<RoomId, Occupancy>> rooms,
    List<Span<RoomId>> bookings,
    List<Told<DeviceId, DeviceState>> devices) {

  /** A day of which nothing is known. */
  static final DayRows NONE =
      new DayRows(
          List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of());

  /**
   * A seat was held.
   *
   * @param end null while it lasts
   * @param reason what ended it, null while it lasts or where nobody knows
   */
  record Stay(SeatId seat, Instant start, @Nullable Instant end, @Nullable EndReason reason) {}

  /** A reservation that was not cancelled. */
  record Promise(SeatId seat, Instant from, ReservationOutcome outcome) {}

  /**
   * From when to when something was so.
   *
   * @param to null while it lasts
   */
  record Span<T>(T what, Instant from, @Nullable Instant to) {}

  /**
   * In which state something was, and from when to when.
   *
   * @param to null while it lasts
   */
  record Told<T, S>(T what, S state, Instant from, @Nullable Instant to) {}

  DayRows {
    stays = List.copyOf(stays);
    promises = List.copyOf(promises);
    unclaimed = List.copyOf(unclaimed);
    outOfService = List.copyOf(outOfService);
    conflicts = Map.copyOf(conflicts);
    rooms = List.copyOf(rooms);
    bookings = List.copyOf(bookings);
    devices = List.copyOf(devices);
  }
}
