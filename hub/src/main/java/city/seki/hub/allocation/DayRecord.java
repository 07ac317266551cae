package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What followed from the facts of a day: every claim from beginning to end, and what became of
 * every promise. A fold over the ledger's events, corrections applied.
 */
final class DayRecord {
  /** A promise and what became of it. */
  record Promise(Reservation reservation, ReservationOutcome outcome) {}

  private final Map<SeatId, List<ClaimRecord>> claims = new HashMap<>();
  private final Map<String, Promise> promises = new LinkedHashMap<>();

  void addAll(Iterable<? extends Event> events) {
    events.forEach(event -> add(event, seat -> true));
  }

  /** Takes in as much of an event as those seats are concerned. */
  void add(Event event, Predicate<SeatId> of) {
    switch (event) {
      case Event.Claimed e when of.test(e.seat()) ->
          claims
              .computeIfAbsent(e.seat(), seat -> new ArrayList<>(2))
              .add(
                  new ClaimRecord(
                      e.seat(),
                      e.person(),
                      e.department(),
                      e.source(),
                      e.at(),
                      e.closes(),
                      null,
                      null));
      case Event.Claimed e -> {}
      case Event.Ended e -> {
        if (of.test(e.seat())) {
          end(e);
        }
      }
      case Event.Corrected e -> correct(e, of);
      case Event.Reserved e ->
          promises.put(e.reservation().id(), new Promise(e.reservation(), ReservationOutcome.OPEN));
      case Event.ReservationTaken e -> settle(e.reservation(), ReservationOutcome.TAKEN);
      case Event.ReservationCancelled e -> settle(e.reservation(), ReservationOutcome.CANCELLED);
      case Event.NoShow e -> settle(e.reservation(), ReservationOutcome.NO_SHOW);
      case Event.ReservationCorrected e -> settle(e.reservation().id(), e.after());
      case Event.Tapped e -> {}
      case Event.Learnt e -> {}
      case Event.Forgotten e -> {}
      case Event.TakenOutOfService e -> {}
      case Event.PutIntoService e -> {}
      case Event.PresenceChanged e -> {}
      case Event.PresenceLost e -> {}
      case Event.UnclaimedUse e -> {}
      case Event.OfMeasure e -> {}
      case Event.OfLottery e -> {}
      case Event.OfRoom e -> {}
      case Event.OfKit e -> {}
      case Event.CardBlocked e -> {}
      case Event.CardUnblocked e -> {}
      case Event.CardLinked e -> {}
      case Event.OfCardKey e -> {}
    }
  }

  private void end(Event.Ended ended) {
    claims(ended.seat())
        .replaceAll(
            claim ->
                claim.isCurrent() && claim.person().equals(ended.person())
                    ? claim.ended(ended.at(), ended.reason())
                    : claim);
  }

  private void correct(Event.Corrected corrected, Predicate<SeatId> of) {
    ClaimRecord before = corrected.before();
    ClaimRecord after = corrected.after();
    if (before != null && of.test(before.seat()) && !claims(before.seat()).remove(before)) {
      throw new IllegalStateException(
          "a claim on seat %s from %s is corrected that is not on record"
              .formatted(before.seat(), before.since()));
    }
    if (after != null && of.test(after.seat())) {
      claims.computeIfAbsent(after.seat(), seat -> new ArrayList<>(2)).add(after);
    }
  }

  private void settle(String id, ReservationOutcome outcome) {
    promises.computeIfPresent(id, (k, was) -> new Promise(was.reservation(), outcome));
  }

  /** The claims on that seat. */
  List<ClaimRecord> claims(SeatId seat) {
    return claims.getOrDefault(seat, List.of());
  }

  /** All claims of the day, in no order. */
  List<ClaimRecord> claims() {
    return claims.values().stream().flatMap(List::stream).toList();
  }

  @Nullable Promise promise(String id) {
    return promises.get(id);
  }

  Iterable<Promise> promises() {
    return promises.values();
  }
}
