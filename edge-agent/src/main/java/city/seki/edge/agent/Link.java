package city.seki.edge.agent;

import city.seki.config.wire.HealthMessage;
import city.seki.edge.journal.Entry;

/**
 * The way to the hub. No call waits for the network, and none tells whether it arrived: only an
 * answer of the hub does, as an {@link AgentEvent}.
 */
public interface Link {
  /**
   * Sends a tap, after all that were sent before over the same connection.
   *
   * @param amended whether it was sent before without the answer that it carries now; what the hub
   *     says to it can be told from what it said before
   */
  void deliver(Entry tap, boolean amended);

  /** Sends how the unit is and asks for the echo. */
  void tellHealth(HealthMessage health);

  /** Cuts the connection and makes a new one. */
  void reconnect(String reason);
}
