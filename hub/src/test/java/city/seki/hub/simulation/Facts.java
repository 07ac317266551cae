package city.seki.hub.simulation;

import static city.seki.hub.simulation.CityPromises.must;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.light.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is true of every tap, as somebody who stood beside the reader knows it: when the card was
 * seen, what the light said, and what the unit told the hub.
 */
final class Facts {
  /** A clock that is right is not further off. */
  private static final long CLOCK_MS = 2_000;

  /** As the hub has it: a clock further off than that is not believed. */
  private static final Duration AHEAD = Duration.ofMinutes(2);

  private static final Duration BEHIND = Duration.ofDays(35);

  private static final class Tap {
    final Instant seen;
    final List<Signal> lights = new ArrayList<>(2);
    final List<TapMessage> sent = new ArrayList<>(2);
    boolean inMemory;
    boolean lost;

    Tap(Instant seen) {
      this.seen = seen;
    }
  }

  private final Timeline time;
  private final Map<TapId, Tap> taps = new HashMap<>();

  Facts(Timeline time) {
    this.time = time;
  }

  /** A card was seen: false if that is known. */
  boolean tapped(TapId tap) {
    return taps.putIfAbsent(tap, new Tap(time.instant())) == null;
  }

  /** A light said something to that tap. */
  void lit(TapId tap, Signal signal) {
    of(tap).lights.add(signal);
  }

  /**
   * Whether the journal has taken that tap, as it is by now, or the unit has it in memory alone.
   */
  void noted(TapId tap, boolean onDisk) {
    of(tap).inMemory = !onDisk;
  }

  /** What that unit had in memory alone is gone: its lights had breathed amber for that. */
  void died(String unit) {
    taps.forEach((id, tap) -> tap.lost |= tap.inMemory && id.unit().equals(unit));
  }

  /** Whether nobody has that tap any more, and its light had said so. */
  boolean isLost(TapId tap) {
    return of(tap).lost;
  }

  /** The unit sends that tap, as it knows it by now. */
  void sent(TapId tap, TapMessage message) {
    of(tap).sent.add(message);
  }

  private Tap of(TapId tap) {
    Tap known = taps.get(tap);
    must(known != null, "nobody tapped " + tap);
    return Objects.requireNonNull(known);
  }

  /** A tap counts by the time that its unit told, and by its arrival only if that cannot be. */
  void written(Event.Tapped tapped) {
    Tap tap = of(tapped.tap());
    boolean told = false;
    for (TapMessage message : tap.sent) {
      Instant at = message.at().toInstant();
      boolean arrival = !tapped.at().isBefore(tap.seen) && !tapped.at().isAfter(time.instant());
      told |= isBelieved(message, at) ? at.equals(tapped.at()) : arrival;
    }
    must(told, "%s counts by %s, which its unit never told".formatted(tapped.tap(), tapped.at()));
  }

  private boolean isBelieved(TapMessage message, Instant at) {
    return message.clock() != ClockState.UNSET
        && !at.isAfter(time.instant().plus(AHEAD))
        && !at.isBefore(time.instant().minus(BEHIND));
  }

  /** At the end: the light that a person saw last is what the ledger holds. */
  void areOnRecord(Iterable<Event> ledger) {
    Map<TapId, Answer> learnt = new HashMap<>();
    for (Event event : ledger) {
      if (event instanceof Event.Learnt it) {
        learnt.put(it.tap(), it.told());
      }
    }
    for (Event event : ledger) {
      if (event instanceof Event.Tapped tapped) {
        isOnRecord(tapped, learnt.get(tapped.tap()));
      }
    }
  }

  private void isOnRecord(Event.Tapped tapped, @Nullable Answer learnt) {
    Tap tap = of(tapped.tap());
    Answer told = learnt != null ? learnt : tapped.told();
    Answer counts = told != null ? told : tapped.answer();
    List<Signal> said = tap.lights.stream().filter(light -> light != Signal.NOTED).toList();
    boolean rightClock = Math.abs(Duration.between(tap.seen, tapped.at()).toMillis()) < CLOCK_MS;
    Signal counting = signal(counts);
    must(
        said.isEmpty()
            || !rightClock
            || tap.lost
            || said.getLast() == counting
            || (told != null && said.contains(counting)),
        "the light said %s to %s at %s, and on record is %s, told %s, unseen %s"
            .formatted(tap.lights, tapped.tap(), tap.seen, tapped.answer(), told, tapped.unseen()));
  }

  private static Signal signal(Answer answer) {
    return Signal.of(DecisionMessage.of("", 0, answer, Town.JAPAN).light());
  }
}
