package city.seki.config.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One seat at one moment.
 *
 * @param reservations promises not yet kept, by their start; they never overlap
 * @param outage when it may not be used, now or later; null if nothing is known of such a time
 * @param presence what its sensor believes, null where none ever spoke
 * @param unclaimedUse whether somebody sits here without a claim for too long
 * @param since when it last changed hands, null if it never did
 * @param source what changed it then
 */
public record SeatState(
    @Nullable Claim claim,
    List<Reservation> reservations,
    @Nullable Outage outage,
    @Nullable Presence presence,
    boolean unclaimedUse,
    @Nullable Instant since,
    Source source) {

  /** What a sensor believes, and since when. */
  public record Presence(boolean present, Instant since) {}

  /** A seat at which nothing ever happened. */
  public static final SeatState UNTOUCHED =
      new SeatState(null, List.of(), null, null, false, null, Source.NONE);

  public SeatState {
    reservations = List.copyOf(reservations);
  }

  SeatState claimed(Claim by) {
    return new SeatState(by, reservations, outage, presence, false, by.since(), by.source());
  }

  SeatState ended(Instant at, Source by) {
    return new SeatState(null, reservations, outage, presence, false, at, by);
  }

  /** Somebody held it until then, which is known only now. */
  SeatState left(Instant at, Source by) {
    return claim != null || (since != null && !since.isBefore(at))
        ? this
        : new SeatState(null, reservations, outage, presence, unclaimedUse, at, by);
  }

  SeatState with(Reservation added) {
    return withReservations(
        Stream.concat(reservations.stream(), Stream.of(added))
            .sorted(Comparator.comparing(Reservation::from))
            .toList());
  }

  SeatState without(Reservation gone) {
    return withReservations(reservations.stream().filter(r -> !r.id().equals(gone.id())).toList());
  }

  private SeatState withReservations(List<Reservation> changed) {
    return new SeatState(claim, changed, outage, presence, unclaimedUse, since, source);
  }

  /** That is when it may not be used from now on, instead of what was said before. */
  SeatState serviced(@Nullable Outage now, Instant at) {
    boolean changes = isOut(at) || (now != null && now.isAt(at));
    return new SeatState(
        claim,
        reservations,
        now,
        presence,
        unclaimedUse,
        changes ? at : since,
        changes ? Source.FACILITIES : source);
  }

  /** Its outage is over: {@code at} is its end, so that it does not last any more. */
  SeatState inService(@Nullable Instant begun, Instant at) {
    boolean was = begun == null ? outage != null : !at.isBefore(begun);
    return new SeatState(
        claim,
        reservations,
        null,
        presence,
        unclaimedUse,
        was ? at : since,
        was ? Source.FACILITIES : source);
  }

  /** Whether it may not be used at that moment. */
  public boolean isOut(Instant at) {
    return outage != null && outage.isAt(at);
  }

  /** Promises that take something of that time; {@code to} is null for an open end. */
  public List<Reservation> promisedIn(Instant from, @Nullable Instant to) {
    return reservations.stream()
        .filter(r -> r.to().isAfter(from) && (to == null || r.from().isBefore(to)))
        .toList();
  }

  /** Whether nobody has reserved it for that time, and it may be used. */
  boolean isFree(Instant from, Instant to) {
    return promisedIn(from, to).isEmpty() && (outage == null || !outage.overlaps(from, to));
  }

  SeatState sensed(boolean present, Instant at) {
    boolean known = presence != null && presence.present() == present;
    Presence now = known ? presence : new Presence(present, at);
    boolean left = unclaimedUse && !present;
    return new SeatState(
        claim,
        reservations,
        outage,
        now,
        unclaimedUse && present,
        left ? at : since,
        left ? Source.PRESENCE : source);
  }

  SeatState unsensed(Instant at) {
    return new SeatState(
        claim,
        reservations,
        outage,
        null,
        false,
        unclaimedUse ? at : since,
        unclaimedUse ? Source.PRESENCE : source);
  }

  SeatState usedUnclaimed(Instant at) {
    return new SeatState(claim, reservations, outage, presence, true, at, Source.PRESENCE);
  }

  /** The promise that counts at that moment: one that runs, or starts within {@code before}. */
  @Nullable Reservation promised(Instant at, Duration before) {
    Reservation next = next(at);
    return next == null || next.from().isAfter(at.plus(before)) ? null : next;
  }

  /** The first promise that ends after {@code at}. */
  @Nullable Reservation next(Instant at) {
    for (Reservation reservation : reservations) {
      if (reservation.to().isAfter(at)) {
        return reservation;
      }
    }
    return null;
  }

  /** The first promise to somebody other than that person that ends after {@code at}. */
  @Nullable Reservation nextOfOthers(String person, Instant at) {
    for (Reservation reservation : reservations) {
      if (reservation.to().isAfter(at) && !reservation.person().equals(person)) {
        return reservation;
      }
    }
    return null;
  }
}
