package city.seki.hub.server;

import city.seki.hub.data.DataException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Time, chance, and who is told of a failure or of its absence.
 *
 * @param city the city's clock, in whole milliseconds
 * @param real the wall clock
 * @param nanos the monotonic clock
 * @param failed told when the hub can no longer write; it must end then
 * @param turned done once a second, by the allocation's thread, when what the clockwork asked for
 *     has been committed: both of them turn
 */
public record HubSurroundings(
    Supplier<Instant> city,
    InstantSource real,
    LongSupplier nanos,
    SecureRandom random,
    Consumer<DataException> failed,
    Runnable turned) {}
