package city.seki.hub.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Taps that units have answered or noted and the hub has not got yet.
 *
 * @param owes how many
 * @param since when the oldest was made, null if none is owed or nobody said
 */
public record Debt(long owes, @Nullable Instant since) {
  public static final Debt NONE = new Debt(0, null);

  /** Both together. */
  public Debt plus(Debt other) {
    Instant first = since;
    if (first == null || (other.since != null && other.since.isBefore(first))) {
      first = other.since;
    }
    return new Debt(owes + other.owes, first);
  }
}
