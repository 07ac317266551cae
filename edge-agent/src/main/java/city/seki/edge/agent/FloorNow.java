package city.seki.edge.agent;

import city.seki.config.rules.Seating;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of its office at one moment, for others to look at. Immutable.
 *
 * @param seating the hub's last word with the unit's own taps on top of it, also while it decides
 *     alone; null while snapshot or people are not known
 * @param hubThereMs when the hub was there last, by the unit's monotonic clock: {@link #NOW} while
 *     it is, {@link #NEVER} if it was not in this run
 */
public record FloorNow(@Nullable Seating seating, long hubThereMs) {
  public static final long NOW = Long.MAX_VALUE;
  public static final long NEVER = Long.MIN_VALUE;

  /** Of an agent that has not begun. */
  public static final FloorNow NOTHING = new FloorNow(null, NEVER);

  /** As that state has it; this very one if nothing of it changed. */
  @SuppressWarnings("ReferenceEquality") // a step that changes nothing leaves the same object
  FloorNow after(AgentState state, long nowMs) {
    Seating now = state.floor().seating();
    long there = hubThereMs == NOW ? nowMs : hubThereMs;
    if (state.pulse().isOpen()) {
      there = NOW;
    }
    return now == seating && there == hubThereMs ? this : new FloorNow(now, there);
  }
}
