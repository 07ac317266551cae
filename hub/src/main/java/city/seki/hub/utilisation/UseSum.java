package city.seki.hub.utilisation;

import city.seki.config.model.DeviceId;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The figures of some days together: a month, or the time of a report. Confined to one thread. */
final class UseSum {
  private static final int DAYS_OF_WEEK = 7;

  /** Which hour of which day of the week: 24 of Monday first. */
  static final int HOURS_OF_WEEK = DAYS_OF_WEEK * DayMinutes.HOURS;

  /** What is shown of one day. */
  record OneDay(long offered, long claimed, Peak peak) {}

  /** Of a part of the city. */
  static final class OfPart {
    private SeatUse use = SeatUse.NONE;
    private final long[] offered = new long[HOURS_OF_WEEK];
    private final long[] claimed = new long[HOURS_OF_WEEK];
    private final NavigableMap<LocalDate, OneDay> days = new TreeMap<>();

    SeatUse use() {
      return use;
    }

    /** Minutes of an hour of the week. */
    long offered(int hourOfWeek) {
      return offered[hourOfWeek];
    }

    long claimed(int hourOfWeek) {
      return claimed[hourOfWeek];
    }

    NavigableMap<LocalDate, OneDay> days() {
      return days;
    }

    void add(SeatUse more) {
      use = use.plus(more);
    }

    void add(int hourOfWeek, long moreOffered, long moreClaimed) {
      offered[hourOfWeek] += moreOffered;
      claimed[hourOfWeek] += moreClaimed;
    }

    private void add(LocalDate day, DayUse.OfPart figures, boolean details) {
      SeatUse whole = figures.use();
      add(whole);
      if (!details) {
        return;
      }
      days.put(day, new OneDay(whole.offered(), whole.claimed(), whole.peak()));
      int hourOfWeek = (day.getDayOfWeek().getValue() - 1) * DayMinutes.HOURS;
      for (int hour = 0; hour < DayMinutes.HOURS; hour++) {
        add(hourOfWeek + hour, figures.offered(hour), figures.claimed(hour));
      }
    }
  }

  private final TreeMap<Part, OfPart> parts = new TreeMap<>();
  private final TreeMap<SeatId, DayUse.OfSeat> seats = new TreeMap<>();
  private final Map<RoomId, RoomUse> rooms = new HashMap<>();
  private final Map<DeviceId, DeviceUse> devices = new HashMap<>();

  NavigableMap<Part, OfPart> parts() {
    return parts;
  }

  NavigableMap<SeatId, DayUse.OfSeat> seats() {
    return seats;
  }

  Map<RoomId, RoomUse> rooms() {
    return rooms;
  }

  Map<DeviceId, DeviceUse> devices() {
    return devices;
  }

  /** The figures of that part, to be added to. */
  OfPart part(Part part) {
    return parts.computeIfAbsent(part, p -> new OfPart());
  }

  /** Adds what is wanted of a day; days are added in their order. */
  void add(DayUse day, Wanted wanted) {
    day.parts()
        .forEach(
            (part, figures) -> {
              if (wanted.hasUse(part)) {
                part(part).add(day.day(), figures, wanted.hasDays(part));
              }
            });
    day.seats().forEach((seat, use) -> addIf(wanted.hasSeats(seat.office()), seat, use));
    day.rooms().forEach((room, use) -> addIf(wanted.isOffice(room.office()), room, use));
    day.devices().forEach((device, use) -> addIf(wanted.isOffice(device.office()), device, use));
  }

  private void addIf(boolean isWanted, SeatId seat, DayUse.OfSeat more) {
    if (isWanted) {
      add(seat, more);
    }
  }

  private void addIf(boolean isWanted, RoomId room, RoomUse more) {
    if (isWanted) {
      add(room, more);
    }
  }

  private void addIf(boolean isWanted, DeviceId device, DeviceUse more) {
    if (isWanted) {
      add(device, more);
    }
  }

  void add(SeatId seat, DayUse.OfSeat more) {
    seats.merge(seat, more, DayUse.OfSeat::plus);
  }

  void add(RoomId room, RoomUse more) {
    rooms.merge(room, more, RoomUse::plus);
  }

  void add(DeviceId device, DeviceUse more) {
    devices.merge(device, more, DeviceUse::plus);
  }
}
