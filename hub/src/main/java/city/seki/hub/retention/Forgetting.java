package city.seki.hub.retention;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Booking;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DayName;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Series;
import city.seki.config.rules.Wish;
import city.seki.hub.history.DayNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each event what is to be left of it. In old ones a person has a name that is random and
 * of that day alone ({@link DayName}); codes and digests of cards and what people wrote go; seat,
 * times, department and reasons stay. What the state of now follows from stays as it is: a card
 * that is blocked, a seat that is out of service, a kit that is still away. To be given every event
 * of a ledger, in order.
 */
final class Forgetting implements UnaryOperator<Event> {
  /** In the place of what staff wrote about a seat: the field has to be there. */
  private static final String NO_NOTE = "-";

  private record Whose(String person, LocalDate day) {}

  private final Age age;
  private final Standing standing;
  private final Standing.Needed needed;
  private final DayNaming naming;
  private final Subjects subjects = new Subjects();
  private final Map<Whose, String> names = new HashMap<>();

  /**
   * @param isKept whether that person is known to the roster, or to what is not old
   * @param naming gives the new names
   */
  Forgetting(Age age, Standing standing, Set<String> isKept, DayNaming naming) {
    this.age = age;
    this.standing = standing;
    this.needed = standing.needed(isKept::contains);
    this.naming = naming;
  }

  /** How many persons got a new name, each once. */
  int persons() {
    Set<String> persons = new HashSet<>();
    names.keySet().forEach(whose -> persons.add(whose.person()));
    return persons.size();
  }

  /** How many new names there are: each person once a day. */
  int personDays() {
    return names.size();
  }

  @Override
  public Event apply(Event event) {
    Instant about = subjects.of(event);
    return age.isOld(about) ? old(event, age.day(about)) : event;
  }

  private Event old(Event event, LocalDate day) {
    return switch (event) {
      case Event.Tapped e -> tapped(e, day);
      case Event.Learnt e -> new Event.Learnt(e.tap(), codeless(e.told()), e.at());
      case Event.Claimed e ->
          new Event.Claimed(
              e.seat(), name(e.person(), day), e.department(), e.source(), e.at(), e.closes());
      case Event.Ended e ->
          new Event.Ended(
              e.seat(), name(e.person(), day), e.reason(), e.at(), nameOrNull(e.by(), day), null);
      case Event.Corrected e ->
          new Event.Corrected(claim(e.before()), claim(e.after()), e.cause(), e.at());
      case Event.Reserved e ->
          new Event.Reserved(promise(e.reservation(), day), name(e.by(), day), e.at());
      case Event.ReservationCancelled e ->
          new Event.ReservationCancelled(single(e.reservation()), name(e.by(), day), e.at());
      case Event.ReservationCorrected e ->
          new Event.ReservationCorrected(
              promise(e.reservation(), day), e.before(), e.after(), e.cause(), e.at());
      case Event.TakenOutOfService e ->
          new Event.TakenOutOfService(
              e.seat(),
              standing.isOutBy(e) ? e.outage() : e.outage().noted(NO_NOTE),
              name(e.by(), day),
              e.at());
      case Event.PutIntoService e ->
          new Event.PutIntoService(e.seat(), nameOrNull(e.by(), day), e.at(), e.begun());
      case Event.MeasureTaken e ->
          new Event.MeasureTaken(
              standing.counts(e) ? e.measure() : e.measure().noted(NO_NOTE),
              name(e.by(), day),
              e.at());
      case Event.PopUpOpened e ->
          new Event.PopUpOpened(
              standing.counts(e) ? e.popUp() : e.popUp().noted(NO_NOTE), name(e.by(), day), e.at());
      case Event.MeasureLifted e ->
          new Event.MeasureLifted(e.id(), e.office(), name(e.by(), day), e.at());
      case Event.WishMade e -> new Event.WishMade(wish(e.wish(), day), e.at());
      case Event.WishWithdrawn e -> e;
      case Event.Drawn e -> e;
      case Event.WishLost e -> e;
      case Event.RoomBooked e -> booked(e, day);
      case Event.RoomBookingCancelled e ->
          new Event.RoomBookingCancelled(e.booking(), name(e.by(), day), e.at());
      case Event.OfKit e -> ofKit(e, day);
      case Event.CardBlocked _, Event.CardUnblocked _, Event.CardLinked _, Event.OfCardKey _ ->
          ofCard(event, day);
      case Event.ReservationTaken e -> new Event.ReservationTaken(single(e.reservation()), e.at());
      case Event.NoShow e -> new Event.NoShow(single(e.reservation()), e.at());
      case Event.PresenceChanged e -> e;
      case Event.PresenceLost e -> e;
      case Event.UnclaimedUse e -> e;
      case Event.RoomChanged e -> e;
      case Event.DeviceChanged e -> e;
      case Event.Forgotten e -> e;
    };
  }

  private Event tapped(Event.Tapped e, LocalDate day) {
    return new Event.Tapped(
        e.tap(),
        e.office(),
        e.reader(),
        nameOrNull(e.person(), day),
        null,
        e.at(),
        codeless(e.answer()),
        e.repeated(),
        e.told() == null ? null : codeless(e.told()),
        e.unseen());
  }

  /** A code is made from the digest of a card: the same card, the same code. */
  private static Answer codeless(Answer answer) {
    return answer instanceof Answer.Denied denied && denied.linkCode() != null
        ? new Answer.Denied(denied.reason(), denied.seat(), denied.reservedFrom(), null)
        : answer;
  }

  private Event booked(Event.RoomBooked e, LocalDate day) {
    Booking b = e.booking();
    return new Event.RoomBooked(
        new Booking(b.id(), b.room(), name(b.person(), day), b.from(), b.to()),
        name(e.by(), day),
        e.at());
  }

  private Event ofKit(Event.OfKit event, LocalDate day) {
    return switch (event) {
      case Event.KitLent e ->
          standing.isAwayBy(e)
              ? e
              : new Event.KitLent(e.kit(), name(e.person(), day), e.at(), e.due());
      case Event.KitReturned e ->
          new Event.KitReturned(e.kit(), e.at(), nameOrNull(e.by(), day), null);
      case Event.TagLinked e ->
          needed.isFor(e)
              ? new Event.TagLinked(e.kit(), e.tag(), name(e.by(), day), e.at())
              : new Event.Forgotten(e.at());
      case Event.TagUnlinked e -> new Event.Forgotten(e.at());
    };
  }

  /** What was undone later is not needed, nor is what undid it. */
  private Event ofCard(Event event, LocalDate day) {
    return switch (event) {
      case Event.CardBlocked e when needed.isFor(e) ->
          new Event.CardBlocked(e.card(), name(e.by(), day), e.at());
      case Event.CardLinked e when needed.isFor(e) ->
          new Event.CardLinked(e.card(), e.person(), name(e.by(), day), e.at());
      case Event.CardRenewed e when needed.isFor(e) -> e;
      case Event.CardKeyRetired e -> new Event.CardKeyRetired(e.key(), name(e.by(), day), e.at());
      default -> new Event.Forgotten(event.at());
    };
  }

  private Reservation promise(Reservation r, LocalDate day) {
    return new Reservation(single(r.id()), r.seat(), name(r.person(), day), r.from(), r.to());
  }

  private Wish wish(Wish w, LocalDate day) {
    String person = name(w.person(), day);
    return new Wish(w.id(), person, w.office(), w.seat(), w.zone(), w.day(), w.from(), w.to());
  }

  /** That days belong to one series would tell that they are one person's. */
  private String single(String reservation) {
    return Series.of(reservation) == null
        ? reservation
        : naming.name(reservation, LocalDate.EPOCH); // the same in all that is told of it
  }

  private @Nullable ClaimRecord claim(@Nullable ClaimRecord c) {
    return c == null
        ? null
        : new ClaimRecord(
            c.seat(),
            name(c.person(), age.day(c.since())),
            c.department(),
            c.source(),
            c.since(),
            c.closes(),
            c.end(),
            c.reason());
  }

  private @Nullable String nameOrNull(@Nullable String person, LocalDate day) {
    return person == null ? null : name(person, day);
  }

  private String name(String person, LocalDate day) {
    return DayName.isOne(person)
        ? person
        : names.computeIfAbsent(new Whose(person, day), _ -> naming.name(person, day));
  }
}
