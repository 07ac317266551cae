package city.seki.hub.server;

import city.seki.hub.data.DataException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Time, chance, and who is told of a failure.
 *
 * @param city the city's clock, in whole milliseconds
 * @param real the wall clock
 * @param nanos the monotonic clock
 * @param failed told when the hub can no longer write; it must end then
 */
public record HubSurroundings(
    Supplier<Instant> city,
    InstantSource real,
    LongSupplier nanos,
    SecureRandom random,
    Consumer<DataException> failed) {}
