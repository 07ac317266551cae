package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each sensor was wrong, as far as it can be known without a witness. Immutable; begin a
 * new one each night and look at it in the morning.
 *
 * <pre>
 *                  time that is looked at                            wrong when it says
 * falseOccupied    the office is closed, nobody holds the seat, no   occupied
 *                  other sensor says "occupied"
 * falseVacant      somebody holds the seat, or another sensor that   vacant
 *                  may say "nobody" says "occupied"
 * </pre>
 *
 * A sensor that is dead, not heard yet or warming up says nothing, and no time counts for it; one
 * that lies stuck still does, and this is where it shows. A rate of a claimed seat includes the
 * time for which its holder is away: compare seats, do not believe a single one.
 */
public final class Honesty {
  /** Nothing was looked at yet. */
  public static final Honesty NONE = new Honesty(new LinkedHashMap<>());

  /**
   * A stretch of time in which nothing changed.
   *
   * @param lengthMs above 0
   * @param belief with the evidence of the stretch
   * @param claimed whether a tap says that somebody sits there
   * @param open whether the office is open
   */
  public record Interval(long lengthMs, Belief belief, boolean claimed, boolean open) {
    public Interval {
      if (lengthMs <= 0) {
        throw new IllegalArgumentException("An interval of " + lengthMs + " ms");
      }
    }
  }

  /**
   * One sensor's rates, 0 to 1.
   *
   * @param falseOccupied null where no time was fit to tell
   * @param closedMinutes that were looked at for it
   * @param falseVacant null where no time was fit to tell
   * @param takenMinutes that were looked at for it
   */
  public record Rates(
      String sensor,
      @Nullable Double falseOccupied,
      double closedMinutes,
      @Nullable Double falseVacant,
      double takenMinutes) {}

  /**
   * What was counted of one sensor, in milliseconds.
   *
   * @param falseOccupiedMs of {@code closedMs}
   * @param falseVacantMs of {@code takenMs}
   */
  public record Tally(long closedMs, long falseOccupiedMs, long takenMs, long falseVacantMs) {
    private static final Tally NOTHING = new Tally(0, 0, 0, 0);
    private static final double MINUTE_MS = 60_000;

    public Tally {
      if (falseOccupiedMs < 0
          || falseVacantMs < 0
          || falseOccupiedMs > closedMs
          || falseVacantMs > takenMs) {
        throw new IllegalArgumentException("a part that is larger than the whole");
      }
    }

    Tally closed(long ms, boolean wrong) {
      return new Tally(closedMs + ms, falseOccupiedMs + (wrong ? ms : 0), takenMs, falseVacantMs);
    }

    Tally taken(long ms, boolean wrong) {
      return new Tally(closedMs, falseOccupiedMs, takenMs + ms, falseVacantMs + (wrong ? ms : 0));
    }

    Rates rates(String sensor) {
      return new Rates(
          sensor,
          share(falseOccupiedMs, closedMs),
          closedMs / MINUTE_MS,
          share(falseVacantMs, takenMs),
          takenMs / MINUTE_MS);
    }

    private static @Nullable Double share(long part, long whole) {
      return whole == 0 ? null : Double.valueOf((double) part / whole);
    }
  }

  private final SequencedMap<String, Tally> tallies;

  private Honesty(SequencedMap<String, Tally> tallies) {
    this.tallies = tallies;
  }

  /** As it was counted before. */
  public static Honesty of(SequencedMap<String, Tally> tallies) {
    return new Honesty(new LinkedHashMap<>(tallies));
  }

  /** What was counted, by sensor. */
  public SequencedMap<String, Tally> tallies() {
    return Collections.unmodifiableSequencedMap(tallies);
  }

  /** With one more stretch of time. */
  public Honesty and(Interval interval) {
    SequencedMap<String, Tally> more = new LinkedHashMap<>(tallies);
    for (Belief.Evidence its : interval.belief().evidence()) {
      if (its.kind().isCapable() && isSpeaking(its)) {
        Tally before = more.getOrDefault(its.sensor(), Tally.NOTHING);
        more.put(its.sensor(), after(before, its, interval));
      }
    }
    return new Honesty(more);
  }

  private static Tally after(Tally before, Belief.Evidence its, Interval interval) {
    List<Belief.Evidence> others =
        interval.belief().evidence().stream()
            .filter(other -> !other.sensor().equals(its.sensor()))
            .filter(other -> other.alone() == Occupancy.OCCUPIED && isSpeaking(other))
            .toList();
    if (!interval.open() && !interval.claimed() && others.isEmpty()) {
      return before.closed(interval.lengthMs(), its.alone() == Occupancy.OCCUPIED);
    }
    if (interval.claimed() || others.stream().anyMatch(Honesty::isWitness)) {
      return before.taken(interval.lengthMs(), its.alone() == Occupancy.VACANT);
    }
    return before;
  }

  private static boolean isSpeaking(Belief.Evidence its) {
    return switch (its.condition()) {
      case WELL, STUCK, IMPLAUSIBLE -> true;
      case UNHEARD, WARMING, DEAD -> false;
    };
  }

  private static boolean isWitness(Belief.Evidence other) {
    return other.condition() == Belief.Condition.WELL
        && other.kind().vouching() == SensorKind.Vouching.EMPTY;
  }

  /** Of every sensor that was looked at, in the order of declaration. */
  public List<Rates> rates() {
    return tallies.entrySet().stream().map(each -> each.getValue().rates(each.getKey())).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Honesty that && tallies.equals(that.tallies);
  }

  @Override
  public int hashCode() {
    return tallies.hashCode();
  }

  @Override
  public String toString() {
    return Map.copyOf(tallies).toString();
  }
}
