package city.seki.hub.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a command in a state; pure and total.
 *
 * <pre>
 *   phase       Pause    Resume   Stop     Force  too many fail  all settled  newer one
 *   running     paused   refused  stopped  done   paused         finished     superseded
 *   paused      refused  running  stopped  done   -              -            superseded
 *   the others  refused  refused  refused  refused
 * </pre>
 */
public final class RolloutRules {
  private final UnitTexts texts;

  public RolloutRules(UnitTexts texts) {
    this.texts = texts;
  }

  /** What follows from that command; the same for the same state and command. */
  public RolloutDecision decide(RolloutState state, RolloutCommand command) {
    return switch (command) {
      case RolloutCommand.AddConfiguration add -> add(state, add);
      case RolloutCommand.Start start -> start(state, start);
      case RolloutCommand.Pause pause -> pause(state, pause);
      case RolloutCommand.Resume resume -> resume(state, resume);
      case RolloutCommand.Stop stop -> stop(state, stop);
      case RolloutCommand.Force force -> force(state, force);
      case RolloutCommand.Look look -> done(new Progress(state, texts, look).events());
    };
  }

  private static RolloutDecision done(RolloutEvent... events) {
    return new RolloutDecision.Done(List.of(events));
  }

  private static RolloutDecision done(List<RolloutEvent> events) {
    return new RolloutDecision.Done(events);
  }

  private static RolloutDecision refused(RolloutRefusal reason) {
    return new RolloutDecision.Refused(reason);
  }

  private static RolloutDecision add(RolloutState state, RolloutCommand.AddConfiguration add) {
    RolloutState.ConfigurationVersion last = state.newest();
    if (last != null && last.sha256().equals(add.sha256())) {
      return done();
    }
    return done(
        new RolloutEvent.ConfigurationAdded(
            state.nextConfiguration(), add.sha256(), add.size(), add.by(), add.note(), add.at()));
  }

  private RolloutDecision start(RolloutState state, RolloutCommand.Start start) {
    RolloutRefusal refusal = refusal(state, start.goal());
    if (refusal != null) {
      return refused(refusal);
    }
    Wishing wishing = new Wishing(state, texts);
    List<Waves.Candidate> candidates = new ArrayList<>();
    for (Map.Entry<String, Sight> unit : new TreeMap<>(start.units()).entrySet()) {
      Sight sight = unit.getValue();
      if (wishing.changes(start.goal(), unit.getKey(), sight.report())) {
        candidates.add(new Waves.Candidate(unit.getKey(), sight.office(), sight.isOnline()));
      }
    }
    if (candidates.isEmpty()) {
      return refused(RolloutRefusal.NOTHING_CHANGES);
    }
    long number = state.nextRollout();
    List<RolloutEvent> events = new ArrayList<>();
    state.rollouts().values().stream()
        .filter(other -> other.phase().isOpen() && other.goal().isOfTheKindOf(start.goal()))
        .forEach(
            other -> events.add(new RolloutEvent.Superseded(other.number(), number, start.at())));
    events.add(
        new RolloutEvent.Started(
            number,
            start.goal(),
            start.plan(),
            Waves.of(candidates, start.plan()),
            candidates.stream()
                .collect(Collectors.toMap(Waves.Candidate::unit, Waves.Candidate::office)),
            start.note(),
            start.by(),
            start.at()));
    return done(events);
  }

  private static @Nullable RolloutRefusal refusal(RolloutState state, Goal goal) {
    return switch (goal) {
      case Goal.Configuration(long version) ->
          state.configurations().containsKey(version) ? null : RolloutRefusal.UNKNOWN_CONFIGURATION;
      case Goal.Software _ -> null;
      case Goal.Before(long number) -> {
        Rollout before = state.rollouts().get(number);
        if (before == null) {
          yield RolloutRefusal.UNKNOWN_ROLLOUT;
        }
        yield before.goal() instanceof Goal.Software ? RolloutRefusal.SOFTWARE_GOES_FORWARD : null;
      }
    };
  }

  private static RolloutDecision pause(RolloutState state, RolloutCommand.Pause pause) {
    Rollout rollout = state.rollouts().get(pause.rollout());
    if (rollout == null) {
      return refused(RolloutRefusal.UNKNOWN_ROLLOUT);
    }
    return rollout.phase() instanceof Phase.Running
        ? done(new RolloutEvent.Paused(pause.rollout(), pause.by(), pause.reason(), pause.at()))
        : refused(RolloutRefusal.NOT_RUNNING);
  }

  private static RolloutDecision resume(RolloutState state, RolloutCommand.Resume resume) {
    Rollout rollout = state.rollouts().get(resume.rollout());
    if (rollout == null) {
      return refused(RolloutRefusal.UNKNOWN_ROLLOUT);
    }
    return rollout.phase() instanceof Phase.Paused
        ? done(
            new RolloutEvent.Resumed(resume.rollout(), resume.by(), resume.reason(), resume.at()))
        : refused(RolloutRefusal.NOT_PAUSED);
  }

  private static RolloutDecision stop(RolloutState state, RolloutCommand.Stop stop) {
    Rollout rollout = state.rollouts().get(stop.rollout());
    if (rollout == null) {
      return refused(RolloutRefusal.UNKNOWN_ROLLOUT);
    }
    return rollout.phase().isOpen()
        ? done(new RolloutEvent.Stopped(stop.rollout(), stop.by(), stop.reason(), stop.at()))
        : refused(RolloutRefusal.OVER);
  }

  private static RolloutDecision force(RolloutState state, RolloutCommand.Force force) {
    Rollout rollout = state.rollouts().get(force.rollout());
    if (rollout == null) {
      return refused(RolloutRefusal.UNKNOWN_ROLLOUT);
    }
    if (!rollout.phase().isOpen()) {
      return refused(RolloutRefusal.OVER);
    }
    Set<String> open =
        rollout.parts().values().stream()
            .filter(UnitPart::isOpen)
            .map(UnitPart::unit)
            .collect(Collectors.toCollection(TreeSet::new));
    if (open.isEmpty() || !open.containsAll(force.units())) {
      return refused(RolloutRefusal.UNKNOWN_UNIT);
    }
    return done(
        new RolloutEvent.Forced(
            force.rollout(),
            force.units().isEmpty() ? open : force.units(),
            force.by(),
            force.reason(),
            force.at()));
  }
}
