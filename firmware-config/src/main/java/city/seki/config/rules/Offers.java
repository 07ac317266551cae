package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which seats one person may have at a time, and why not the others. The rules that decide are
 * asked themselves: what is offered here would be granted to whoever asks at that moment.
 */
public final class Offers {
  /**
   * A time to be asked for.
   *
   * @param slot null for now: a tap by phone instead of a promise
   */
  public record When(LocalDate date, @Nullable Slot slot) {}

  /**
   * One seat.
   *
   * @param reason why it may not be had, a word of {@link Refusal} or {@link DenyReason}; null if
   *     it may
   * @param own whether it is the person's own already
   * @param insteadOf reservations of the person that are in its way alone: it may be had if they
   *     are given up; in order of time
   * @param spaced whether it keeps the distance from everybody else that the office asks for, which
   *     is a goal only
   * @param from from when it would be the person's; null if it may not be had at all
   * @param to until when; null if it may not be had at all
   */
  public record Offer(
      SeatId seat,
      Seat place,
      @Nullable String reason,
      boolean own,
      List<Reservation> insteadOf,
      boolean spaced,
      @Nullable Instant from,
      @Nullable Instant to) {
    public Offer {
      insteadOf = List.copyOf(insteadOf);
    }

    /** One for which nothing would have to be given up. */
    Offer(
        SeatId seat,
        Seat place,
        @Nullable String reason,
        boolean own,
        @Nullable Instant from,
        @Nullable Instant to) {
      this(seat, place, reason, own, List.of(), true, from, to);
    }

    private Offer spaced(boolean whether) {
      return new Offer(seat, place, reason, own, insteadOf, whether, from, to);
    }

    public boolean isFree() {
      return reason == null;
    }
  }

  private static final TapId NO_TAP = new TapId("offer", "offer", 1);

  private final Seating state;
  private final Person person;
  private final Instant at;

  private Offers(Seating state, Person person, Instant at) {
    this.state = state;
    this.person = person;
    this.at = at;
  }

  /** What that person may have, asked at that moment. */
  public static Offers of(Seating then, Person person, Instant at) {
    return new Offers(then.applyAll(Due.everywhere(then, at)), person, at);
  }

  City city() {
    return state.city();
  }

  /** For whom they are. */
  public Person person() {
    return person;
  }

  Instant at() {
    return at;
  }

  /** From when to when that is at that office; null where it is closed or does not offer it. */
  public ReservationRules.@Nullable Interval interval(Office office, When when) {
    if (when.slot() != null) {
      return ReservationRules.interval(city(), office, when.date(), when.slot());
    }
    Instant closes = city().closing(office, at);
    return closes == null ? null : new ReservationRules.Interval(at, closes);
  }

  /**
   * Every seat that the office has on that day, in the order of the city's file; accessible ones
   * first for who needs one, then those that keep the distance from others that the office asks
   * for.
   */
  public List<Offer> of(Office office, When when) {
    ReservationRules.Interval interval = interval(office, when);
    Spacing spacing = Spacing.of(state, office, interval, person.id(), at);
    return office.seats().values().stream()
        .filter(place -> isThere(office, place, when))
        .sorted(
            Comparator.<Seat, Boolean>comparing(
                    place -> person.needsAccessible() && !place.accessible())
                .thenComparingInt(spacing::missing))
        .map(place -> offer(office, place, when, interval).spaced(spacing.missing(place) == 0))
        .toList();
  }

  private boolean isThere(Office office, Seat place, When when) {
    if (place.days() == null) {
      return true;
    }
    return when.slot() == null
        ? city().isThere(office, place, at)
        : city().hours(office, place, when.date()) != null;
  }

  private Offer offer(
      Office office, Seat place, When when, ReservationRules.@Nullable Interval interval) {
    SeatId id = new SeatId(office.id(), place.id());
    if (when.slot() == null) {
      return now(office, place, id);
    }
    if (interval == null) {
      OpeningHours hours = city().hours(office, when.date());
      Refusal why = hours == null ? Refusal.OFFICE_CLOSED : Refusal.SLOT_NOT_OFFERED;
      return new Offer(id, place, why.word(), false, null, null);
    }
    return promised(place, id, interval);
  }

  private Offer promised(Seat place, SeatId id, ReservationRules.Interval interval) {
    Command.Reserve asked =
        new Command.Reserve("", id, person.id(), interval.from(), interval.to(), person.id(), at);
    Instant from = Due.latest(interval.from(), at);
    Refusal refusal = ReservationRules.changed(state, asked);
    if (refusal == null) {
      return new Offer(id, place, null, false, from, interval.to());
    }
    List<Reservation> own = own(interval);
    if (own.stream().anyMatch(r -> r.seat().equals(id))) {
      return new Offer(id, place, refusal.word(), true, null, null);
    }
    Set<String> given = own.stream().map(Reservation::id).collect(Collectors.toSet());
    boolean inTheWay = refusal == Refusal.ALREADY_RESERVED && !given.isEmpty();
    return inTheWay && ReservationRules.changed(state, asked.insteadOf(given)) == null
        ? new Offer(id, place, refusal.word(), false, own, true, from, interval.to())
        : new Offer(id, place, refusal.word(), false, null, null);
  }

  /** What the person has reserved at that time, at any seat. */
  private List<Reservation> own(ReservationRules.Interval interval) {
    return state.reservations().values().stream()
        .filter(r -> r.person().equals(person.id()))
        .filter(r -> r.overlaps(interval.from(), interval.to()))
        .sorted(Comparator.comparing(Reservation::from))
        .toList();
  }

  private Offer now(Office office, Seat place, SeatId id) {
    Asking asking =
        new Asking(
            NO_TAP,
            office.id(),
            "phone:" + place.id(),
            Source.PHONE,
            person,
            at,
            null,
            false,
            Asking.Check.ALL,
            null);
    Answer.Denied denied = TapRules.refusal(state, asking, id);
    if (denied != null) {
      boolean own = id.equals(state.held().get(person.id()));
      return new Offer(id, place, denied.reason().word(), own, null, null);
    }
    Instant closes = city().closing(office, place, at);
    if (closes == null) {
      throw new IllegalStateException("office " + office.id() + " is closed and denies nothing");
    }
    Instant until = TapRules.until(state, id, person.id(), at, closes).at();
    return new Offer(id, place, null, false, at, until);
  }
}
