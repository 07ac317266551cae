package city.seki.edge;

import city.seki.config.link.LinkThreads;
import city.seki.edge.card.Pace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What a unit takes from the process that it runs in; any number of units may share it. All of it
 * is thread-safe.
 *
 * @param wires to readers and lights
 * @param wall what o'clock
 * @param clockTrusted whether that can be believed when it shows that moment
 * @param pace how long something takes, and waiting
 * @param random for the boot id and for jitter
 * @param threads one for the agent and one for each reader; may be virtual
 * @param linkThreads for the connection
 * @param failed told when an agent broke by a bug; it has ended then
 * @param hopeless told when no reader of the unit has answered for long: a new process may help
 */
public record Surroundings(
    Wires wires,
    InstantSource wall,
    Predicate<Instant> clockTrusted,
    Pace pace,
    RandomGenerator random,
    ThreadFactory threads,
    LinkThreads linkThreads,
    Consumer<RuntimeException> failed,
    Runnable hopeless) {}
