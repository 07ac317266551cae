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
   * @param from from when it would be the person's; null if it may not be had
   * @param to until when; null if it may not be had
   */
  public record Offer(
      SeatId seat,
      Seat place,
      @Nullable String reason,
      boolean own,
      @Nullable Instant from,
      @Nullable Instant to) {
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

  Person person() {
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
   * Every seat of that office, in the order of the city's file; accessible ones first for who needs
   * one.
   */
  public List<Offer> of(Office office, When when) {
    ReservationRules.Interval interval = interval(office, when);
    return office.seats().values().stream()
        .sorted(Comparator.comparing(place -> person.needsAccessible() && !place.accessible()))
        .map(place -> offer(office, place, when, interval))
        .toList();
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
    Refusal refusal =
        ReservationRules.refusal(
            state,
            new Command.Reserve(
                "", id, person.id(), interval.from(), interval.to(), person.id(), at));
    if (refusal == null) {
      return new Offer(id, place, null, false, Due.latest(interval.from(), at), interval.to());
    }
    boolean own =
        state.seat(id).reservations().stream()
            .anyMatch(
                r -> r.person().equals(person.id()) && r.overlaps(interval.from(), interval.to()));
    return new Offer(id, place, refusal.word(), own, null, null);
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
    Instant closes = city().closing(office, at);
    if (closes == null) {
      throw new IllegalStateException("office " + office.id() + " is closed and denies nothing");
    }
    Instant until = TapRules.until(state, id, person.id(), at, closes).at();
    return new Offer(id, place, null, false, at, until);
  }
}
