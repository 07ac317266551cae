package city.seki.hub.allocation;

import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Seating;
import java.util.function.Consumer;

/**
 * Where decisions come from, for whoever asks for one and does not mind which thread makes it:
 * {@link AllocationLoop} has a thread of its own, a simulation has none.
 */
public interface Allocation {
  /** The city as it is durable now. */
  Seating state();

  /**
   * Asks for a decision; may wait for room.
   *
   * @param reply told when the decision is durable: quick, never blocking
   */
  void submit(Command command, Consumer<Decision> reply) throws InterruptedException;
}
