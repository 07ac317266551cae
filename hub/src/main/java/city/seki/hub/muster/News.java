package city.seki.hub.muster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old the word of a unit is.
 *
 * @param heard when it was last heard, null if it never was
 * @param silent whether it is known to say nothing: what it watches may be otherwise by now
 * @param owes taps that it answered alone and has not delivered: people who may be missing here
 */
public record News(String unit, @Nullable Instant heard, boolean silent, long owes) {}
