package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is believed about a place at one moment.
 *
 * @param people head count by a sensor that gives one and is not contradicted, else null
 * @param confidence 0 to 1, the probability of the state; 0 where it is unknown. Below 0.8 the
 *     state stands only because nothing speaks clearly for another
 * @param sinceMs when the state became what it is, by the unit's monotonic clock
 * @param evidence of each declared sensor, in the order of declaration
 */
public record Belief(
    Occupancy state,
    @Nullable Integer people,
    double confidence,
    long sinceMs,
    List<Evidence> evidence) {
  public Belief {
    evidence = List.copyOf(evidence);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("Confidence " + confidence + " is not within 0 to 1");
    }
  }

  /** How it stands with a sensor. */
  public enum Condition {
    WELL,
    /** Not heard since the start. */
    UNHEARD,
    /** Just switched on, not believed yet. */
    WARMING,
    /** It reported a fault, or is silent for longer than its kind may be. */
    DEAD,
    /** It says the very same for longer than anybody sits. */
    STUCK,
    /** It has contradicted all others together for half an hour. */
    IMPLAUSIBLE;

    /** As on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the place is short of a sensor by it. An implausible one was outvoted, not lost. */
    boolean isLost() {
      return this == UNHEARD || this == DEAD || this == STUCK;
    }
  }

  /**
   * One sensor's part.
   *
   * @param says its last word, {@code moving} or {@code 650 ppm} for instance; null before the
   *     first
   * @param alone what that would mean if it were all that is known
   * @param ageMs of the last word; null before the first
   * @param nats how much it counts in the belief now: a log-likelihood ratio, above 0 for somebody;
   *     0 where it is not believed
   */
  public record Evidence(
      String sensor,
      SensorKind kind,
      @Nullable String says,
      Occupancy alone,
      @Nullable Long ageMs,
      Condition condition,
      double nats) {}
}
