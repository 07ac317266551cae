package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.Office;
import city.seki.config.model.Reserving;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Wishes.Draw;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Draws lots for the seats of a day at an office: a function of what is on record and of a seed
 * that is on record, too, so that anybody can draw again.
 *
 * <p>Never broken: everybody who wishes for the same has the same chance, whoever came first; what
 * is given would have been granted to whoever reserves; once for each office and day. Goals, the
 * first before the second: accessible seats go to who needs one; the seat that was wished for; its
 * zone; the office's distance from others; a seat near it.
 *
 * <p>Example: P and Q wish for A-01, R for any seat; two seats are free. The order of the lots is
 * Q, R, P: Q gets A-01, R gets A-02, and P's wish is lost as {@code not-drawn}.
 */
public final class Lottery {
  private static final String MAC = "HmacSHA256";

  private Lottery() {}

  /** When lots are drawn for that day; null where they are not. */
  public static @Nullable Instant draws(Seating state, Office office, LocalDate day) {
    Reserving.Lottery lottery = office.policy().reserving().lottery();
    return lottery == null ? null : lottery.draws(day, state.city().timeZone());
  }

  /** Whether wishes for that day are still taken. */
  public static boolean isAhead(Seating state, Office office, LocalDate day, Instant at) {
    Instant draws = draws(state, office, day);
    return draws != null
        && at.isBefore(draws)
        && !state.wishes().drawn().contains(new Draw(office.id(), day));
  }

  /** Whether nobody may reserve yet: lots are still to be drawn, now or later. */
  public static boolean isOpen(Seating state, Office office, LocalDate day, Instant at) {
    if (isAhead(state, office, day, at)) {
      return true;
    }
    return draws(state, office, day) != null
        && !hasBegun(state, day, at)
        && state.wishes().waiting().containsKey(new Draw(office.id(), day));
  }

  private static boolean hasBegun(Seating state, LocalDate day, Instant at) {
    return !state.city().day(at).isBefore(day);
  }

  /**
   * How many wish for how many seats, as one person finds it.
   *
   * @param wishes for which a seat would do that the person could have, too
   * @param seats that the person could have and nobody has reserved
   */
  public record Demand(long wishes, long seats) {}

  /** How it is at that office for a time. */
  public static Demand demand(
      Seating state, Office office, Person person, Instant from, Instant to) {
    long wishes =
        state.wishes().open().values().stream()
            .filter(wish -> wish.office().equals(office.id()) && wish.overlaps(from, to))
            .filter(wish -> wish.zone() == null || person.zones().contains(wish.zone()))
            .map(Wish::person)
            .distinct()
            .count();
    LocalDate day = state.city().day(from);
    List<Seat> free =
        office.seats().values().stream()
            .filter(seat -> person.zones().contains(seat.zone()))
            .filter(seat -> state.city().hours(office, seat, day) != null)
            .filter(seat -> state.seat(new SeatId(office.id(), seat.id())).isFree(from, to))
            .toList();
    long seats = free.size();
    for (Cap cap : office.caps()) {
      if (cap.on(day)) {
        long room = ReservationRules.room(state, office, cap, from, to);
        long others = cap.zone() == null ? 0 : free.size() - in(cap.zone(), free);
        seats = Math.min(seats, others + room);
      }
    }
    return new Demand(wishes, seats);
  }

  private static long in(String zone, List<Seat> seats) {
    return seats.stream().filter(seat -> seat.zone().equals(zone)).count();
  }

  /** Whether that person has a seat reserved at that time already, at whatever office. */
  public static boolean hasSeat(Seating state, String person, Instant from, Instant to) {
    return state.reservations().values().stream()
        .anyMatch(r -> r.person().equals(person) && r.overlaps(from, to));
  }

  /** For what lots are to be drawn by now; in an order that depends on nothing else. */
  public static List<Draw> due(Seating state, Instant now) {
    return state.wishes().waiting().keySet().stream()
        .filter(draw -> isDue(state, draw, now))
        .sorted(Comparator.comparing(Draw::day).thenComparing(Draw::office))
        .toList();
  }

  /** What nobody draws lots for any more is drawn at once, so that no wish waits for ever. */
  private static boolean isDue(Seating state, Draw draw, Instant now) {
    Office office = state.city().office(draw.office());
    return office == null || !isAhead(state, office, draw.day(), now);
  }

  static Decision draw(Seating then, Command.DrawLots asked) {
    List<Event> events = new ArrayList<>(Due.everywhere(then, asked.at()));
    Seating state = then.applyAll(events);
    Draw draw = new Draw(asked.office(), asked.day());
    List<Wish> wishes = state.wishes().of(draw);
    if (wishes.isEmpty() || !isDue(state, draw, asked.at())) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, events);
    }
    boolean late = hasBegun(state, asked.day(), asked.at());
    String seed = late ? null : asked.seed();
    Event.Drawn drawn = new Event.Drawn(asked.office(), asked.day(), seed, asked.at());
    events.add(drawn);
    if (seed == null) {
      wishes.forEach(w -> events.add(new Event.WishLost(w.id(), Refusal.NO_DRAW, asked.at())));
    } else {
      Drawing drawing = new Drawing(state.apply(drawn), draw, asked.at());
      events.addAll(drawing.draw(order(seed, wishes)));
    }
    return new Decision.Done(events);
  }

  /**
   * Those wishes in the order of their lots. It depends on the names of the wishes, which are given
   * before the seed is there, and on nothing that anybody could choose.
   */
  static List<Wish> order(String seed, List<Wish> wishes) {
    Map<String, byte[]> lots = new HashMap<>();
    byte[] key = HexFormat.of().parseHex(seed);
    wishes.forEach(wish -> lots.put(wish.id(), lot(key, wish.id())));
    return wishes.stream()
        .sorted(
            Comparator.<Wish, byte[]>comparing(w -> lots.get(w.id()), Arrays::compareUnsigned)
                .thenComparing(Wish::id))
        .toList();
  }

  private static byte[] lot(byte[] key, String wish) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      for (int i = 0; i < wish.length(); i++) { // as UTF-16, the higher byte first
        mac.update((byte) (wish.charAt(i) >> 8));
        mac.update((byte) wish.charAt(i));
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  /** One draw under way. */
  private static final class Drawing {
    private final Instant now;

    /** By when those who wished did so: a hub that draws late is late for nobody. */
    private final Instant asked;

    private final @Nullable Office office;
    private Seating state;

    Drawing(Seating state, Draw draw, Instant now) {
      this.state = state;
      this.now = now;
      this.office = state.city().office(draw.office());
      Instant draws = office == null ? null : draws(state, office, draw.day());
      this.asked = draws != null && draws.isBefore(now) ? draws : now;
    }

    /**
     * Whoever needs no accessible seat is given one of the others at first, and gets an accessible
     * one only when all who need such a seat had their turn.
     */
    List<Event> draw(List<Wish> order) {
      List<Event> events = new ArrayList<>();
      List<Wish> left = new ArrayList<>();
      for (Wish wish : order) {
        boolean needs = needs(wish);
        Event given = give(wish, seat -> needs || !seat.accessible());
        if (given == null) {
          left.add(wish);
        } else {
          happen(given, events);
        }
      }
      for (Wish wish : left) {
        Event given = give(wish, seat -> true);
        happen(given != null ? given : new Event.WishLost(wish.id(), why(wish), now), events);
      }
      return events;
    }

    private void happen(Event event, List<Event> events) {
      state = state.apply(event);
      events.add(event);
    }

    private boolean needs(Wish wish) {
      Person person = state.directory().person(wish.person());
      return person != null && person.needsAccessible();
    }

    private @Nullable Event give(Wish wish, Predicate<Seat> which) {
      Person person = state.directory().person(wish.person());
      if (office == null || person == null) {
        return null;
      }
      return WishRules.seats(office, person, wish).stream()
          .filter(which)
          .filter(seat -> isFree(seat, wish)) // most are not, and are not asked for long
          .sorted(preference(office, person, wish))
          .map(seat -> WishRules.asked(wish, office, seat, asked))
          .filter(ask -> ReservationRules.refusal(state, ask) == null)
          .findFirst()
          .<Event>map(ask -> reserved(wish, ask))
          .orElse(null);
    }

    private boolean isFree(Seat seat, Wish wish) {
      return state.seat(new SeatId(wish.office(), seat.id())).isFree(wish.from(), wish.to());
    }

    private Event reserved(Wish wish, Command.Reserve ask) {
      Reservation given =
          new Reservation(wish.reservation(), ask.seat(), wish.person(), wish.from(), wish.to());
      return new Event.Reserved(given, wish.person(), now);
    }

    private Comparator<Seat> preference(Office office, Person person, Wish wish) {
      Spacing spacing =
          Spacing.of(
              state,
              office,
              new ReservationRules.Interval(wish.from(), wish.to()),
              person.id(),
              asked);
      Seat wanted = wish.seat() == null ? null : office.seat(wish.seat());
      return Comparator.<Seat, Boolean>comparing(seat -> !seat.equals(wanted))
          .thenComparing(seat -> wanted != null && !seat.zone().equals(wanted.zone()))
          .thenComparing(seat -> person.needsAccessible() && !seat.accessible())
          .thenComparingInt(seat -> person.zones().indexOf(seat.zone()))
          .thenComparingInt(spacing::missing)
          .thenComparingInt(seat -> wanted == null ? 0 : steps(seat, wanted));
    }

    private static int steps(Seat one, Seat other) {
      return Math.max(Math.abs(one.x() - other.x()), Math.abs(one.y() - other.y()));
    }

    /**
     * Why there is no seat for that wish: what others had no part in, else that they came first.
     */
    private Refusal why(Wish wish) {
      Person person = state.directory().person(wish.person());
      if (office == null || person == null) {
        return office == null ? Refusal.UNKNOWN_SEAT : Refusal.UNKNOWN_PERSON;
      }
      boolean busy = hasSeat(state, wish.person(), wish.from(), wish.to());
      if (busy || ReservationRules.hasEnough(state, office, wish.person())) {
        return busy ? Refusal.ALREADY_RESERVED : Refusal.TOO_MANY_AHEAD;
      }
      List<Seat> seats = WishRules.seats(office, person, wish);
      Refusal time = WishRules.badTime(state.city(), office, seats, wish, asked);
      return seats.isEmpty() ? Refusal.NOT_ELIGIBLE : time == null ? Refusal.NOT_DRAWN : time;
    }
  }
}
