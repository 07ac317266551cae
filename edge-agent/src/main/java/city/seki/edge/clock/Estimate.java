package city.seki.edge.clock;

/**
 * What time it was, as far as it can be known.
 *
 * @param wallMs milliseconds since 1970
 * @param errorMs how far that may be off, either way
 * @param source whose word it rests on; that of the neighbours where nobody ever said
 */
public record Estimate(long wallMs, long errorMs, Basis source) {
  /** What a time rests on. */
  public enum Basis {
    /** The unit's own clock, which was right then. */
    OWN_CLOCK,
    /** A right time that was known at another moment, and the monotonic clock between the two. */
    MARK,
    /** It was after what was known before, and before what was known after. */
    BETWEEN
  }

  Estimate notBefore(long floorMs) {
    return wallMs >= floorMs ? this : new Estimate(floorMs, errorMs + (floorMs - wallMs), source);
  }
}
