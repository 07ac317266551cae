package city.seki.config.rules;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Rooms, their devices and their bookings at one moment, immutable: what was told of them last, and
 * what is promised.
 */
public record Rooms(
    PMap<RoomId, RoomState> rooms,
    PMap<DeviceId, DeviceSeen> devices,
    PMap<String, Booking> bookings) {

  /** Bookings are kept so long after their end: what a room was booked for today is still asked. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Of no room is anything known. */
  public static final Rooms NONE =
      new Rooms(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

  /**
   * What is believed of a room.
   *
   * @param people how many, null where nobody counts them
   * @param since when the occupancy became what it is
   * @param changed when that or the number of people changed last
   */
  public record RoomState(
      Occupancy occupancy, @Nullable Long people, Instant since, Instant changed) {}

  /** In which state a device is, and since when. */
  public record DeviceSeen(DeviceState state, Instant since) {}

  /** Those of that room which end after that moment, the earliest first. */
  public List<Booking> bookings(RoomId room, Instant after) {
    return bookings.values().stream()
        .filter(b -> b.room().equals(room) && b.to().isAfter(after))
        .sorted(Comparator.comparing(Booking::from))
        .toList();
  }

  Rooms apply(Event.OfRoom event) {
    return switch (event) {
      case Event.RoomChanged e -> changed(e);
      case Event.DeviceChanged e ->
          new Rooms(rooms, devices.plus(e.device(), new DeviceSeen(e.state(), e.at())), bookings);
      case Event.RoomBooked e ->
          new Rooms(rooms, devices, lately(e.at()).plus(e.booking().id(), e.booking()));
      case Event.RoomBookingCancelled e -> new Rooms(rooms, devices, bookings.minus(e.booking()));
    };
  }

  private Rooms changed(Event.RoomChanged e) {
    RoomState before = rooms.get(e.room());
    Instant since = before != null && before.occupancy() == e.occupancy() ? before.since() : e.at();
    RoomState now = new RoomState(e.occupancy(), e.people(), since, e.at());
    return new Rooms(rooms.plus(e.room(), now), devices, bookings);
  }

  private PMap<String, Booking> lately(Instant at) {
    PMap<String, Booking> left = bookings;
    for (Booking booking : bookings.values()) {
      if (booking.to().plus(KEPT).isBefore(at)) {
        left = left.minus(booking.id());
      }
    }
    return left;
  }
}
