package city.seki.hub.utilisation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The largest number of seats that were claimed at one time.
 *
 * @param at the first minute in which it was so, null where none was claimed
 */
record Peak(int claimed, @Nullable Instant at) {
  static final Peak NONE = new Peak(0, null);

  /** The larger one; of equal ones the earlier. */
  Peak or(Peak other) {
    if (other.at == null || claimed > other.claimed) {
      return this;
    }
    boolean isLater = at != null && claimed == other.claimed && !other.at.isBefore(at);
    return isLater ? this : other;
  }
}
