package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which seat a kiosk gives to a person (product.md §4).
 *
 * <p>Never broken: the seat is free since before the tap, in service, in a zone that the person is
 * eligible for, and under every cap. Goals, the first before the second: the person's own
 * reservation; an accessible seat for who needs one, and no such seat for others; the spacing rule;
 * not the same seat twice running; the zone that the person needs most; departments spread or
 * together; the seat that stays free longest; the first in the list.
 */
final class KioskChoice {
  sealed interface Choice {}

  record Chosen(SeatId seat) implements Choice {}

  record None(DenyReason reason) implements Choice {}

  private KioskChoice() {}

  static Choice choose(Seating state, Office office, Person person, Instant at) {
    boolean open = state.city().closing(office, at) != null;
    List<Seat> eligible =
        office.seats().values().stream()
            .filter(s -> person.zones().contains(s.zone()))
            .filter(s -> !open || state.city().isThere(office, s, at))
            .toList();
    if (eligible.isEmpty()) {
      return new None(DenyReason.NOT_ELIGIBLE);
    }
    if (!open) {
      return new None(DenyReason.OFFICE_CLOSED);
    }
    List<Seat> free = new ArrayList<>();
    for (Seat seat : eligible) {
      SeatState now = state.seat(new SeatId(office.id(), seat.id()));
      if (now.claim() != null
          || now.isOut(at)
          || changedAfter(now, at)
          || Capacity.isFull(state, office, seat, person.id(), at)) {
        continue;
      }
      Reservation promise = now.promised(at, office.policy().reservedBefore());
      if (promise == null) {
        free.add(seat);
      } else if (promise.person().equals(person.id())) {
        return new Chosen(new SeatId(office.id(), seat.id()));
      }
    }
    return free.stream()
        .min(preference(state, office, person, at))
        .<Choice>map(seat -> new Chosen(new SeatId(office.id(), seat.id())))
        .orElse(new None(DenyReason.CAPACITY));
  }

  /** Free by now, but at the moment of the tap it was perhaps somebody's still. */
  private static boolean changedAfter(SeatState seat, Instant at) {
    return seat.since() != null && seat.since().isAfter(at);
  }

  private static Comparator<Seat> preference(
      Seating state, Office office, Person person, Instant at) {
    Policy.Kiosk policy = office.policy().kiosk();
    SeatId last = state.lastSeats().get(person.id());
    Comparator<Seat> order =
        Comparator.comparing(seat -> !isReservedToday(state, office, seat, person, at));
    order = order.thenComparing(seat -> seat.accessible() != person.needsAccessible());
    order =
        order.thenComparingInt(
            seat ->
                policy.spacing() == 0
                    ? 0
                    : Math.max(0, policy.spacing() - distance(state, office, seat, null)));
    if (policy.notSameSeatTwice() && last != null) {
      order = order.thenComparing(seat -> new SeatId(office.id(), seat.id()).equals(last));
    }
    order = order.thenComparingInt(seat -> person.zones().indexOf(seat.zone()));
    order =
        switch (policy.departments()) {
          case ANY -> order;
          case TOGETHER ->
              order.thenComparingInt(seat -> distance(state, office, seat, person.department()));
          case SPREAD ->
              order.thenComparingInt(seat -> -distance(state, office, seat, person.department()));
        };
    return order.thenComparing(
        seat -> freeFor(state, office, seat, person, at), Comparator.reverseOrder());
  }

  /** Whether the next promise of that seat is the person's own, for later that day. */
  private static boolean isReservedToday(
      Seating state, Office office, Seat seat, Person person, Instant at) {
    Reservation next = state.seat(new SeatId(office.id(), seat.id())).next(at);
    return next != null
        && next.person().equals(person.id())
        && state.city().day(next.from()).equals(state.city().day(at));
  }

  /** Steps on the plan to the nearest claimed seat, of that department if one is given. */
  private static int distance(
      Seating state, Office office, Seat from, @Nullable String department) {
    int nearest = Integer.MAX_VALUE / 2;
    for (Seat other : office.seats().values()) {
      Claim claim = state.seat(new SeatId(office.id(), other.id())).claim();
      if (claim != null && (department == null || claim.department().equals(department))) {
        nearest =
            Math.min(
                nearest, Math.max(Math.abs(from.x() - other.x()), Math.abs(from.y() - other.y())));
      }
    }
    return nearest;
  }

  private static Duration freeFor(
      Seating state, Office office, Seat seat, Person person, Instant at) {
    Reservation next = state.seat(new SeatId(office.id(), seat.id())).nextOfOthers(person.id(), at);
    Duration wholeDay = Duration.ofDays(1);
    if (next == null) {
      return wholeDay;
    }
    Duration until = Duration.between(at, next.from());
    return until.compareTo(wholeDay) < 0 ? until : wholeDay;
  }
}
