package city.seki.hub.room;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.Office;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.PresenceMessage;
import city.seki.config.wire.Topics;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.live.EventStream;
import city.seki.hub.live.LiveFloor;
import city.seki.hub.live.Owed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps everybody's picture of the rooms up to date: it compares what each looks like now with what
 * was told last, and tells the difference to the event stream and to the retained topics. {@link
 * #now}, {@link #told} and {@link #changed} are safe for all threads; {@link #flush} and {@link
 * #look} are called from one.
 */
public final class LiveRooms {
  /** A rush of rooms must not take the processor from taps; the rest waits for the next second. */
  private static final int ROOMS_A_FLUSH = 10;

  private final Supplier<Seating> state;
  private final Fleet fleet;
  private final Supplier<Instant> clock;
  private final EventStream stream;
  private final LiveFloor.Retained retained;
  private final RoomPlaces places = new RoomPlaces();
  private final RoomReports reports;
  private final Owed<RoomId> owed = new Owed<>();
  private final Map<RoomId, RoomView.Told> last = new HashMap<>();

  /**
   * @param clock the city's
   * @param nanos the monotonic clock, in nanoseconds
   */
  public LiveRooms(
      Supplier<Seating> state,
      Fleet fleet,
      Supplier<Instant> clock,
      EventStream stream,
      LiveFloor.Retained retained,
      LongSupplier nanos) {
    this.state = state;
    this.fleet = fleet;
    this.clock = clock;
    this.stream = stream;
    this.retained = retained;
    this.reports = new RoomReports(nanos);
  }

  /** The rooms at this moment. */
  public RoomsNow now() {
    return new RoomsNow(state.get(), fleet, places, reports, clock.get());
  }

  /** Which unit senses which room, and which devices stand in it. */
  public RoomPlaces places() {
    return places;
  }

  /**
   * A unit told what is believed of a room that the city has.
   *
   * @param since when it became so, as far as the unit's clock can be believed
   * @param at when it came
   */
  public void told(RoomId room, PresenceMessage message, Instant since, Instant at) {
    reports.told(room, message, since, at);
    owed.add(List.of(room));
  }

  /**
   * A unit told how a device is that the city has.
   *
   * @param since when it became so, as far as the unit's clock can be believed
   * @param at when it came
   */
  public void told(DeviceId device, DeviceMessage message, Instant since, Instant at) {
    reports.told(device, message, since, at);
    RoomId room = places.roomOf(state.get().city(), device);
    if (room != null) {
      owed.add(List.of(room));
    }
  }

  /** Notes which rooms are to be looked at at once. */
  public void changed(List<Event> events) {
    for (Event event : events) {
      if (event instanceof Event.RoomBooked booked) {
        owed.add(List.of(booked.booking().room()));
      }
      if (event instanceof Event.PopUpOpened opened) {
        owed.add(List.of(opened.popUp().room()));
      }
    }
  }

  /** Tells of those that were noted, as far as one go allows. */
  public void flush() {
    if (owed.isEmpty()) {
      return;
    }
    RoomsNow rooms = now();
    for (RoomId id : owed.take(ROOMS_A_FLUSH)) {
      RoomView room = rooms.room(id);
      if (room != null) {
        tell(room);
      }
    }
  }

  /**
   * Looks at every room for what time changes, and tells of it.
   *
   * @return all of them as they are
   */
  public List<RoomView> look() {
    Seating seating = state.get();
    RoomsNow rooms = now();
    List<RoomView> all = new ArrayList<>();
    for (Office office : seating.city().offices().values()) {
      all.addAll(rooms.of(office));
    }
    all.forEach(this::tell);
    forgetRemoved(seating.city());
    return all;
  }

  private void tell(RoomView room) {
    if (room.told().equals(last.put(room.id(), room.told()))) {
      return;
    }
    City city = state.get().city();
    Instant now = clock.get();
    stream.publish(
        "room",
        JsonText.object(
            o -> room.write(o.put("office", room.id().office()), city.timeZone(), now)));
    retained.publish(
        Topics.room(room.id().office(), room.id().room()), room.published(city.timeZone(), now));
  }

  /** An empty retained message removes what a room that is no more had published. */
  private void forgetRemoved(City city) {
    last.keySet()
        .removeIf(
            id -> {
              Office office = city.office(id.office());
              boolean gone =
                  office == null
                      || office.rooms().stream().noneMatch(r -> r.id().equals(id.room()));
              if (gone) {
                retained.publish(Topics.room(id.office(), id.room()), new byte[0]);
              }
              return gone;
            });
  }
}
