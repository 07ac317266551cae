package city.seki.edge;

import city.seki.config.link.LinkThreads;
import city.seki.edge.agent.ClockSigns;
import city.seki.edge.card.Pace;
import city.seki.edge.journal.Bounds;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a unit takes from the process that it runs in; any number of units may share it. All of it
 * is thread-safe.
 *
 * @param wires to readers and lights
 * @param wall what o'clock
 * @param clockSigns whether that can be believed when it shows that moment
 * @param machine names this start of the machine, null if the pace is not its monotonic clock
 * @param journal how large a unit's journal may become
 * @param pace how long something takes, and waiting
 * @param lived the pace of sensors and devices: the same, unless a demonstration lets its city live
 *     faster
 * @param coapPort where sensors of the network post and labels read, over DTLS
 * @param kioskPort where a browser at this machine finds what the display at a kiosk shows, 0 for
 *     any free one; null for no display
 * @param random for the boot id, for jitter, and for what cards have to compute with: not to be
 *     foretold
 * @param threads one for the agent and one for each reader; may be virtual
 * @param linkThreads for the connection
 * @param care how the unit is looked after from afar
 * @param failed told when an agent broke by a bug; it has ended then
 * @param hopeless told when no reader of the unit has answered for long: a new process may help
 * @param turned done by the agent's thread after each of its turns, once a second at least
 */
public record Surroundings(
    Wires wires,
    InstantSource wall,
    ClockSigns clockSigns,
    @Nullable String machine,
    Bounds journal,
    Pace pace,
    Pace lived,
    int coapPort,
    @Nullable Integer kioskPort,
    RandomGenerator random,
    ThreadFactory threads,
    LinkThreads linkThreads,
    Care care,
    Consumer<RuntimeException> failed,
    Runnable hopeless,
    Runnable turned) {}
