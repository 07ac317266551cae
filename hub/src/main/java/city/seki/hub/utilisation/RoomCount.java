package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rooms and devices of one day: those that the city's files of that day have. What the
 * ledger has is what was told; a room of which nothing was told yet is unknown.
 */
final class RoomCount {
  /** As long as before facilities are told of it, {@code hub.room}. */
  private static final int ON_ALONE = 10;

  private static final Set<DeviceState> ON = Set.of(DeviceState.IDLE, DeviceState.PRESENTING);

  private final DayMinutes minutes;
  private final int until;
  private final City city;
  private final Map<RoomId, List<DayRows.Told<RoomId, Occupancy>>> told = new HashMap<>();
  private final Map<RoomId, BitSet> booked = new HashMap<>();
  private final Map<DeviceId, List<DayRows.Told<DeviceId, DeviceState>>> states = new HashMap<>();

  RoomCount(DayMinutes minutes, int until, City city, DayRows rows) {
    this.minutes = minutes;
    this.until = until;
    this.city = city;
    rows.rooms().forEach(t -> told.computeIfAbsent(t.what(), r -> new ArrayList<>()).add(t));
    rows.devices().forEach(t -> states.computeIfAbsent(t.what(), d -> new ArrayList<>()).add(t));
    for (DayRows.Span<RoomId> b : rows.bookings()) {
      minutes.add(booked.computeIfAbsent(b.what(), r -> new BitSet()), b.from(), b.to(), until);
    }
  }

  Map<RoomId, RoomUse> rooms() {
    Map<RoomId, RoomUse> uses = new LinkedHashMap<>();
    for (Office office : city.offices().values()) {
      BitSet open = minutes.open(city, office, until);
      for (Room room : office.rooms()) {
        RoomId id = new RoomId(office.id(), room.id());
        uses.put(id, room(id, open));
      }
    }
    return uses;
  }

  private RoomUse room(RoomId id, BitSet open) {
    BitSet occupied = new BitSet();
    BitSet known = new BitSet();
    for (DayRows.Told<RoomId, Occupancy> span : told.getOrDefault(id, List.of())) {
      if (span.state() == Occupancy.OCCUPIED) {
        minutes.add(occupied, span.from(), span.to(), until);
      }
      if (span.state() != Occupancy.UNKNOWN) {
        minutes.add(known, span.from(), span.to(), until);
      }
    }
    int all = open.cardinality();
    return new RoomUse(all, in(open, occupied), all - in(open, known), in(open, booked.get(id)));
  }

  Map<DeviceId, DeviceUse> devices() {
    Map<DeviceId, DeviceUse> uses = new LinkedHashMap<>();
    for (Unit unit : city.units().values()) {
      Office office = city.office(unit.office());
      if (office != null && !unit.devices().isEmpty()) {
        BitSet open = minutes.open(city, office, until);
        for (RoomDevice device : unit.devices()) {
          DeviceId id = new DeviceId(office.id(), device.id());
          uses.put(id, device(id, new RoomId(office.id(), device.room()), open));
        }
      }
    }
    return uses;
  }

  private DeviceUse device(DeviceId id, RoomId room, BitSet open) {
    BitSet inCall = new BitSet();
    BitSet fault = new BitSet();
    BitSet offline = new BitSet();
    long faults = 0;
    List<DayRows.Told<DeviceId, DeviceState>> spans = states.getOrDefault(id, List.of());
    for (DayRows.Told<DeviceId, DeviceState> span : spans) {
      switch (span.state()) {
        case IN_CALL -> minutes.add(inCall, span.from(), span.to(), until);
        case FAULT -> {
          minutes.add(fault, span.from(), span.to(), until);
          faults += isInTime(span.from()) ? 1 : 0;
        }
        case OFFLINE -> minutes.add(offline, span.from(), span.to(), until);
        default -> {} // it is of use, or nobody knows
      }
    }
    return new DeviceUse(
        room.room(),
        inCall.cardinality(),
        onWhileEmpty(spans, told.getOrDefault(room, List.of())),
        faults,
        in(open, fault),
        in(open, offline));
  }

  private boolean isInTime(Instant at) {
    return !at.isBefore(minutes.start()) && at.isBefore(minutes.end()) && minutes.mark(at) <= until;
  }

  /**
   * Minutes of this day that belong to a stretch of at least ten in which the device was awake and
   * the room empty. Counted on a longer axis, because a stretch may begin before midnight.
   */
  private int onWhileEmpty(
      List<DayRows.Told<DeviceId, DeviceState>> states,
      List<DayRows.Told<RoomId, Occupancy>> occupancy) {
    BitSet wasted = new BitSet();
    states.stream()
        .filter(s -> ON.contains(s.state()))
        .forEach(s -> addShifted(wasted, s.from(), s.to()));
    BitSet empty = new BitSet();
    occupancy.stream()
        .filter(o -> o.state() == Occupancy.VACANT)
        .forEach(o -> addShifted(empty, o.from(), o.to()));
    wasted.and(empty);
    int sum = 0;
    for (int from = wasted.nextSetBit(0); from >= 0; ) {
      int to = wasted.nextClearBit(from);
      if (to - from >= ON_ALONE) {
        sum += Math.max(0, Math.min(to, ON_ALONE + minutes.count()) - Math.max(from, ON_ALONE));
      }
      from = wasted.nextSetBit(to);
    }
    return sum;
  }

  /** On an axis that begins ten minutes before the day, and ends ten after it if it is over. */
  private void addShifted(BitSet bits, Instant from, @Nullable Instant to) {
    int end = until < minutes.count() ? until : minutes.count() + ON_ALONE;
    int first = Math.max(0, minutes.mark(from) + ON_ALONE);
    int last = (to == null ? end : Math.min(end, minutes.mark(to))) + ON_ALONE;
    if (first < last) {
      bits.set(first, last);
    }
  }

  private static int in(BitSet open, @Nullable BitSet some) {
    if (some == null) {
      return 0;
    }
    BitSet both = (BitSet) open.clone();
    both.and(some);
    return both.cardinality();
  }
}
