package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.RoomId;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.ReservationOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a day found by asking of every single minute, every seat and every part what was
 * so then; slow, and with nothing in common with what it is compared with. Takes the rows of all
 * time.
 */
final class MinuteByMinute {
  private final LocalDate day;
  private final City city;
  private final DayRows rows;
  private final Instant now;

  private MinuteByMinute(LocalDate day, City city, DayRows rows, Instant now) {
    this.day = day;
    this.city = city;
    this.now = now;
    this.rows = near(rows);
  }

  /** Those that can matter: everything else would be asked of every minute. */
  private DayRows near(DayRows all) {
    Instant from = day.atStartOfDay(city.timeZone()).toInstant().minusSeconds(1_200);
    Instant to = day.plusDays(1).atStartOfDay(city.timeZone()).toInstant().plusSeconds(1_200);
    Predicate<Instant> begins = at -> at.isBefore(to);
    Predicate<@Nullable Instant> lasts = at -> at == null || at.isAfter(from);
    return new DayRows(
        all.stays().stream().filter(s -> isOnDay(s.start())).toList(),
        all.promises(),
        all.unclaimed().stream().filter(s -> begins.test(s.from()) && lasts.test(s.to())).toList(),
        all.outOfService().stream()
            .filter(s -> begins.test(s.from()) && lasts.test(s.to()))
            .toList(),
        all.conflicts(),
        all.rooms().stream().filter(t -> begins.test(t.from()) && lasts.test(t.to())).toList(),
        all.bookings().stream().filter(s -> begins.test(s.from()) && lasts.test(s.to())).toList(),
        all.devices().stream().filter(t -> begins.test(t.from()) && lasts.test(t.to())).toList());
  }

  static DayUse count(LocalDate day, City city, DayRows rows, Instant now) {
    MinuteByMinute asked = new MinuteByMinute(day, city, rows, now);
    return new DayUse(day, asked.parts(), asked.seats(), asked.rooms(), asked.devices());
  }

  /** From ten minutes before it was noticed, but not from the day before. */
  private boolean sits(DayRows.Span<SeatId> span, Instant at) {
    return lasts(span.from().minusSeconds(600), span.to(), at)
        && (isOnDay(span.from()) || span.from().isBefore(at));
  }

  private List<Instant> minutes() {
    List<Instant> minutes = new ArrayList<>();
    Instant end = day.plusDays(1).atStartOfDay(city.timeZone()).toInstant();
    for (Instant at = day.atStartOfDay(city.timeZone()).toInstant();
        at.isBefore(end) && at.isBefore(now);
        at = at.plusSeconds(60)) {
      minutes.add(at);
    }
    return minutes;
  }

  private boolean isOnDay(Instant at) {
    return at.atZone(city.timeZone()).toLocalDate().equals(day);
  }

  private boolean isOpen(String office, Instant at) {
    Office there = city.office(office);
    OpeningHours hours = there == null ? null : city.hours(there, day);
    LocalTime time = at.atZone(city.timeZone()).toLocalTime();
    return hours != null && !time.isBefore(hours.opens()) && time.isBefore(hours.closes());
  }

  private static boolean lasts(Instant from, @Nullable Instant to, Instant at) {
    return !from.isAfter(at) && (to == null || to.isAfter(at));
  }

  private static <T> boolean any(List<DayRows.Span<T>> spans, T what, Instant at) {
    return spans.stream().anyMatch(s -> s.what().equals(what) && lasts(s.from(), s.to(), at));
  }

  private boolean isHeld(SeatId seat, Instant at) {
    return rows.stays().stream()
        .anyMatch(v -> v.seat().equals(seat) && lasts(v.start(), v.end(), at));
  }

  private boolean isOffered(SeatId seat, Instant at) {
    return city.seat(seat) != null
        && isOpen(seat.office(), at)
        && !any(rows.outOfService(), seat, at);
  }

  private String zone(SeatId seat) {
    Seat there = city.seat(seat);
    return there == null ? Part.NO_ZONE : there.zone();
  }

  private static boolean isIn(Part part, String office, String zone) {
    return (part.office().equals(Part.ALL) || part.office().equals(office))
        && (part.zone().equals(Part.ALL) || part.zone().equals(zone));
  }

  /** Every seat of the files and of the rows. */
  private List<SeatId> everySeat() {
    TreeMap<SeatId, Boolean> all = new TreeMap<>();
    city.offices()
        .values()
        .forEach(o -> o.seats().keySet().forEach(s -> all.put(new SeatId(o.id(), s), true)));
    rows.stays().forEach(v -> all.put(v.seat(), true));
    rows.promises().forEach(p -> all.put(p.seat(), true));
    rows.unclaimed().forEach(u -> all.put(u.what(), true));
    rows.conflicts().keySet().forEach(s -> all.put(s, true));
    return List.copyOf(all.keySet());
  }

  private SortedMap<Part, DayUse.OfPart> parts() {
    TreeMap<Part, DayUse.OfPart> parts = new TreeMap<>();
    for (SeatId seat : everySeat()) {
      for (String office : List.of(Part.ALL, seat.office())) {
        for (String zone : List.of(Part.ALL, zone(seat))) {
          Part part = new Part(office, zone);
          if (!parts.containsKey(part)) {
            parts.put(part, part(part));
          }
        }
      }
    }
    return parts;
  }

  private DayUse.OfPart part(Part part) {
    Predicate<SeatId> in = seat -> isIn(part, seat.office(), zone(seat));
    List<SeatId> seats = everySeat().stream().filter(in).toList();
    int[] offered = new int[24];
    int[] claimed = new int[24];
    long outside = 0;
    long unclaimed = 0;
    Peak peak = Peak.NONE;
    for (Instant at : minutes()) {
      int hour = ZonedDateTime.ofInstant(at, city.timeZone()).getHour();
      int together = 0;
      for (SeatId seat : seats) {
        boolean isOffered = isOffered(seat, at);
        boolean isHeld = isHeld(seat, at);
        offered[hour] += isOffered ? 1 : 0;
        claimed[hour] += isOffered && isHeld ? 1 : 0;
        together += isOffered && isHeld ? 1 : 0;
        outside += isHeld && !isOffered ? 1 : 0;
        for (DayRows.Span<SeatId> span : rows.unclaimed()) {
          boolean sits = span.what().equals(seat) && sits(span, at);
          unclaimed += sits && !isHeld ? 1 : 0;
        }
      }
      if (together > peak.claimed()) {
        peak = new Peak(together, at);
      }
    }
    SeatUse use =
        new SeatUse(
            Arrays.stream(offered).sum(),
            Arrays.stream(claimed).sum(),
            outside,
            peak,
            visits(in, null),
            promises(in, ReservationOutcome.TAKEN) + promises(in, ReservationOutcome.NO_SHOW),
            promises(in, ReservationOutcome.NO_SHOW),
            unclaimedUses(in),
            unclaimed,
            conflicts(in),
            visits(in, EndReason.AUTO_CLOSED));
    return new DayUse.OfPart(use, offered, claimed);
  }

  private long visits(Predicate<SeatId> in, @Nullable EndReason reason) {
    return rows.stays().stream()
        .filter(v -> isOnDay(v.start()) && in.test(v.seat()) && !v.start().isAfter(now))
        .filter(v -> reason == null || reason == v.reason())
        .count();
  }

  private long promises(Predicate<SeatId> in, ReservationOutcome outcome) {
    return rows.promises().stream()
        .filter(p -> isOnDay(p.from()) && in.test(p.seat()) && p.outcome() == outcome)
        .count();
  }

  private long unclaimedUses(Predicate<SeatId> in) {
    long uses = 0;
    for (DayRows.Span<SeatId> span : rows.unclaimed()) {
      if (isOnDay(span.from()) && in.test(span.what())) {
        boolean lasted =
            minutes().stream().anyMatch(at -> sits(span, at) && !isHeld(span.what(), at));
        uses += lasted ? 1 : 0;
      }
    }
    return uses;
  }

  private long conflicts(Predicate<SeatId> in) {
    return rows.conflicts().entrySet().stream()
        .filter(e -> in.test(e.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private SortedMap<SeatId, DayUse.OfSeat> seats() {
    TreeMap<SeatId, DayUse.OfSeat> seats = new TreeMap<>();
    for (SeatId seat : everySeat()) {
      if (city.seat(seat) != null) {
        List<Instant> offered = minutes().stream().filter(at -> isOffered(seat, at)).toList();
        long claimed = offered.stream().filter(at -> isHeld(seat, at)).count();
        seats.put(seat, new DayUse.OfSeat(zone(seat), offered.size(), claimed));
      }
    }
    return seats;
  }

  private @Nullable Occupancy occupancy(RoomId room, Instant at) {
    return rows.rooms().stream()
        .filter(t -> t.what().equals(room) && lasts(t.from(), t.to(), at))
        .map(DayRows.Told::state)
        .findFirst()
        .orElse(null);
  }

  private @Nullable DeviceState state(DeviceId device, Instant at) {
    return rows.devices().stream()
        .filter(t -> t.what().equals(device) && lasts(t.from(), t.to(), at))
        .map(DayRows.Told::state)
        .findFirst()
        .orElse(null);
  }

  private Map<RoomId, RoomUse> rooms() {
    Map<RoomId, RoomUse> uses = new HashMap<>();
    for (Office office : city.offices().values()) {
      office
          .rooms()
          .forEach(
              r -> {
                RoomId id = new RoomId(office.id(), r.id());
                List<Instant> open =
                    minutes().stream().filter(at -> isOpen(office.id(), at)).toList();
                uses.put(
                    id,
                    new RoomUse(
                        open.size(),
                        open.stream().filter(at -> occupancy(id, at) == Occupancy.OCCUPIED).count(),
                        open.stream()
                            .filter(
                                at -> {
                                  Occupancy o = occupancy(id, at);
                                  return o == null || o == Occupancy.UNKNOWN;
                                })
                            .count(),
                        open.stream().filter(at -> any(rows.bookings(), id, at)).count()));
              });
    }
    return uses;
  }

  private Map<DeviceId, DeviceUse> devices() {
    Map<DeviceId, DeviceUse> uses = new HashMap<>();
    city.units()
        .values()
        .forEach(
            unit ->
                unit.devices()
                    .forEach(
                        d -> {
                          DeviceId id = new DeviceId(unit.office(), d.id());
                          uses.put(id, device(id, new RoomId(unit.office(), d.room())));
                        }));
    return uses;
  }

  private DeviceUse device(DeviceId id, RoomId room) {
    List<Instant> all = minutes();
    List<Instant> open = all.stream().filter(at -> isOpen(id.office(), at)).toList();
    return new DeviceUse(
        room.room(),
        all.stream().filter(at -> state(id, at) == DeviceState.IN_CALL).count(),
        all.stream().filter(at -> isWasted(id, room, at)).count(),
        rows.devices().stream()
            .filter(
                t ->
                    t.what().equals(id)
                        && t.state() == DeviceState.FAULT
                        && isOnDay(t.from())
                        && !t.from().isAfter(now))
            .count(),
        open.stream().filter(at -> state(id, at) == DeviceState.FAULT).count(),
        open.stream().filter(at -> state(id, at) == DeviceState.OFFLINE).count());
  }

  /** Whether that minute is one of ten or more on end in which it was on and nobody there. */
  private boolean isWasted(DeviceId id, RoomId room, Instant minute) {
    if (!isOnAlone(id, room, minute)) {
      return false;
    }
    int together = 1;
    for (int i = 1; i < 10 && isOnAlone(id, room, minute.minusSeconds(60L * i)); i++) {
      together++;
    }
    for (int i = 1; i < 10 && isOnAlone(id, room, minute.plusSeconds(60L * i)); i++) {
      together++;
    }
    return together >= 10;
  }

  private boolean isOnAlone(DeviceId id, RoomId room, Instant minute) {
    DeviceState state = minute.isBefore(now) ? state(id, minute) : null;
    return (state == DeviceState.IDLE || state == DeviceState.PRESENTING)
        && Objects.equals(occupancy(room, minute), Occupancy.VACANT);
  }
}
