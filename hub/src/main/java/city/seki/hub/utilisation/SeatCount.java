package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.ReservationOutcome;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the seats of one day. */
final class SeatCount {
  private final DayMinutes minutes;
  private final int until;
  private final City city;
  private final Map<SeatId, BitSet> held = new HashMap<>();
  private final Map<SeatId, BitSet> out = new HashMap<>();
  private final TreeMap<Part, Tally> parts = new TreeMap<>();
  private final TreeMap<SeatId, DayUse.OfSeat> seats = new TreeMap<>();

  /** What is counted of one part. */
  private static final class Tally {
    final int[] offered = new int[DayMinutes.HOURS];
    final int[] claimed = new int[DayMinutes.HOURS];

    /** By how much the number of claimed seats changes at each minute. */
    final int[] steps;

    long outside;
    long claims;
    long reservations;
    long noShows;
    long unclaimedUses;
    long unclaimedMinutes;
    long conflicts;
    long autoClosed;

    Tally(DayMinutes minutes) {
      steps = new int[minutes.count() + 1];
    }

    DayUse.OfPart figures(DayMinutes minutes) {
      long allOffered = 0;
      long allClaimed = 0;
      for (int hour = 0; hour < DayMinutes.HOURS; hour++) {
        allOffered += offered[hour];
        allClaimed += claimed[hour];
      }
      SeatUse use =
          new SeatUse(
              allOffered,
              allClaimed,
              outside,
              peak(minutes),
              claims,
              reservations,
              noShows,
              unclaimedUses,
              unclaimedMinutes,
              conflicts,
              autoClosed);
      return new DayUse.OfPart(use, offered, claimed);
    }

    private Peak peak(DayMinutes minutes) {
      int most = 0;
      int at = 0;
      int now = 0;
      for (int minute = 0; minute < minutes.count(); minute++) {
        now += steps[minute];
        if (now > most) {
          most = now;
          at = minute;
        }
      }
      return most == 0 ? Peak.NONE : new Peak(most, minutes.at(at));
    }
  }

  SeatCount(DayMinutes minutes, int until, City city, DayRows rows) {
    this.minutes = minutes;
    this.until = until;
    this.city = city;
    for (DayRows.Stay stay : rows.stays()) {
      minutes.add(bits(held, stay.seat()), stay.start(), stay.end(), until);
    }
    for (DayRows.Span<SeatId> span : rows.outOfService()) {
      minutes.add(bits(out, span.what()), span.from(), span.to(), until);
    }
    city.offices().values().forEach(this::office);
    held.forEach(this::unknown);
    rows.stays().forEach(this::claim);
    rows.promises().forEach(this::promise);
    rows.unclaimed().forEach(this::unclaimed);
    rows.conflicts().forEach((seat, count) -> tallies(seat).forEach(t -> t.conflicts += count));
  }

  SortedMap<Part, DayUse.OfPart> parts() {
    TreeMap<Part, DayUse.OfPart> figures = new TreeMap<>();
    parts.forEach((part, tally) -> figures.put(part, tally.figures(minutes)));
    return figures;
  }

  SortedMap<SeatId, DayUse.OfSeat> seats() {
    return seats;
  }

  private static BitSet bits(Map<SeatId, BitSet> all, SeatId seat) {
    return all.computeIfAbsent(seat, s -> new BitSet());
  }

  private void office(Office office) {
    BitSet always = minutes.open(city, office, until);
    int[] alwaysHours = hours(always);
    Map<String, List<Tally>> byZone = new HashMap<>();
    for (Seat seat : office.seats().values()) {
      SeatId id = new SeatId(office.id(), seat.id());
      BitSet open = seat.days() == null ? always : minutes.open(city, office, seat, until);
      int[] openHours = seat.days() == null ? alwaysHours : hours(open);
      List<Tally> tallies = byZone.computeIfAbsent(seat.zone(), zone -> tallies(office.id(), zone));
      BitSet disorder = out.get(id);
      BitSet offered = minus(open, disorder);
      int[] offeredHours = disorder == null ? openHours : hours(offered);
      tallies.forEach(tally -> add(tally.offered, offeredHours));
      BitSet holds = held.get(id);
      int inTime = holds == null ? 0 : claimed(holds, offered, tallies);
      seats.put(id, new DayUse.OfSeat(seat.zone(), offered.cardinality(), inTime));
    }
  }

  private int[] hours(BitSet some) {
    int[] hours = new int[DayMinutes.HOURS];
    minutes.addHours(some, hours);
    return hours;
  }

  /** How many minutes a seat was held while it was offered. */
  private int claimed(BitSet holds, BitSet offered, List<Tally> tallies) {
    BitSet claimed = (BitSet) holds.clone();
    claimed.and(offered);
    int inTime = claimed.cardinality();
    int outside = holds.cardinality() - inTime;
    int[] claimedHours = hours(claimed);
    for (Tally tally : tallies) {
      add(tally.claimed, claimedHours);
      tally.outside += outside;
      step(tally.steps, claimed);
    }
    return inTime;
  }

  /** A seat that the city's files of that day do not have offers nothing. */
  private void unknown(SeatId id, BitSet holds) {
    if (city.seat(id) == null) {
      tallies(id).forEach(tally -> tally.outside += holds.cardinality());
    }
  }

  private void claim(DayRows.Stay stay) {
    if (minutes.mark(stay.start()) > until) {
      return; // not yet
    }
    for (Tally tally : tallies(stay.seat())) {
      tally.claims++;
      tally.autoClosed += stay.reason() == EndReason.AUTO_CLOSED ? 1 : 0;
    }
  }

  private void promise(DayRows.Promise promise) {
    boolean kept = promise.outcome() == ReservationOutcome.TAKEN;
    boolean dropped = promise.outcome() == ReservationOutcome.NO_SHOW;
    for (Tally tally : tallies(promise.seat())) {
      tally.reservations += kept || dropped ? 1 : 0;
      tally.noShows += dropped ? 1 : 0;
    }
  }

  /**
   * Somebody sat there before it was noticed, for as long as the office allows; of that, and of the
   * whole, only what no claim covers counts: one may have become known late.
   */
  private void unclaimed(DayRows.Span<SeatId> span) {
    if (!span.from().isBefore(minutes.end())) {
      return; // noticed on the next day, and counted there
    }
    Office office = city.office(span.what().office());
    Policy policy = office == null ? Policy.STANDARD : office.policy();
    BitSet sat = new BitSet();
    minutes.add(sat, span.from().minus(policy.unclaimedUse()), span.to(), until);
    int left = minus(sat, held.get(span.what())).cardinality();
    boolean isNoticed = isOnDay(span.from());
    for (Tally tally : tallies(span.what())) {
      tally.unclaimedMinutes += left;
      tally.unclaimedUses += isNoticed && left > 0 ? 1 : 0;
    }
  }

  private boolean isOnDay(Instant at) {
    return !at.isBefore(minutes.start()) && at.isBefore(minutes.end());
  }

  private List<Tally> tallies(SeatId id) {
    Seat seat = city.seat(id);
    return tallies(id.office(), seat == null ? Part.NO_ZONE : seat.zone());
  }

  private List<Tally> tallies(String office, String zone) {
    return Part.of(office, zone).stream().map(this::tally).toList();
  }

  private Tally tally(Part part) {
    return parts.computeIfAbsent(part, p -> new Tally(minutes));
  }

  private static BitSet minus(BitSet all, @Nullable BitSet some) {
    if (some == null) {
      return all;
    }
    BitSet left = (BitSet) all.clone();
    left.andNot(some);
    return left;
  }

  private static void add(int[] sums, int[] more) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
  }

  private static void step(int[] steps, BitSet claimed) {
    int from = claimed.nextSetBit(0);
    while (from >= 0) {
      int to = claimed.nextClearBit(from);
      steps[from]++;
      steps[to]--;
      from = claimed.nextSetBit(to);
    }
  }
}
