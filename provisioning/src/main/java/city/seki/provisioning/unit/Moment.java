package city.seki.provisioning.unit;

import java.time.Instant;

/**
 * Now.
 *
 * @param time the best guess of what o'clock it is; may jump
 * @param sure whether that guess is known to be right
 * @param monoMs a clock that only goes forward, by which waits are measured
 */
public record Moment(Instant time, boolean sure, long monoMs) {}
