package city.seki.hub.room;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Event;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.Seating;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.hub.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every room of the city at one moment. A room whose unit is silent, or has told nothing of it for
 * {@link #STALE}, is unknown, and so are its devices: nobody could have told of a change.
 */
public final class RoomsNow {
  /** A unit tells each room and device at least once a minute; this is one and a half of it. */
  static final Duration STALE = Duration.ofSeconds(90);

  private final Seating state;
  private final Fleet fleet;
  private final RoomPlaces places;
  private final RoomReports reports;
  private final Instant now;
  private final Map<RoomId, List<Booking>> bookings = new HashMap<>();

  /**
   * @param now by the city's clock
   */
  RoomsNow(Seating state, Fleet fleet, RoomPlaces places, RoomReports reports, Instant now) {
    this.state = state;
    this.fleet = fleet;
    this.places = places;
    this.reports = reports;
    this.now = now;
    for (Booking booking : state.rooms().bookings().values()) {
      bookings.computeIfAbsent(booking.room(), r -> new ArrayList<>()).add(booking);
    }
    for (Event.PopUpOpened opened : state.measures().popUps().values()) {
      PopUp popUp = opened.popUp();
      for (PopUp.Window window : popUp.windows(state.city())) {
        bookings
            .computeIfAbsent(popUp.room(), r -> new ArrayList<>())
            .add(
                new Booking(
                    popUp.id(), popUp.room(), RoomFacts.NOBODY, window.from(), window.to()));
      }
    }
    bookings.values().forEach(list -> list.sort(Comparator.comparing(Booking::from)));
  }

  /**
   * When that room is promised, the earliest first; the half days in which it is a pop-up office
   * are among them, without a person.
   */
  public List<Booking> bookings(RoomId room) {
    return bookings.getOrDefault(room, List.of());
  }

  /** Every room of that office, in the order of the city's file. */
  public List<RoomView> of(Office office) {
    return office.rooms().stream()
        .map(room -> view(new RoomId(office.id(), room.id()), room))
        .toList();
  }

  /** That room, null if there is none. */
  public @Nullable RoomView room(RoomId id) {
    Office office = state.city().office(id.office());
    if (office == null) {
      return null;
    }
    for (Room room : office.rooms()) {
      if (room.id().equals(id.room())) {
        return view(id, room);
      }
    }
    return null;
  }

  private RoomView view(RoomId id, Room room) {
    String unit = places.unitOf(state.city(), id);
    RoomReports.Told<PresenceMessage> told = reports.of(id);
    PresenceMessage said = told == null ? null : told.message();
    boolean known =
        told != null
            && reports.age(told).compareTo(STALE) <= 0
            && (unit == null || fleet.isThere(unit));
    Occupancy occupancy = known && said != null ? said.occupancy() : Occupancy.UNKNOWN;
    Instant since = told == null ? null : known ? told.since() : told.at();
    List<DeviceView> devices =
        places.devicesOf(state.city(), id).stream().map(this::device).toList();
    RoomFacts.Situation situation =
        new RoomFacts.Situation(room.booked(), occupancy, since, devices, bookings(id), now);
    Booking running = situation.running();
    return new RoomView(
        id,
        room,
        occupancy,
        since,
        known && said != null ? said.people() : null,
        known && said != null ? said.confidence() : 0,
        unit,
        told == null ? null : reports.age(told),
        running,
        situation.next(),
        running != null && running.person().equals(RoomFacts.NOBODY),
        said == null ? List.of() : said.sensors(),
        devices,
        RoomFacts.of(situation));
  }

  private DeviceView device(RoomPlaces.Watched watched) {
    RoomReports.Told<DeviceMessage> told = reports.of(watched.id());
    if (told == null) {
      return nothingTold(watched);
    }
    DeviceMessage said = told.message();
    Duration age = reports.age(told);
    boolean known = age.compareTo(STALE) <= 0 && fleet.isThere(watched.unit());
    return new DeviceView(
        watched.device(),
        watched.unit(),
        known ? said.state() : DeviceState.UNKNOWN,
        known ? told.since() : told.at(),
        age,
        said.seen() == null ? null : said.seen().toInstant(),
        said.source(),
        known ? said.cause() : "unit-silent",
        said.firmware(),
        said.problems(),
        said.missing());
  }

  private static DeviceView nothingTold(RoomPlaces.Watched watched) {
    return new DeviceView(
        watched.device(),
        watched.unit(),
        DeviceState.UNKNOWN,
        null,
        null,
        null,
        "none",
        null,
        null,
        List.of(),
        List.of());
  }
}
