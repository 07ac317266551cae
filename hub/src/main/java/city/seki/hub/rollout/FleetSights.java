package city.seki.hub.rollout;

import city.seki.config.model.City;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Office;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.room.RoomView;
import city.seki.hub.room.RoomsNow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the hub sees of all units, for roll-outs.
 *
 * @param clock the city's time, in which seats and rooms are reserved
 */
public record FleetSights(
    Supplier<Seating> state,
    Supplier<RoomsNow> rooms,
    Fleet fleet,
    UnitReports reports,
    Supplier<Instant> clock) {

  /** All units of the city, by name. */
  public Map<String, Sight> now() {
    Seating seating = state.get();
    Instant now = clock.get();
    Set<RoomId> calls = calls(seating.city());
    Map<String, Sight> sights = new HashMap<>();
    for (Unit unit : seating.city().units().values()) {
      sights.put(unit.id(), sight(unit, seating, calls, now));
    }
    return sights;
  }

  private Set<RoomId> calls(City city) {
    Set<RoomId> calls = new HashSet<>();
    RoomsNow now = rooms.get();
    for (Office office : city.offices().values()) {
      for (RoomView room : now.of(office)) {
        if (room.devices().stream().anyMatch(d -> d.state() == DeviceState.IN_CALL)) {
          calls.add(room.id());
        }
      }
    }
    return calls;
  }

  private Sight sight(Unit unit, Seating seating, Set<RoomId> calls, Instant now) {
    Set<SeatId> seats = seats(unit);
    Set<RoomId> inRooms = rooms(unit);
    return new Sight(
        unit.office(),
        offFor(unit.id()),
        inRooms.stream().anyMatch(calls::contains),
        seats.stream().anyMatch(seat -> seating.seat(seat).claim() != null),
        reservedIn(seats, inRooms, seating, now),
        reports.of(unit.id()));
  }

  private Duration offFor(String unit) {
    Duration away = fleet.awayFor(unit);
    return fleet.isThere(unit) ? Duration.ZERO : away.isZero() ? Duration.ofMillis(1) : away;
  }

  /** Seats at which it reads or senses. */
  private static Set<SeatId> seats(Unit unit) {
    Set<SeatId> seats = new HashSet<>();
    for (Wiring reader : unit.readers()) {
      if (reader.name() instanceof ReaderName.AtSeat(String seat)) {
        seats.add(new SeatId(unit.office(), seat));
      }
    }
    for (SensorWiring sensor : unit.sensors()) {
      if (sensor.place() instanceof Place.AtSeat(String seat)) {
        seats.add(new SeatId(unit.office(), seat));
      }
    }
    return seats;
  }

  private static Set<RoomId> rooms(Unit unit) {
    Set<RoomId> rooms = new HashSet<>();
    for (SensorWiring sensor : unit.sensors()) {
      if (sensor.place() instanceof Place.InRoom(String room)) {
        rooms.add(new RoomId(unit.office(), room));
      }
    }
    for (RoomDevice device : unit.devices()) {
      rooms.add(new RoomId(unit.office(), device.room()));
    }
    return rooms;
  }

  private static @Nullable Duration reservedIn(
      Set<SeatId> seats, Set<RoomId> rooms, Seating seating, Instant now) {
    Stream<Instant> ofSeats =
        seats.stream()
            .map(seating::seat)
            .map(SeatState::reservations)
            .flatMap(all -> all.stream().filter(r -> r.to().isAfter(now)))
            .map(Reservation::from);
    Stream<Instant> ofRooms =
        seating.rooms().bookings().values().stream()
            .filter(b -> rooms.contains(b.room()) && b.to().isAfter(now))
            .map(Booking::from);
    return Stream.concat(ofSeats, ofRooms)
        .min(Instant::compareTo)
        .map(from -> Duration.between(now, from))
        .orElse(null);
  }
}
