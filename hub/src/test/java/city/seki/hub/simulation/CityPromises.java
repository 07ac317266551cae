package city.seki.hub.simulation;

import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold after every step, with a memory of its own of what people saw and disks took. It
 * never asks the code that it judges whether all is well.
 */
final class CityPromises {
  private record Place(long run, long seq) {}

  private final CityRun city;
  private final Seating empty;
  private final boolean inOrder;
  private final Map<String, Long> runs = new HashMap<>();
  private final Set<TapId> seen = new HashSet<>();
  private final Set<TapId> noted = new LinkedHashSet<>();
  private final Set<TapId> answered = new HashSet<>();
  private final Set<TapId> open = new LinkedHashSet<>();
  private final Set<TapId> inLedger = new HashSet<>();
  private final Map<String, Place> newest = new HashMap<>();
  private Seating folded;
  private Instant newestTap = Instant.MIN;
  private boolean changed;

  CityPromises(CityRun city, Seating empty, boolean inOrder) {
    this.city = city;
    this.empty = empty;
    this.inOrder = inOrder;
    this.folded = empty;
  }

  static void must(boolean kept, String otherwise) {
    if (!kept) {
      throw new Broken(otherwise);
    }
  }

  int inLedger() {
    return inLedger.size();
  }

  /** The latest moment at which a tap counts. */
  Instant newestTap() {
    return newestTap;
  }

  /** The fold of all that is durable at the hub. */
  Seating folded() {
    return folded;
  }

  // Units

  /** A unit's agent begins a run. */
  void booted(String boot) {
    runs.put(boot, (long) runs.size());
    noAnsweredTapIsLost();
  }

  /** A tap is in the journal, as the agent believes. */
  void noted(TapId tap) {
    must(noted.add(tap), "noted twice: " + tap);
    seen.add(tap);
  }

  /** The journal did not take it: the unit has it in memory alone, and a crash may lose it. */
  void refused(TapId tap) {
    noted.remove(tap);
  }

  /** The light has said something about that tap. */
  void answered(TapId tap) {
    if (noted.contains(tap)) {
      answered.add(tap);
      open.add(tap);
      noAnsweredTapIsLost();
    }
  }

  /** A card was laid on a reader: the light must say something soon, if the unit lives. */
  void tapped(CityUnit unit, ReaderName reader) {
    long seen = city.time().ms();
    int life = unit.life();
    city.time()
        .after(
            CityRun.LIGHT_MS,
            () ->
                must(
                    unit.life() != life || unit.lightSince(reader, seen) != null,
                    "no light at %s %s within %d ms of the tap at %d ms"
                        .formatted(unit.name(), reader, CityRun.LIGHT_MS, seen)));
  }

  // Hub

  /** A commit is durable. */
  void written(List<Event> events) {
    for (Event event : events) {
      if (event instanceof Event.Tapped tapped) {
        written(tapped.tap());
        newestTap = tapped.at().isAfter(newestTap) ? tapped.at() : newestTap;
        city.facts().written(tapped);
      }
    }
    folded = folded.applyAll(events);
    changed = true;
  }

  private void written(TapId tap) {
    must(seen.contains(tap), "nobody tapped " + tap);
    must(inLedger.add(tap), "in the ledger twice: " + tap);
    Place place = new Place(runs.getOrDefault(tap.boot(), -1L), tap.seq());
    Place before = newest.put(tap.unit(), place);
    must(
        !inOrder
            || before == null
            || before.run() < place.run()
            || (before.run() == place.run() && before.seq() < place.seq()),
        "out of order: " + tap + " after " + before);
  }

  /** The hub starts from what its disk holds. */
  void reopened(List<Event> events) {
    inLedger.clear();
    newest.clear();
    folded = empty;
    written(events);
    open.addAll(answered);
    noAnsweredTapIsLost();
  }

  /** Not before the hub has a tap on disk may its unit forget it. */
  void noAnsweredTapIsLost() {
    for (TapId tap : List.copyOf(open)) {
      if (inLedger.contains(tap)) {
        open.remove(tap);
      } else {
        must(
            city.unit(tap.unit()).owes(tap.boot(), tap.seq()),
            "an answered tap is lost: " + tap + " is neither in the journal nor in the ledger");
      }
    }
  }

  /** At the end: whatever was answered is in the ledger. */
  void everythingArrived() {
    noAnsweredTapIsLost();
    must(open.isEmpty(), "answered, and never arrived: " + open);
  }

  /** After every step. */
  void look() {
    Seating live = city.hub().state();
    if (live == null || !changed) {
      return;
    }
    changed = false;
    must(live.equals(folded), "the hub's state is not the fold of its ledger");
    Map<String, SeatId> holders = new HashMap<>();
    for (Map.Entry<SeatId, SeatState> seat : live.seats().entrySet()) {
      Claim claim = seat.getValue().claim();
      if (claim != null) {
        must(holders.put(claim.person(), seat.getKey()) == null, "a person has two claims");
      }
    }
    must(holders.equals(new HashMap<>(live.held())), "held seats are not the claimed seats");
  }
}
