package city.seki.edge;

import city.seki.config.wire.MachineHealth;
import city.seki.edge.log.LogTail;
import city.seki.edge.order.Powers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a unit takes from its process to look after itself.
 *
 * @param machine how the machine is; may take its time
 * @param log the newest lines of the process's log, null where none are kept
 * @param powers what the hub may order beyond the unit itself
 */
public record Care(Supplier<MachineHealth> machine, @Nullable LogTail log, Powers powers) {}
