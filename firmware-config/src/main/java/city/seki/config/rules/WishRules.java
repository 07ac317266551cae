package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wishes where lots are drawn for seats: who may make one, for what and until when. */
final class WishRules {
  private WishRules() {}

  static Decision decide(Seating state, Command.OfLottery command) {
    return switch (command) {
      case Command.MakeWish made -> make(state, made);
      case Command.WithdrawWish withdrawn -> withdraw(state, withdrawn);
      case Command.DrawLots draw -> Lottery.draw(state, draw);
    };
  }

  private static Decision make(Seating then, Command.MakeWish made) {
    List<Event> events = new ArrayList<>(Due.everywhere(then, made.at()));
    Refusal refusal = refusal(then.applyAll(events), made.wish(), made.at());
    if (refusal != null) {
      return new Decision.Refused(refusal, events);
    }
    events.add(new Event.WishMade(made.wish(), made.at()));
    return new Decision.Done(events);
  }

  private static Decision withdraw(Seating then, Command.WithdrawWish asked) {
    return then.wishes().open().containsKey(asked.id())
        ? new Decision.Done(List.of(new Event.WishWithdrawn(asked.id(), asked.at())))
        : new Decision.Refused(Refusal.UNKNOWN_WISH, List.of());
  }

  private static @Nullable Refusal refusal(Seating state, Wish wish, Instant at) {
    City city = state.city();
    Office office = city.office(wish.office());
    Person person = state.directory().person(wish.person());
    if (office == null || (wish.seat() != null && office.seat(wish.seat()) == null)) {
      return Refusal.UNKNOWN_SEAT;
    }
    if (person == null) {
      return Refusal.UNKNOWN_PERSON;
    }
    List<Seat> seats = seats(office, person, wish);
    Seat wanted = wish.seat() == null ? null : office.seat(wish.seat());
    if (seats.isEmpty() || (wanted != null && !seats.contains(wanted))) {
      return Refusal.NOT_ELIGIBLE;
    }
    Refusal time = badTime(city, office, wanted == null ? seats : List.of(wanted), wish, at);
    if (time != null) {
      return time;
    }
    if (!Lottery.isAhead(state, office, wish.day(), at)) {
      return Refusal.NO_LOTTERY;
    }
    return taken(state, office, wish);
  }

  /** The seats that would do, in the order of the city's file. */
  static List<Seat> seats(Office office, Person person, Wish wish) {
    return office.seats().values().stream()
        .filter(seat -> person.zones().contains(seat.zone()))
        .filter(seat -> wish.zone() == null || wish.zone().equals(seat.zone()))
        .toList();
  }

  /** Why nobody may have any of those at that time; null if somebody may. */
  static @Nullable Refusal badTime(
      City city, Office office, List<Seat> seats, Wish wish, Instant at) {
    Refusal last = null;
    for (Seat seat : seats) {
      Refusal why = ReservationRules.badTime(city, office, seat, asked(wish, office, seat, at));
      if (why == null) {
        return null;
      }
      last = why;
    }
    return last;
  }

  /** What is asked for that person when the wish has its turn. */
  static Command.Reserve asked(Wish wish, Office office, Seat seat, Instant at) {
    return new Command.Reserve(
        wish.reservation(),
        new SeatId(office.id(), seat.id()),
        wish.person(),
        wish.from(),
        wish.to(),
        wish.person(),
        at);
  }

  private static @Nullable Refusal taken(Seating state, Office office, Wish wish) {
    List<Wish> own = state.wishes().of(wish.person());
    if (state.wishes().open().containsKey(wish.id())
        || own.stream().anyMatch(w -> w.overlaps(wish.from(), wish.to()))) {
      return Refusal.ALREADY_WISHED;
    }
    if (state.reservations().containsKey(wish.reservation())
        || Lottery.hasSeat(state, wish.person(), wish.from(), wish.to())) {
      return Refusal.ALREADY_RESERVED;
    }
    int most = office.policy().reserving().most();
    long ahead = own.stream().filter(w -> w.office().equals(office.id())).count();
    return most > 0 && ahead >= most ? Refusal.TOO_MANY_AHEAD : null;
  }
}
