package city.seki.hub.simulation;

import city.seki.config.model.ReaderName;
import city.seki.edge.light.Signal;
import java.util.List;
import java.util.random.RandomGenerator;

/** Somebody who comes once, does what the lights say, and goes, mostly with a tap. */
final class CityVisitor {
  private record Spot(CityUnit unit, ReaderName reader) {}

  /** So long one looks at a light before one believes that nothing will come. */
  private static final long LOOKS_MS = 2_500;

  private final CityRun city;
  private final Scenario.Visit visit;
  private final RandomGenerator random;
  private int tries = 3;

  CityVisitor(CityRun city, Scenario.Visit visit, RandomGenerator random) {
    this.city = city;
    this.visit = visit;
    this.random = random;
  }

  /** Comes and looks for a seat. */
  void arrive() {
    Spot spot = anySpot();
    tap(spot, () -> look(spot));
  }

  private Spot anySpot() {
    List<CityUnit> units = List.copyOf(city.units());
    CityUnit unit = units.get(random.nextInt(units.size()));
    List<ReaderName> readers = unit.readers();
    return new Spot(unit, readers.get(random.nextInt(readers.size())));
  }

  private void tap(Spot spot, Runnable then) {
    if (city.isQuiet()) {
      return;
    }
    if (spot.unit().isBusy(spot.reader())) {
      city.time().after(CityUnit.BUSY_MS + random.nextInt(1_000), () -> tap(spot, then));
      return;
    }
    spot.unit().tap(spot.reader(), Town.card(visit.person()), 200 + random.nextInt(900));
    city.time().after(LOOKS_MS + random.nextInt(1_000), then);
  }

  private void look(Spot spot) {
    Signal light = spot.unit().lightSince(spot.reader(), city.time().ms() - 2 * LOOKS_MS);
    if (light == Signal.BLUE) {
      return;
    }
    if (light == Signal.GREEN || (light == Signal.NOTED && random.nextInt(10) < 7)) {
      city.time().after(visit.stayMs(), () -> leave(spot));
    } else if (--tries > 0) {
      arrive();
    }
  }

  private void leave(Spot spot) {
    int dice = random.nextInt(10);
    if (dice < 2) {
      arrive(); // to another seat, without a word to the old one
    } else if (dice < 8) {
      tap(spot, () -> perhapsAgain(spot));
    }
  }

  private void perhapsAgain(Spot spot) {
    if (random.nextInt(4) == 0) {
      tap(spot, () -> {});
    }
  }
}
