package city.seki.hub.simulation;

import static city.seki.hub.simulation.CityPromises.must;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.simulation.TrueDay.Tap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * At the end of a run, when all is told: what is on record is what follows from the facts, whatever
 * the order in which they came (product.md §6).
 */
final class Hindsight {
  private final Seating empty;
  private final List<Event> ledger;
  private final Instant until;
  private final RandomGenerator random;
  private final List<Tap> taps;
  private final ClaimsOnRecord record;

  /**
   * @param until up to when time has come at the hub
   */
  Hindsight(Seating empty, List<Event> ledger, Instant until, RandomGenerator random) {
    this.empty = empty;
    this.ledger = ledger;
    this.until = until;
    this.random = random;
    taps = TrueDay.taps(ledger).stream().sorted(Tap.BY_TIME).toList();
    record = ClaimsOnRecord.of(ledger);
  }

  void look() {
    if (!isAnsweredAsItIsNow()) {
      same("the facts in order of time", TrueDay.of(empty, taps, until).all(), record.all());
      alwaysOnline();
    }
    anyOrderOfArrival();
  }

  /**
   * Under a cap a tap that comes out of order by seconds is answered by the city as it is now,
   * while its bearer stands there, and nothing is run again for it alone (see {@code
   * DayBook.follows}): until something else is, those who were turned away before stay so.
   */
  private boolean isAnsweredAsItIsNow() {
    boolean capped = empty.city().offices().values().stream().anyMatch(o -> !o.caps().isEmpty());
    List<Event.Tapped> before = new ArrayList<>();
    for (Event event : capped ? ledger : List.<Event>of()) {
      if (event instanceof Event.Tapped tapped) {
        boolean late = before.stream().anyMatch(it -> it.at().isAfter(tapped.at()));
        if (late && tapped.told() == null && !tapped.unseen()) {
          return true;
        }
        before.add(tapped);
      }
    }
    return false;
  }

  private static void same(String yardstick, List<String> truth, List<String> record) {
    if (!truth.equals(record)) {
      List<String> missing = new ArrayList<>(truth);
      missing.removeAll(record);
      List<String> more = new ArrayList<>(record);
      more.removeAll(truth);
      must(false, "claims are not those of %s: %s, but %s".formatted(yardstick, missing, more));
    }
  }

  /** The same facts, all told late by their units, come to another hub in another order. */
  private void anyOrderOfArrival() {
    List<Tap> late = new ArrayList<>(taps.stream().map(Tap::toldByUnit).toList());
    ClaimsOnRecord truth = TrueDay.of(empty, late, until);
    Collections.shuffle(late, Random.from(random));
    LoneHub other = new LoneHub(empty);
    while (!late.isEmpty()) {
      List<Tap> batch = late.subList(0, 1 + random.nextInt(late.size()));
      other.take(batch.stream().map(Tap::late).toList());
      batch.clear();
    }
    other.take(List.of(new Command.Advance(until)));
    same("another order of arrival", truth.all(), other.record().all());
  }

  /**
   * A hub that was always there would have said the same, and would have the same on record, up to
   * the first tap to which somebody said something else; and that was either its unit, which was
   * alone, or the hub while it did not know just those taps that had been.
   */
  private void alwaysOnline() {
    LoneHub online = new LoneHub(empty);
    Instant end = Instant.MAX;
    for (Tap tap : taps) {
      online.take(List.of(new Command.Advance(tap.at())));
      Answer answer = online.take(List.of(tap.asked())).getFirst();
      if (tap.said() != null && !isSame(answer, tap.said())) {
        end = tap.at();
        must(
            tap.byUnit() || isOutOfOrder(tap),
            "%s was answered %s by a hub that knew all before it, and should be %s"
                .formatted(tap.id(), tap.said(), answer));
        break;
      }
    }
    if (end.equals(Instant.MAX)) {
      online.take(List.of(new Command.Advance(until)));
    }
    same("a hub that was always there", online.record().before(end), record.before(end));
  }

  private static boolean isSame(Answer one, Answer other) {
    return word(one).equals(word(other));
  }

  private static String word(Answer answer) {
    return switch (answer) {
      case Answer.Granted a -> "sit " + a.seat();
      case Answer.Moved a -> "sit " + a.seat();
      case Answer.Assigned a -> "sit " + a.seat();
      case Answer.Released a -> "leave " + a.seat();
      case Answer.Lent a -> "lend " + a.kit();
      case Answer.Returned a -> "return " + a.kit();
      case Answer.Denied a -> "no";
    };
  }

  /**
   * Whether another tap was known before that one and happened after it, or the other way round.
   */
  private boolean isOutOfOrder(Tap tap) {
    Map<TapId, Integer> written = new HashMap<>();
    Map<TapId, Integer> known = new HashMap<>();
    for (int i = 0; i < ledger.size(); i++) {
      if (ledger.get(i) instanceof Event.Tapped it) {
        written.put(it.tap(), i);
        known.put(it.tap(), i);
      } else if (ledger.get(i) instanceof Event.Learnt it) {
        known.put(it.tap(), i);
      }
    }
    int own = written.getOrDefault(tap.id(), 0);
    for (Tap other : taps) {
      boolean earlier = Tap.BY_TIME.compare(other, tap) < 0;
      boolean first = known.getOrDefault(other.id(), 0) < own;
      if (!other.equals(tap) && earlier != first) {
        return true;
      }
    }
    return false;
  }
}
