package city.seki.edge.agent;

import city.seki.config.wire.ClockState;
import java.time.OffsetDateTime;

/**
 * A moment as a unit knows it.
 *
 * @param wall what o'clock, as far as the clock is right
 * @param monoMs milliseconds of the monotonic clock, from 0 at the start of the agent; says how
 *     long
 * @param clock whether {@code wall} can be believed
 */
public record Now(OffsetDateTime wall, long monoMs, ClockState clock) {
  /** Tells the moment; may be asked by any thread. */
  public interface Source {
    Now now();
  }
}
