package city.seki.config.rules;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a seat may not be used.
 *
 * @param note what facilities say about it
 * @param until when it ends by itself, null for an open end
 */
public record Outage(Reason reason, String note, Instant from, @Nullable Instant until) {
  /** Why, in one word; the note says the rest. */
  public enum Reason {
    BROKEN,
    CLEANING,
    WORKS,
    OTHER;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException if there is no such reason
     */
    public static Reason of(String word) {
      for (Reason reason : values()) {
        if (reason.word().equals(word)) {
          return reason;
        }
      }
      throw new IllegalArgumentException("unknown reason '" + word + "'");
    }
  }

  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  public Outage {
    if (until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException("an outage from " + from + " cannot end at " + until);
    }
  }

  /** Whether it lasts at that moment. */
  public boolean isAt(Instant at) {
    return !at.isBefore(from) && (until == null || at.isBefore(until));
  }

  /** Whether something of it is still to come at that moment. */
  public boolean lastsAfter(Instant at) {
    return until == null || at.isBefore(until);
  }

  /** Whether it takes something of that time. */
  public boolean overlaps(Instant start, Instant end) {
    return from.isBefore(end) && (until == null || start.isBefore(until));
  }

  /** The same with other words, or none. */
  public Outage noted(String words) {
    return new Outage(reason, words, from, until);
  }

  /** Out from that moment until somebody says otherwise. */
  static Outage open(String note, Instant from) {
    return new Outage(Reason.OTHER, note, from, null);
  }
}
