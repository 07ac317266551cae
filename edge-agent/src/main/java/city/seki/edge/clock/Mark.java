package city.seki.edge.clock;

import java.util.Locale;

/**
 * At that moment of the monotonic clock the right time was this.
 *
 * @param monoMs milliseconds of the monotonic clock since the machine started
 * @param wallMs milliseconds since 1970
 * @param errorMs how far the time may be off, either way
 */
public record Mark(long monoMs, long wallMs, long errorMs, Source source) {
  /** Who said so. */
  public enum Source {
    /** The unit's own clock, when it could be believed. */
    OWN,
    /** The hub, in an answer. */
    HUB;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such source
     */
    public static Source of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** What is added to monotonic time to get the time. */
  long offset() {
    return wallMs - monoMs;
  }
}
