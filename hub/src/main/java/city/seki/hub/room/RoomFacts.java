package city.seki.hub.room;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.rules.Booking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from people, devices and bookings of one room. Pure: the same situation and moment
 * give the same facts.
 *
 * <p>Each fact has to last before it counts, so that somebody who steps out for a moment, or comes
 * a little late, is not told of. Of an unknown room nothing is said that takes it for empty.
 *
 * <p>Example: the room vacant since 10:00, its display idle since 9:30, now 10:10: {@code
 * on-while-empty} since 10:00.
 */
final class RoomFacts {
  /** For whom the room is promised while it is a pop-up office. */
  static final String NOBODY = "";

  private static final Duration CALL_ALONE = Duration.ofMinutes(5);
  private static final Duration ON_ALONE = Duration.ofMinutes(10);
  private static final Duration NOBODY_CAME = Duration.ofMinutes(15);
  private static final Duration WITHOUT_BOOKING = Duration.ofMinutes(10);

  /** A device that restarts is back before this. */
  private static final Duration BROKEN = Duration.ofMinutes(1);

  /** One that was switched on answers before this: it is not ready only if that lasts. */
  private static final Duration STARTED = Duration.ofMinutes(3);

  private static final Duration BOOKED_NEXT = Duration.ofMinutes(60);
  private static final Duration PREFLIGHT = Duration.ofMinutes(15);

  private static final Set<DeviceState> ON = Set.of(DeviceState.IDLE, DeviceState.PRESENTING);
  private static final Set<DeviceState> OUT = Set.of(DeviceState.OFFLINE, DeviceState.FAULT);
  private static final Set<DeviceState> NOT_READY =
      Set.of(
          DeviceState.OFFLINE,
          DeviceState.FAULT,
          DeviceState.UPDATING,
          DeviceState.BOOTING,
          DeviceState.UNKNOWN);

  /** What a conference cannot be held without. */
  private static final Set<String> NEEDED = Set.of("camera", "microphone", "display");

  /**
   * A room at one moment.
   *
   * @param booked whether it is for those who book it
   * @param since of the occupancy, null if nothing was told of it
   * @param bookings of that room from the day before on, the earliest first
   */
  record Situation(
      boolean booked,
      Occupancy occupancy,
      @Nullable Instant since,
      List<DeviceView> devices,
      List<Booking> bookings,
      Instant now) {

    @Nullable Booking running() {
      return bookings.stream().filter(b -> b.runs(now)).findFirst().orElse(null);
    }

    @Nullable Booking next() {
      return bookings.stream().filter(b -> b.from().isAfter(now)).findFirst().orElse(null);
    }

    private @Nullable Instant lastEnd() {
      return bookings.stream()
          .map(Booking::to)
          .filter(to -> !to.isAfter(now))
          .max(Instant::compareTo)
          .orElse(null);
    }

    private boolean lasts(Instant from, Duration time) {
      return !from.plus(time).isAfter(now);
    }

    private boolean near(@Nullable Booking booking, Duration time) {
      return booking != null && !booking.from().minus(time).isAfter(now);
    }
  }

  private final Situation room;
  private final List<RoomFact> facts = new ArrayList<>();

  private RoomFacts(Situation room) {
    this.room = room;
  }

  static List<RoomFact> of(Situation situation) {
    RoomFacts facts = new RoomFacts(situation);
    facts.people();
    situation.devices().forEach(facts::device);
    return List.copyOf(facts.facts);
  }

  private void people() {
    Instant since = room.since();
    if (since == null) {
      return;
    }
    Booking running = room.running();
    boolean inCall = room.devices().stream().anyMatch(d -> d.state() == DeviceState.IN_CALL);
    if (room.occupancy() == Occupancy.VACANT) {
      if (running == null && !inCall && !room.near(room.next(), PREFLIGHT)) {
        add(RoomFact.Kind.FREE_NOW, since, null, null);
      }
      if (running != null && !running.person().equals(NOBODY)) {
        addIfLasting(
            RoomFact.Kind.BOOKED_BUT_EMPTY, later(since, running.from()), NOBODY_CAME, null);
      }
    }
    if (room.occupancy() == Occupancy.OCCUPIED && room.booked() && running == null) {
      addIfLasting(
          RoomFact.Kind.USED_WITHOUT_BOOKING, later(since, room.lastEnd()), WITHOUT_BOOKING, null);
    }
  }

  private void device(DeviceView device) {
    Instant deviceSince = device.since();
    if (deviceSince == null) {
      return;
    }
    String id = device.device().id();
    Instant since = room.since();
    if (room.occupancy() == Occupancy.VACANT && since != null) {
      Instant both = later(since, deviceSince);
      if (device.state() == DeviceState.IN_CALL) {
        addIfLasting(RoomFact.Kind.IN_CALL_WITHOUT_PEOPLE, both, CALL_ALONE, id);
      }
      if (ON.contains(device.state())) {
        addIfLasting(RoomFact.Kind.ON_WHILE_EMPTY, both, ON_ALONE, id);
      }
    }
    if (OUT.contains(device.state())
        && (room.running() != null || room.near(room.next(), BOOKED_NEXT))) {
      addIfLasting(RoomFact.Kind.BROKEN_AND_BOOKED, deviceSince, BROKEN, id);
    }
    preflight(device, id, deviceSince);
  }

  private void preflight(DeviceView device, String id, Instant deviceSince) {
    Booking next = room.next();
    if (next == null || !room.near(next, PREFLIGHT)) {
      return;
    }
    Instant since = next.from().minus(PREFLIGHT);
    if (NOT_READY.contains(device.state()) && room.lasts(deviceSince, STARTED)) {
      add(RoomFact.Kind.PREFLIGHT_FAILED, later(since, deviceSince), id, device.state().word());
    }
    for (String missing : device.missing()) {
      if (NEEDED.contains(missing)) {
        add(RoomFact.Kind.PREFLIGHT_FAILED, since, id, missing);
      }
    }
  }

  private void addIfLasting(
      RoomFact.Kind kind, Instant since, Duration time, @Nullable String device) {
    if (room.lasts(since, time)) {
      add(kind, since, device, null);
    }
  }

  private void add(
      RoomFact.Kind kind, Instant since, @Nullable String device, @Nullable String detail) {
    facts.add(new RoomFact(kind, since, device, detail));
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }
}
