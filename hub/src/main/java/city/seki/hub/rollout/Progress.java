package city.seki.hub.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at all units and what follows: who is through, who failed, which roll-out pauses, which
 * wave begins, who is asked. In this order, so that nobody is asked after one too many has failed.
 */
final class Progress {
  /** A unit that gets a large bundle by a thin line is not late before this. */
  private static final Duration FETCHING = Duration.ofHours(6);

  private final UnitTexts texts;
  private final RolloutCommand.Look look;
  private final Instant at;
  private final List<RolloutEvent> events = new ArrayList<>();
  private RolloutState state;

  Progress(RolloutState state, UnitTexts texts, RolloutCommand.Look look) {
    this.state = state;
    this.texts = texts;
    this.look = look;
    this.at = look.at();
  }

  List<RolloutEvent> events() {
    List<Long> alive = state.alive().map(Rollout::number).toList();
    for (long number : alive) {
      hear(rollout(number));
    }
    for (long number : alive) {
      if (isRunning(number)) {
        goOn(number);
      }
      Rollout rollout = rollout(number);
      if (isRunning(number) && rollout.isLastWave() && rollout.isThrough()) {
        happened(new RolloutEvent.Finished(number, at));
      }
    }
    return events;
  }

  private void happened(RolloutEvent event) {
    events.add(event);
    state = state.apply(event);
  }

  private Rollout rollout(long number) {
    return state.rollout(number);
  }

  private boolean isRunning(long number) {
    return rollout(number).phase() instanceof Phase.Running;
  }

  /** What those that were asked have said, or not said for too long. */
  private void hear(Rollout rollout) {
    for (UnitPart part : rollout.parts().values()) {
      Wish wish = part.wish();
      if (wish == null) {
        continue;
      }
      boolean failed = part.standing() instanceof UnitPart.Failed;
      if (part.isUnderWay() || (failed && isCurrent(part.unit(), wish))) {
        hear(rollout, part, wish, failed);
      }
    }
  }

  private boolean isCurrent(String unit, Wish wish) {
    return wish.equals(state.wishes().get(unit));
  }

  private void hear(Rollout rollout, UnitPart part, Wish wish, boolean failed) {
    Sight sight = look.units().get(part.unit());
    Report report = sight == null ? null : sight.report();
    if (report != null && report.fulfils(wish)) {
      happened(new RolloutEvent.Confirmed(rollout.number(), part.unit(), at));
    } else if (!failed) {
      Failure why = report == null ? null : report.failure(wish);
      if (why == null && isLate(rollout.plan(), wish, report)) {
        boolean there = sight != null && sight.isOnline();
        why = new Failure(there ? Failure.Kind.LATE : Failure.Kind.NOT_BACK, null, null, null);
      }
      if (why != null) {
        happened(new RolloutEvent.Failed(rollout.number(), part.unit(), why, at));
      }
    }
  }

  private boolean isLate(Plan plan, Wish wish, @Nullable Report report) {
    Instant since = later(wish.at(), look.listening());
    if (report == null || !report.isAbout(wish)) {
      return isOver(since, plan.patience());
    }
    return report.isFetching()
        ? isOver(since, FETCHING)
        : isOver(later(since, report.since()), plan.patience());
  }

  private boolean isOver(Instant since, Duration time) {
    return !since.plus(time).isAfter(at);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private void goOn(long number) {
    setAside(rollout(number));
    Rollout rollout = rollout(number);
    if (rollout.failed() > rollout.allowed()) {
      happened(new RolloutEvent.Paused(number, null, tooMany(rollout), at));
      return;
    }
    if (!rollout.isLastWave() && mayBeginNext(rollout)) {
      happened(new RolloutEvent.WaveBegun(number, rollout.wave() + 1, at));
    }
    ask(number);
  }

  private static String tooMany(Rollout rollout) {
    return "%d of %d units failed in waves 1 to %d, %d may"
        .formatted(rollout.failed(), rollout.counted(), rollout.wave() + 1, rollout.allowed());
  }

  /** Those whose turn it is and who are not there, for good or for now. */
  private void setAside(Rollout rollout) {
    for (UnitPart part : rollout.parts().values()) {
      if (part.wave() > rollout.wave() || !part.isOpen()) {
        continue;
      }
      Sight sight = look.units().get(part.unit());
      if (sight == null) {
        happened(new RolloutEvent.LeftOut(rollout.number(), part.unit(), UnitPart.Why.GONE, at));
      } else if (sight.isOff() && part.standing() instanceof UnitPart.Waiting) {
        happened(new RolloutEvent.SetAside(rollout.number(), part.unit(), at));
      }
    }
  }

  private boolean mayBeginNext(Rollout rollout) {
    return rollout.isSettled()
        && rollout.hasToldEnough()
        && isOver(rollout.settledSince(), rollout.plan().rest());
  }

  /** Asks who can be asked: those of this wave, and those of earlier ones that are back. */
  private void ask(long number) {
    Rollout rollout = rollout(number);
    Set<String> busy = busyOffices();
    int underWay = rollout.count(UnitPart.UnderWay.class);
    int most = rollout.waves().get(rollout.wave()).size();
    List<UnitPart> turn =
        Stream.concat(
                rollout.ofWave(rollout.wave()),
                rollout.parts().values().stream().filter(p -> p.wave() < rollout.wave()))
            .filter(UnitPart::isOpen)
            .toList();
    for (UnitPart part : turn) {
      Sight sight = look.units().get(part.unit());
      if (sight == null || underWay >= most || !mayBeAsked(rollout.plan(), part, sight)) {
        continue;
      }
      if (!busy.contains(sight.office()) && ask(rollout, part, sight)) {
        busy.add(sight.office());
        underWay++;
      }
    }
  }

  /** The offices of all units that are under way, of whichever roll-outs. */
  private Set<String> busyOffices() {
    Set<String> busy = new HashSet<>();
    state
        .alive()
        .flatMap(rollout -> rollout.parts().values().stream())
        .filter(UnitPart::isUnderWay)
        .forEach(
            part -> {
              Sight sight = look.units().get(part.unit());
              busy.add(sight == null ? part.office() : sight.office());
            });
    return busy;
  }

  private static boolean mayBeAsked(Plan plan, UnitPart part, Sight sight) {
    return part.forced() != null ? sight.isOnline() : sight.hindrances(plan.clear()).isEmpty();
  }

  private boolean ask(Rollout rollout, UnitPart part, Sight sight) {
    Wish wish = new Wishing(state, texts).wish(rollout, part, sight.report(), at);
    if (wish == null) {
      happened(
          new RolloutEvent.LeftOut(
              rollout.number(), part.unit(), UnitPart.Why.NOT_IN_CONFIGURATION, at));
      return false;
    }
    happened(new RolloutEvent.Wished(rollout.number(), part.unit(), wish));
    return true;
  }
}
