package city.seki.hub.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Model units with roll-outs decided for them by the rules, under a clock that is moved by hand;
 * what the broker keeps is what the state wishes.
 */
final class Fleets {
  static final Instant START = Instant.parse("2026-11-24T20:00:00+09:00");

  final Map<String, ModelUnit> units = new LinkedHashMap<>();
  final List<RolloutEvent> events = new ArrayList<>();
  private final RolloutRules rules;
  Instant now = START;
  Instant listening = START;
  RolloutState state = RolloutState.EMPTY;

  /**
   * @param perOffice how many units stand in each office
   */
  Fleets(int count, int perOffice) {
    for (int i = 0; i < count; i++) {
      String id = "unit-%03d".formatted(i);
      units.put(
          id,
          new ModelUnit(
              id,
              "office-%03d".formatted(i / perOffice),
              Duration.ofSeconds(20 + i % 40),
              Plan.STANDARD.confirm()));
    }
    rules =
        new RolloutRules((version, unit) -> units.containsKey(unit) ? text(version, unit) : null);
  }

  static String text(long version, String unit) {
    return "sha of " + version + " for " + unit;
  }

  RolloutDecision decide(RolloutCommand command) {
    RolloutDecision decision = rules.decide(state, command);
    if (decision instanceof RolloutDecision.Done(List<RolloutEvent> done)) {
      events.addAll(done);
      state = state.applyAll(done);
    }
    return decision;
  }

  void configuration() {
    long next = state.nextConfiguration();
    decide(new RolloutCommand.AddConfiguration("sha " + next, 1, "cli:root", null, now));
  }

  RolloutDecision start(Goal goal, Plan plan) {
    return decide(new RolloutCommand.Start(goal, plan, sights(), "tested", "op", now));
  }

  Map<String, Sight> sights() {
    Map<String, Sight> sights = new TreeMap<>();
    units.forEach((id, unit) -> sights.put(id, unit.sight(now)));
    return sights;
  }

  /** What one look leads to. */
  List<RolloutEvent> look() {
    int before = events.size();
    decide(new RolloutCommand.Look(sights(), listening, now));
    return List.copyOf(events.subList(before, events.size()));
  }

  /** Moves the clock, lets units hear and do, and looks. */
  List<RolloutEvent> step(Duration time) {
    now = now.plus(time);
    units.values().forEach(unit -> unit.hears(state.wishes().get(unit.id), now));
    units.values().forEach(unit -> unit.passes(now));
    return look();
  }

  /** Goes on until that roll-out is no longer running, or the time is over. */
  Rollout run(long rollout, Duration longest) {
    Instant end = now.plus(longest);
    while (state.rollout(rollout).phase() instanceof Phase.Running && now.isBefore(end)) {
      step(Duration.ofSeconds(10));
    }
    return state.rollout(rollout);
  }

  Wish wish(String unit) {
    return Objects.requireNonNull(state.wishes().get(unit));
  }

  Rollout rollout(long number) {
    return state.rollout(number);
  }

  ModelUnit unit(String id) {
    ModelUnit unit = units.get(id);
    if (unit == null) {
      throw new IllegalArgumentException("there is no unit " + id);
    }
    return unit;
  }

  /** Which units have failed in it. */
  Set<String> failed(long number) {
    TreeSet<String> failed = new TreeSet<>();
    rollout(number)
        .parts()
        .values()
        .forEach(
            part -> {
              if (part.standing() instanceof UnitPart.Failed) {
                failed.add(part.unit());
              }
            });
    return failed;
  }
}
