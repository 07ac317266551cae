package city.seki.hub.simulation;

import city.seki.config.model.Unit;
import city.seki.config.rules.Seating;
import city.seki.hub.simulation.Scenario.Fault;
import city.seki.hub.simulation.Weather.Way;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario: first chaos, then everything is healed, and by the sum of the delays that
 * have names in the code all must have been delivered.
 */
final class CityRun {
  /** A tap gets a light within this. */
  static final long LIGHT_MS = 300;

  /** An agent gives a deaf link so much patience at most (Pulse: 16 health messages). */
  private static final long PATIENCE_MS = 16 * 15_000;

  /** Longest back-off, a dead connection noticed, a stalled delivery sent again, one health. */
  private static final long DELAYS_MS = 30_000 + 60_000 + 20_000 + 15_000;

  /** A machine that has just lost its power comes up, and its clock is set. */
  private static final long BOOT_MS = 20_000 + 40_000;

  static final long HEALED_MS = PATIENCE_MS + DELAYS_MS + BOOT_MS;

  /**
   * What came of it.
   *
   * @param broken what did not hold, null if all did
   * @param taps in the ledger
   * @param steps that were taken
   * @param history in words, empty if nobody asked for it
   */
  record Result(@Nullable String broken, int taps, long steps, List<String> history) {}

  private final Scenario scenario;
  private final Planted planted;
  private final Timeline time;
  private final Seating empty;
  private final Weather weather;
  private final Broker broker;
  private final CityPromises promises;
  private final Facts facts;
  private final Believed believed = new Believed();
  private final CityHub hub;
  private final Map<String, CityUnit> units = new LinkedHashMap<>();
  private final List<String> history = new ArrayList<>();
  private final boolean told;
  private boolean quiet;
  private long steps;

  private CityRun(Scenario scenario, Planted planted, boolean told) {
    this.scenario = scenario;
    this.planted = planted;
    this.told = told;
    time = new Timeline(scenario.shape().start());
    weather = new Weather(time, scenario.random("weather"));
    broker = new Broker(time, weather);
    facts = new Facts(time);
    empty = Town.of(scenario.shape());
    promises = new CityPromises(this, empty, scenario.keepsOrder());
    hub = new CityHub(this, empty, scenario.random("hub"));
    for (Unit unit : empty.city().units().values()) {
      units.put(unit.id(), new CityUnit(this, unit, scenario.random(unit.id())));
    }
  }

  /**
   * Runs it.
   *
   * @param told whether its history is wanted in words
   */
  static Result of(Scenario scenario, Planted planted, boolean told) {
    CityRun run = new CityRun(scenario, planted, told);
    String broken = null;
    try {
      run.play();
    } catch (Broken e) {
      broken = "at %d ms: %s".formatted(run.time.ms(), e.getMessage());
    } catch (RuntimeException e) {
      broken = "at %d ms: threw %s at %s".formatted(run.time.ms(), e, e.getStackTrace()[0]);
    }
    return new Result(broken, run.promises.inLedger(), run.steps, run.history);
  }

  private void play() {
    plan();
    guarded(hub::start);
    units.values().forEach(unit -> guarded(unit::powerOn));
    runUntil(scenario.chaosMs(), false);
    heal();
    boolean settled = runUntil(scenario.chaosMs() + HEALED_MS, true);
    CityPromises.must(settled, "not settled " + HEALED_MS + " ms after all was healed: " + rest());
    promises.everythingArrived();
    facts.areOnRecord(hub.ledger());
    new Hindsight(empty, hub.ledger(), hub.advanced(), scenario.random("arrival")).look();
  }

  private void plan() {
    for (Scenario.Visit visit : scenario.visits()) {
      CityVisitor visitor = new CityVisitor(this, visit, scenario.random("visit" + visit.number()));
      time.after(visit.atMs(), visitor::arrive);
    }
    for (Fault fault : scenario.faults()) {
      time.after(fault.atMs(), () -> happen(fault));
    }
  }

  /** Runs until then, or until all is settled if that is asked. */
  private boolean runUntil(long endMs, boolean untilSettled) {
    while (time.hasNext(endMs)) {
      guarded(time::step);
      steps++;
      promises.look();
      if (untilSettled && steps % 16 == 0 && isSettled()) {
        return true;
      }
    }
    return untilSettled && isSettled();
  }

  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (Crash crash) {
      crash.happen();
    }
  }

  private boolean isSettled() {
    for (CityUnit unit : units.values()) {
      if (!unit.isUp() || unit.owes() > 0 || !hub.isSettled(unit)) {
        return false;
      }
    }
    // A clock that is ahead closes a seat before its time: then the others have to follow.
    return !hub.advanced().isBefore(promises.newestTap());
  }

  private String rest() {
    StringBuilder rest = new StringBuilder("hub " + (hub.isUp() ? "up" : "down"));
    units.forEach(
        (name, unit) ->
            rest.append(
                "; %s %s owes %d, settled at hub: %s"
                    .formatted(
                        name, unit.isUp() ? "up" : "down", unit.owes(), hub.isSettled(unit))));
    return rest.toString();
  }

  private void happen(Fault fault) {
    tell(fault::toString);
    long left = Math.min(fault.lengthMs(), scenario.chaosMs() - time.ms());
    long end = time.ms() + left;
    CityUnit unit = units.get(fault.target());
    Machine machine = unit == null ? hub : unit;
    int amount = (int) fault.amount();
    switch (fault.kind()) {
      case KILL, POWER_CUT -> die(machine, fault);
      case BROKER_DIES -> brokerDies(fault.amount() == 1, left);
      case PARTITION -> {
        if (amount != 1) {
          weather.block(machine.name(), Way.UP, end);
        }
        if (amount != 0) {
          weather.block(machine.name(), Way.DOWN, end);
        }
      }
      case SLOW_NETWORK -> during(left, n -> weather.slow(machine.name(), n), amount);
      case DUPLICATES -> during(left, weather::duplicate, amount);
      case LOSSES -> during(left, weather::drop, amount);
      case OVERTAKING -> during(left, weather::overtake, amount);
      case CLOCK_JUMP -> {
        if (unit != null) {
          unit.jump(fault.amount());
        }
      }
      case DISK_FULL -> during(left, n -> machine.disk().fill(n > 0), 1);
      case SLOW_HUB -> during(left, hub::think, amount);
    }
  }

  private void during(long lengthMs, IntConsumer what, int amount) {
    what.accept(amount);
    time.after(lengthMs, () -> what.accept(0));
  }

  private static void die(Machine machine, Fault fault) {
    boolean power = fault.kind() == Scenario.Kind.POWER_CUT;
    if (fault.amount() == 0) {
      machine.die(power);
    } else {
      machine.disk().breakAt((int) fault.amount(), fault.moment(), power);
    }
  }

  private void brokerDies(boolean power, long awayMs) {
    if (scenario.shape().external() && broker.isUp()) {
      broker.die(power, scenario.shape().remembers());
      time.after(Math.min(awayMs, 20_000), broker::start);
    }
  }

  private void heal() {
    tell(() -> "all is healed");
    quiet = true;
    weather.heal();
    hub.think(0);
    hub.disk().heal();
    units.values().forEach(unit -> unit.disk().heal());
    units.values().forEach(CityUnit::setClock);
  }

  Timeline time() {
    return time;
  }

  Weather weather() {
    return weather;
  }

  Broker broker() {
    return broker;
  }

  /** On which machine the broker runs. */
  String brokersMachine() {
    return scenario.shape().external() ? "broker" : "hub";
  }

  CityPromises promises() {
    return promises;
  }

  Believed believed() {
    return believed;
  }

  Facts facts() {
    return facts;
  }

  CityHub hub() {
    return hub;
  }

  Collection<CityUnit> units() {
    return units.values();
  }

  CityUnit unit(String name) {
    return Objects.requireNonNull(units.get(name), name);
  }

  /** Whether messages reach the hub in the order in which a unit sent them. */
  boolean keepsOrder() {
    return scenario.keepsOrder();
  }

  Planted planted() {
    return planted;
  }

  /** Whether nobody comes any more. */
  boolean isQuiet() {
    return quiet;
  }

  /** One line of the history, if anybody wants to read it. */
  void tell(Supplier<String> line) {
    if (told) {
      history.add("%8d ms  %s".formatted(time.ms(), line.get()));
    }
  }
}
