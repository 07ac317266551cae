package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is fair among those who may have a seat: accessible seats are kept for those who need one,
 * and where the office says so nobody has the same seat twice running.
 *
 * <p>Never broken: as long as any seat of a zone could be promised to a person, one is. So a rule
 * here refuses only while there is another seat of the same zone that no rule here refuses.
 *
 * <p>Example: A-01 is accessible, A-02 is not, both are free. Who needs no accessible seat is
 * refused A-01 as {@code kept}, and gets it once A-02 is taken. The refusal tells nothing of
 * anybody: it is the same whether or not somebody who needs such a seat exists.
 */
final class FairRules {
  private FairRules() {}

  /** Whether what an office asks of those who reserve holds for that request. */
  static boolean bind(Office office, Command.Reserve asked) {
    return asked.by().equals(asked.person()) || office.policy().reserving().bindsFacilities();
  }

  /** Why a seat that could be promised is not; null if it is. */
  static @Nullable Refusal refusal(
      Seating state, Office office, Seat place, Person person, Command.Reserve asked) {
    if (!bind(office, asked)) {
      return null;
    }
    if (isKept(place, person)) {
      return hasOther(state, office, asked, seat -> sameZone(seat, place) && !seat.accessible())
          ? Refusal.KEPT
          : null;
    }
    if (!office.policy().reserving().notSameSeatTwice() || !isTwice(state, asked, asked.seat())) {
      return null;
    }
    return hasOther(
            state,
            office,
            asked,
            seat ->
                sameZone(seat, place)
                    && !isKept(seat, person)
                    && !isTwice(state, asked, new SeatId(office.id(), seat.id())))
        ? Refusal.SAME_SEAT
        : null;
  }

  private static boolean isKept(Seat seat, Person person) {
    return seat.accessible() && !person.needsAccessible();
  }

  private static boolean sameZone(Seat one, Seat other) {
    return one.zone().equals(other.zone());
  }

  private static boolean hasOther(
      Seating state, Office office, Command.Reserve asked, Predicate<Seat> which) {
    return office.seats().values().stream()
        .filter(seat -> !seat.id().equals(asked.seat().seat()) && which.test(seat))
        .anyMatch(
            seat ->
                ReservationRules.hard(state, asked.at(new SeatId(office.id(), seat.id()))) == null);
  }

  /** Whether that would be the seat that the person has on the day before or after, as it were. */
  private static boolean isTwice(Seating state, Command.Reserve asked, SeatId seat) {
    SeatId before =
        others(state, asked)
            .filter(r -> !r.from().isAfter(asked.from()))
            .max(Comparator.comparing(Reservation::from))
            .map(Reservation::seat)
            .orElseGet(() -> last(state, asked));
    boolean after =
        others(state, asked)
            .filter(r -> r.from().isAfter(asked.from()))
            .min(Comparator.comparing(Reservation::from))
            .filter(r -> r.seat().equals(seat))
            .isPresent();
    return after || seat.equals(before);
  }

  /** Other promises of the person; the two halves of one day may well be at one seat. */
  private static Stream<Reservation> others(Seating state, Command.Reserve asked) {
    City city = state.city();
    LocalDate day = city.day(asked.from());
    return state.reservations().values().stream()
        .filter(r -> r.person().equals(asked.person()) && !city.day(r.from()).equals(day));
  }

  /** The seat that the person holds since another day's time, else the one held last. */
  private static @Nullable SeatId last(Seating state, Command.Reserve asked) {
    SeatId held = state.held().get(asked.person());
    if (held == null) {
      return state.lastSeats().get(asked.person());
    }
    Claim claim = state.seat(held).claim();
    Instant since = claim == null ? asked.at() : claim.since();
    return state.city().day(since).equals(state.city().day(asked.from())) ? null : held;
  }
}
