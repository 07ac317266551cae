package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The whole city at one moment, immutable: the files it was given, and the fold over all events
 * since. Of one seat there is at most one claim, of one person at most one: {@link #apply} refuses
 * an event that would break that.
 *
 * @param seats seats at which something happened
 * @param held which seat each person holds
 * @param reservations promises not yet kept
 * @param lastSeats the seat that each person held last
 * @param lastTaps the last answered tap at each reader
 * @param rooms beside the seats
 * @param kits on loan, beside both
 * @param measures what facilities decided beside the files; {@code city} is as if these said it
 * @param wishes beside the reservations, where lots are drawn for seats
 */
public record Seating(
    City city,
    Directory directory,
    PMap<SeatId, SeatState> seats,
    PMap<String, SeatId> held,
    PMap<String, Reservation> reservations,
    PMap<String, SeatId> lastSeats,
    PMap<String, LastTap> lastTaps,
    Cards cards,
    Rooms rooms,
    Kits kits,
    Measures measures,
    Wishes wishes) {

  /**
   * The last tap at a reader.
   *
   * @param bearer the person, or the digest of a card that belongs to nobody
   */
  public record LastTap(String bearer, Instant at, Answer answer) {}

  /** A city at which nothing has happened yet. */
  public static Seating of(City city, Directory directory) {
    return new Seating(
        city,
        directory,
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        Cards.NONE,
        Rooms.NONE,
        Kits.NONE,
        Measures.none(city),
        Wishes.NONE);
  }

  /** The same events on other files. */
  public Seating reconfigured(City files, Directory directory) {
    return with(measures.on(files), directory);
  }

  private Seating with(Measures measures, Directory directory) {
    return new Seating(
        measures.city(),
        directory,
        seats,
        held,
        reservations,
        lastSeats,
        lastTaps,
        cards,
        rooms,
        kits,
        measures,
        wishes);
  }

  public SeatState seat(SeatId id) {
    return seats.getOrDefault(id, SeatState.UNTOUCHED);
  }

  /** Whose card that is, by roster or by link; null for an unknown one. */
  public @Nullable String personOf(String card) {
    String person = cards.linked().get(card);
    return person != null ? person : directory.cards().get(card);
  }

  /**
   * When that claim ends at the latest: the closing time of its day as it was then, or the earlier
   * one that the files have now; at a seat of a pop-up office, the end of its half day.
   */
  Instant closes(SeatId id, Claim claim) {
    Office office = city.office(id.office());
    Seat place = office == null ? null : office.seat(id.seat());
    Instant closing = null;
    if (office != null) {
      closing =
          place == null
              ? city.closing(office, claim.since())
              : city.closing(office, place, claim.since());
    }
    return closing != null && closing.isBefore(claim.closes()) ? closing : claim.closes();
  }

  @Nullable LastTap lastTap(String office, String reader) {
    return lastTaps.get(office + '/' + reader);
  }

  /**
   * The state after that event.
   *
   * @throws IllegalStateException if the event cannot follow on this state: a damaged ledger or a
   *     broken rule, never bad input
   */
  public Seating apply(Event event) {
    return switch (event) {
      case Event.Tapped e -> tapped(e);
      case Event.Claimed e -> claimed(e);
      case Event.Ended e -> ended(e);
      case Event.Reserved e -> reserved(e.reservation());
      case Event.ReservationTaken e -> unreserved(e.reservation());
      case Event.ReservationCancelled e -> unreserved(e.reservation());
      case Event.NoShow e -> unreserved(e.reservation());
      case Event.TakenOutOfService e -> with(e.seat(), seat(e.seat()).serviced(e.outage(), e.at()));
      case Event.PutIntoService e -> with(e.seat(), seat(e.seat()).inService(e.begun(), e.at()));
      case Event.PresenceChanged e -> with(e.seat(), seat(e.seat()).sensed(e.present(), e.at()));
      case Event.PresenceLost e -> with(e.seat(), seat(e.seat()).unsensed(e.at()));
      case Event.UnclaimedUse e -> with(e.seat(), seat(e.seat()).usedUnclaimed(e.at()));
      case Event.CardBlocked e -> with(cards.block(e.card()));
      case Event.CardUnblocked e -> with(cards.unblock(e.card()));
      case Event.CardLinked e -> with(cards.link(e.card(), e.person()));
      case Event.CardRenewed e -> with(cards.twin(e.card(), e.before()));
      case Event.CardKeyRetired e ->
          with(kits.retire(e.key(), cards.twins())).with(cards.retire(e.key()));
      case Event.Learnt e -> this;
      case Event.Forgotten e -> this;
      case Event.MeasureTaken e -> with(measures.take(e, city.day(e.at())), directory);
      case Event.PopUpOpened e -> with(measures.open(e, city.day(e.at())), directory);
      case Event.MeasureLifted e -> with(measures.lift(e.id(), e.at()), directory);
      case Event.OfRoom e -> with(rooms.apply(e));
      case Event.OfLottery e -> with(wishes.apply(e));
      case Event.TagLinked e -> with(cards.known(e.tag())).with(kits.apply(e));
      case Event.OfKit e -> with(kits.apply(e));
      case Event.Corrected e -> corrected(e);
      case Event.ReservationCorrected e -> corrected(e);
    };
  }

  /** The state after those events, one after the other. */
  public Seating applyAll(Iterable<? extends Event> events) {
    Seating state = this;
    for (Event event : events) {
      state = state.apply(event);
    }
    return state;
  }

  private Seating tapped(Event.Tapped e) {
    if (e.repeated()) {
      return this;
    }
    Seating state = this;
    if (e.answer() instanceof Answer.Denied denied
        && denied.linkCode() != null
        && e.card() != null) {
      state = with(cards.wait(denied.linkCode(), new Cards.Unknown(e.card(), e.at())));
    }
    String bearer = e.person() != null ? e.person() : e.card();
    LastTap last = lastTap(e.office(), e.reader());
    boolean isLate = e.unseen() && last != null && last.at().isAfter(e.at());
    if (bearer == null || isLate) {
      return state; // what nobody saw hides no answer that somebody saw
    }
    return new Seating(
        city,
        directory,
        seats,
        held,
        reservations,
        lastSeats,
        lastTaps.plus(e.office() + '/' + e.reader(), new LastTap(bearer, e.at(), e.answer())),
        state.cards,
        rooms,
        kits,
        measures,
        wishes);
  }

  private Seating claimed(Event.Claimed e) {
    SeatState seat = seat(e.seat());
    if (seat.claim() != null || held.containsKey(e.person())) {
      throw new IllegalStateException(
          "seat " + e.seat() + " or its person has a claim already: " + e.at());
    }
    Claim claim = new Claim(e.person(), e.department(), e.source(), e.at(), e.closes());
    return with(
        seats.plus(e.seat(), seat.claimed(claim)),
        held.plus(e.person(), e.seat()),
        reservations,
        lastSeats);
  }

  private Seating ended(Event.Ended e) {
    SeatState seat = seat(e.seat());
    if (seat.claim() == null || !seat.claim().person().equals(e.person())) {
      throw new IllegalStateException(
          "seat " + e.seat() + " has no claim of that person to end: " + e.at());
    }
    return with(
        seats.plus(e.seat(), seat.ended(e.at(), sourceOf(e.reason()))),
        held.minus(e.person()),
        reservations,
        DayName.isOne(e.person()) ? lastSeats : lastSeats.plus(e.person(), e.seat()));
  }

  private static Source sourceOf(EndReason reason) {
    return switch (reason) {
      case RELEASED, MOVED, CONFLICT -> Source.TAP;
      case RESERVATION -> Source.RESERVATION;
      case AUTO_CLOSED -> Source.CLOSING;
      case NO_PRESENCE -> Source.PRESENCE;
      case BY_STAFF, CARD_BLOCKED, REMOVED -> Source.FACILITIES;
    };
  }

  /** Takes a claim away that is held now but was not, and puts in one that was and still is. */
  private Seating corrected(Event.Corrected e) {
    Seating state = this;
    ClaimRecord before = e.before();
    ClaimRecord after = e.after();
    if (before != null && before.isCurrent()) {
      ClaimRecord end = after != null && after.seat().equals(before.seat()) ? after : null;
      Instant at = end != null && end.end() != null ? end.end() : e.at();
      EndReason reason = end != null && end.reason() != null ? end.reason() : EndReason.CONFLICT;
      state = state.ended(new Event.Ended(before.seat(), before.person(), reason, at, null, null));
    }
    if (after != null && after.isCurrent()) {
      state =
          state.claimed(
              new Event.Claimed(
                  after.seat(),
                  after.person(),
                  after.department(),
                  after.source(),
                  after.since(),
                  after.closes()));
    }
    if (after != null && after.end() != null && after.since().isBefore(after.end())) {
      SeatState left = state.seat(after.seat()).left(after.end(), after.source());
      state = state.with(after.seat(), left);
    }
    return state;
  }

  private Seating corrected(Event.ReservationCorrected e) {
    boolean was = e.before() == ReservationOutcome.OPEN;
    boolean is = e.after() == ReservationOutcome.OPEN;
    if (was == is) {
      return this;
    }
    return is ? reserved(e.reservation()) : unreserved(e.reservation().id());
  }

  private Seating reserved(Reservation added) {
    SeatState seat = seat(added.seat());
    if (reservations.containsKey(added.id())
        || seat.reservations().stream().anyMatch(r -> r.overlaps(added.from(), added.to()))) {
      throw new IllegalStateException(
          "reservation " + added.id() + " of seat " + added.seat() + " is there twice or overlaps");
    }
    return with(seats.plus(added.seat(), seat.with(added)), reservations.plus(added.id(), added));
  }

  private Seating unreserved(String id) {
    Reservation gone = reservations.get(id);
    if (gone == null) {
      throw new IllegalStateException("there is no reservation " + id + " to take or drop");
    }
    return with(seats.plus(gone.seat(), seat(gone.seat()).without(gone)), reservations.minus(id));
  }

  private Seating with(PMap<SeatId, SeatState> seats, PMap<String, Reservation> reservations) {
    return with(seats, held, reservations, lastSeats);
  }

  private Seating with(
      PMap<SeatId, SeatState> seats,
      PMap<String, SeatId> held,
      PMap<String, Reservation> reservations,
      PMap<String, SeatId> lastSeats) {
    return new Seating(
        city,
        directory,
        seats,
        held,
        reservations,
        lastSeats,
        lastTaps,
        cards,
        rooms,
        kits,
        measures,
        wishes);
  }

  private Seating with(SeatId id, SeatState changed) {
    return with(seats.plus(id, changed), reservations);
  }

  private Seating with(Rooms rooms) {
    return with(cards, rooms, kits, wishes);
  }

  private Seating with(Wishes wishes) {
    return with(cards, rooms, kits, wishes);
  }

  private Seating with(Kits kits) {
    return with(cards, rooms, kits, wishes);
  }

  private Seating with(Cards cards) {
    return with(cards, rooms, kits, wishes);
  }

  private Seating with(Cards cards, Rooms rooms, Kits kits, Wishes wishes) {
    return new Seating(
        city,
        directory,
        seats,
        held,
        reservations,
        lastSeats,
        lastTaps,
        cards,
        rooms,
        kits,
        measures,
        wishes);
  }
}
