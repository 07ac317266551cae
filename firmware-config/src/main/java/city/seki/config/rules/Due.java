package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time alone brings about at a seat (product.md §5): the end of claims at closing or at
 * somebody's reservation, reservations taken or dropped, missing presence, unclaimed use, the end
 * of an outage. Each event carries the moment at which it fell due, not the one at which somebody
 * looked.
 */
final class Due {
  private Due() {}

  /** Everything that fell due at all seats up to {@code now}, in order of time. */
  static List<Event> everywhere(Seating state, Instant now) {
    return at(state, state.seats().keySet(), now);
  }

  /** Everything that fell due at those seats up to {@code now}, in order of time. */
  static List<Event> at(Seating state, Collection<SeatId> seats, Instant now) {
    List<Event> events = new ArrayList<>();
    for (SeatId seat : seats) {
      events.addAll(at(state, seat, now));
    }
    events.sort(Comparator.comparing(Event::at)); // stable: the order at one seat remains
    return events;
  }

  /** Everything that fell due at that seat up to {@code now}, in order of time. */
  static List<Event> at(Seating state, SeatId seat, Instant now) {
    Event next = earliest(state, seat, now);
    if (next == null) {
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    while (next != null) {
      events.add(next);
      state = state.apply(next);
      next = earliest(state, seat, now);
    }
    return events;
  }

  private static @Nullable Event earliest(Seating state, SeatId id, Instant now) {
    SeatState seat = state.seat(id);
    Office office = state.city().office(id.office());
    Policy policy = office == null ? Policy.STANDARD : office.policy();
    Seat place = state.city().seat(id);
    boolean sensor = place != null && place.sensor();
    Event first = claimEnd(state, id, seat);
    first = earlier(first, promise(seat, policy));
    first = earlier(first, repaired(id, seat));
    first = earlier(first, sensor ? absence(id, seat, policy) : null);
    first = earlier(first, unclaimedUse(id, seat, policy));
    return first == null || first.at().isAfter(now) ? null : first;
  }

  /** The earlier of two; at the same moment the first. */
  private static @Nullable Event earlier(@Nullable Event a, @Nullable Event b) {
    return a == null || (b != null && b.at().isBefore(a.at())) ? b : a;
  }

  private static @Nullable Event claimEnd(Seating state, SeatId id, SeatState seat) {
    Claim claim = seat.claim();
    if (claim == null) {
      return null;
    }
    Instant closes = state.closes(id, claim);
    Reservation next = seat.nextOfOthers(claim.person(), claim.since());
    if (next == null || !next.from().isBefore(closes)) {
      return new Event.Ended(id, claim.person(), EndReason.AUTO_CLOSED, closes, null, null);
    }
    Instant at = latest(next.from(), claim.since());
    return new Event.Ended(id, claim.person(), EndReason.RESERVATION, at, null, null);
  }

  private static @Nullable Event promise(SeatState seat, Policy policy) {
    if (seat.reservations().isEmpty()) {
      return null;
    }
    Reservation first = seat.reservations().getFirst();
    Claim claim = seat.claim();
    if (claim != null && claim.person().equals(first.person())) {
      return new Event.ReservationTaken(first.id(), latest(first.from(), claim.since()));
    }
    Instant graceEnds = first.from().plus(policy.grace());
    return new Event.NoShow(first.id(), graceEnds.isBefore(first.to()) ? graceEnds : first.to());
  }

  private static @Nullable Event repaired(SeatId id, SeatState seat) {
    Outage outage = seat.outage();
    return outage == null || outage.until() == null
        ? null
        : new Event.PutIntoService(id, null, outage.until(), outage.from());
  }

  private static @Nullable Event absence(SeatId id, SeatState seat, Policy policy) {
    Claim claim = seat.claim();
    SeatState.Presence presence = seat.presence();
    if (claim == null || presence == null || presence.present()) {
      return null;
    }
    Instant at = latest(presence.since(), claim.since()).plus(policy.noPresence());
    return new Event.Ended(id, claim.person(), EndReason.NO_PRESENCE, at, null, null);
  }

  private static @Nullable Event unclaimedUse(SeatId id, SeatState seat, Policy policy) {
    SeatState.Presence presence = seat.presence();
    if (seat.claim() != null || presence == null || !presence.present() || seat.unclaimedUse()) {
      return null;
    }
    Instant from = seat.since() == null ? presence.since() : latest(presence.since(), seat.since());
    return new Event.UnclaimedUse(id, from.plus(policy.unclaimedUse()));
  }

  static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
