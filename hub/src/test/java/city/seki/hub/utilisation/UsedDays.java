package city.seki.hub.utilisation;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Days of a small town, by seed: what a ledger may hold of them, in its order, with claims that
 * become known late, were wrong, or were none. Beside that what follows from it, kept in plain
 * lists.
 */
final class UsedDays {
  private static final int DAY_MINUTES = 1_440;

  private final Random random;
  private final Map<SeatId, ClaimRecord> held = new HashMap<>();
  private final List<ClaimRecord> claims = new ArrayList<>();
  private final Map<String, Reservation> promises = new HashMap<>();
  private final Map<String, ReservationOutcome> outcomes = new HashMap<>();
  private final Map<String, Booking> bookings = new HashMap<>();
  private final List<DayRows.Span<SeatId>> out = new ArrayList<>();
  private final List<DayRows.Span<SeatId>> unclaimed = new ArrayList<>();
  private final List<DayRows.Told<RoomId, Occupancy>> rooms = new ArrayList<>();
  private final List<DayRows.Told<city.seki.config.model.DeviceId, DeviceState>> devices =
      new ArrayList<>();
  private int number;

  UsedDays(long seed) {
    random = new Random(seed);
  }

  /** One event, or two, of that day at that moment; some are about a day before. */
  List<Event> happen(Instant now) {
    return switch (random.nextInt(18)) {
      case 0, 1, 2, 3 -> sit(now);
      case 4 -> late(now);
      case 5 -> wrong(now);
      case 6 -> reserve(now);
      case 7, 8 -> promise(now);
      case 9 -> service(now);
      case 10, 11 -> presence(now);
      case 12, 13 -> List.of(room(now));
      case 14, 15 -> List.of(device(now));
      case 16 -> List.of(book(now));
      default -> unbook(now);
    };
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private List<Event> sit(Instant now) {
    SeatId seat = any(UsedTown.SEATS);
    ClaimRecord claim = held.remove(seat);
    if (claim != null) {
      return List.of(end(claim, now));
    }
    ClaimRecord begun = claim(seat, now, null);
    held.put(seat, begun);
    claims.add(begun);
    endUnclaimed(seat, now);
    return List.of(
        new Event.Claimed(
            seat, begun.person(), begun.department(), Source.TAP, now, begun.closes()));
  }

  private Event end(ClaimRecord claim, Instant now) {
    EndReason reason = random.nextInt(4) == 0 ? EndReason.AUTO_CLOSED : EndReason.RELEASED;
    replace(claim, claim.ended(now, reason));
    return new Event.Ended(claim.seat(), claim.person(), reason, now, null, null);
  }

  /** Nobody sits overnight. */
  List<Event> close(Instant now) {
    List<Event> events = new ArrayList<>();
    held.values().forEach(claim -> events.add(end(claim, now)));
    held.clear();
    return events;
  }

  private ClaimRecord claim(SeatId seat, Instant since, @Nullable Instant end) {
    return new ClaimRecord(
        seat,
        "p-" + ++number,
        "総務部",
        Source.TAP,
        since,
        since.plusSeconds(3_600),
        end,
        end == null ? null : random.nextInt(3) == 0 ? EndReason.AUTO_CLOSED : EndReason.MOVED);
  }

  private void replace(ClaimRecord before, @Nullable ClaimRecord after) {
    claims.remove(before);
    if (after != null) {
      claims.add(after);
    }
  }

  /** A claim of some time ago becomes known. */
  private List<Event> late(Instant now) {
    Instant since = now.minusSeconds(60L * random.nextInt(5 * DAY_MINUTES));
    Instant end = since.plusSeconds(random.nextInt(7_200));
    LocalDate day = since.atZone(UsedTown.ZONE).toLocalDate();
    if (!end.isBefore(now) || !end.atZone(UsedTown.ZONE).toLocalDate().equals(day)) {
      return List.of();
    }
    ClaimRecord known = claim(any(UsedTown.SEATS), since, end);
    ClaimRecord told = random.nextInt(3) == 0 ? ended(known, since, EndReason.CONFLICT) : known;
    claims.add(told);
    return List.of(new Event.Corrected(null, told, cause(), now));
  }

  /** A claim that is over was another one, or none. */
  private List<Event> wrong(Instant now) {
    List<ClaimRecord> over = claims.stream().filter(c -> c.end() != null).toList();
    if (over.isEmpty()) {
      return List.of();
    }
    ClaimRecord before = any(over);
    Instant end = before.end();
    if (end == null) {
      throw new IllegalStateException("a claim that is over has an end");
    }
    long millis = end.toEpochMilli() - before.since().toEpochMilli();
    ClaimRecord after =
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> ended(before, before.since(), EndReason.CONFLICT);
          default ->
              ended(
                  before,
                  before.since().plusMillis(millis / (1 + random.nextInt(3))),
                  EndReason.RELEASED);
        };
    replace(before, after);
    return List.of(new Event.Corrected(before, after, cause(), now));
  }

  private static ClaimRecord ended(ClaimRecord claim, Instant at, EndReason reason) {
    return new ClaimRecord(
        claim.seat(),
        claim.person(),
        claim.department(),
        claim.source(),
        claim.since(),
        claim.closes(),
        at,
        reason);
  }

  private TapId cause() {
    return new TapId("u1", "boot", ++number);
  }

  private List<Event> reserve(Instant now) {
    Instant from = now.plusSeconds(60L * random.nextInt(3 * DAY_MINUTES));
    Reservation made =
        new Reservation("r-" + ++number, any(UsedTown.SEATS), "p-1", from, from.plusSeconds(3_600));
    promises.put(made.id(), made);
    outcomes.put(made.id(), ReservationOutcome.OPEN);
    return List.of(new Event.Reserved(made, "p-1", now));
  }

  private List<Event> promise(Instant now) {
    if (promises.isEmpty()) {
      return List.of();
    }
    Reservation known = any(List.copyOf(promises.values()));
    String id = known.id();
    ReservationOutcome before = outcomes.getOrDefault(id, ReservationOutcome.OPEN);
    ReservationOutcome after = any(List.of(ReservationOutcome.values()));
    if (before == ReservationOutcome.OPEN && after != ReservationOutcome.OPEN) {
      outcomes.put(id, after);
      return List.of(
          switch (after) {
            case TAKEN -> new Event.ReservationTaken(id, now);
            case NO_SHOW -> new Event.NoShow(id, now);
            default -> new Event.ReservationCancelled(id, "p-1", now);
          });
    }
    outcomes.put(id, after);
    return List.of(new Event.ReservationCorrected(known, before, after, cause(), now));
  }

  private List<Event> service(Instant now) {
    SeatId seat = any(UsedTown.SEATS);
    boolean isOut = out.stream().anyMatch(s -> s.what().equals(seat) && s.to() == null);
    if (isOut) {
      endSpan(out, seat, now);
      return List.of(new Event.PutIntoService(seat, "p-1", now));
    }
    out.add(new DayRows.Span<>(seat, now, null));
    return List.of(new Event.TakenOutOfService(seat, "p-1", "-", now));
  }

  private List<Event> presence(Instant now) {
    SeatId seat = any(UsedTown.SEATS);
    boolean sits = unclaimed.stream().anyMatch(s -> s.what().equals(seat) && s.to() == null);
    if (sits) {
      endUnclaimed(seat, now);
      return List.of(
          random.nextBoolean()
              ? new Event.PresenceLost(seat, now)
              : new Event.PresenceChanged(seat, false, now));
    }
    if (held.containsKey(seat)) {
      return List.of(new Event.PresenceChanged(seat, true, now));
    }
    unclaimed.add(new DayRows.Span<>(seat, now, null));
    return List.of(
        new Event.PresenceChanged(seat, true, now.minusSeconds(600)),
        new Event.UnclaimedUse(seat, now));
  }

  private void endUnclaimed(SeatId seat, Instant at) {
    endSpan(unclaimed, seat, at);
  }

  private static void endSpan(List<DayRows.Span<SeatId>> spans, SeatId seat, Instant at) {
    spans.replaceAll(
        s -> s.what().equals(seat) && s.to() == null ? new DayRows.Span<>(seat, s.from(), at) : s);
  }

  private Event room(Instant now) {
    RoomId room = any(UsedTown.ROOMS);
    Occupancy occupancy = any(List.of(Occupancy.values()));
    boolean same =
        rooms.stream()
            .anyMatch(t -> t.what().equals(room) && t.to() == null && t.state() == occupancy);
    if (!same) {
      rooms.replaceAll(
          t ->
              t.what().equals(room) && t.to() == null
                  ? new DayRows.Told<>(room, t.state(), t.from(), now)
                  : t);
      rooms.add(new DayRows.Told<>(room, occupancy, now, null));
    }
    return new Event.RoomChanged(room, occupancy, random.nextBoolean() ? 3L : null, now);
  }

  private Event device(Instant now) {
    DeviceState state = any(List.of(DeviceState.values()));
    boolean same = devices.stream().anyMatch(t -> t.to() == null && t.state() == state);
    if (!same) {
      devices.replaceAll(
          t -> t.to() == null ? new DayRows.Told<>(UsedTown.WALL, t.state(), t.from(), now) : t);
      devices.add(new DayRows.Told<>(UsedTown.WALL, state, now, null));
    }
    return new Event.DeviceChanged(UsedTown.WALL, state, now);
  }

  private Event book(Instant now) {
    LocalDate day = now.atZone(UsedTown.ZONE).toLocalDate().plusDays(random.nextInt(2));
    Instant from = UsedTown.at(day, "08:30").plusSeconds(60L * random.nextInt(400));
    Booking made =
        new Booking("b-" + ++number, any(UsedTown.ROOMS), "p-1", from, from.plusSeconds(3_600));
    bookings.put(made.id(), made);
    return new Event.RoomBooked(made, "p-1", now);
  }

  private List<Event> unbook(Instant now) {
    if (bookings.isEmpty()) {
      return List.of();
    }
    Booking known = any(List.copyOf(bookings.values()));
    if (!known.to().isAfter(now)) {
      return List.of();
    }
    if (known.from().isBefore(now)) {
      bookings.put(
          known.id(), new Booking(known.id(), known.room(), known.person(), known.from(), now));
    } else {
      bookings.remove(known.id());
    }
    return List.of(new Event.RoomBookingCancelled(known.id(), "p-1", now));
  }

  /** What is on record of all days; the conflicts are those of that day. */
  DayRows rows(LocalDate day) {
    List<DayRows.Stay> stays =
        claims.stream()
            .filter(c -> c.end() == null || c.since().isBefore(c.end()))
            .map(c -> new DayRows.Stay(c.seat(), c.since(), c.end(), c.reason()))
            .toList();
    Map<SeatId, Integer> conflicts = new HashMap<>();
    claims.stream()
        .filter(c -> c.reason() == EndReason.CONFLICT)
        .filter(c -> c.since().atZone(UsedTown.ZONE).toLocalDate().equals(day))
        .forEach(c -> conflicts.merge(c.seat(), 1, Integer::sum));
    List<DayRows.Promise> made = new ArrayList<>();
    promises.forEach(
        (id, p) ->
            made.add(
                new DayRows.Promise(
                    p.seat(), p.from(), outcomes.getOrDefault(id, ReservationOutcome.OPEN))));
    return new DayRows(
        stays,
        made,
        unclaimed,
        out,
        conflicts,
        rooms,
        bookings.values().stream()
            .map(b -> new DayRows.Span<>(b.room(), b.from(), b.to()))
            .toList(),
        devices);
  }
}
