package city.seki.edge;

import city.seki.config.link.Arrived;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.AgentEvent;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who else has to do with what a unit hears.
 *
 * @param heard hears what the hub says, how the link is and how the readers are, on threads of the
 *     link and of the readers; quick, never throws
 * @param ears hear further channels of the hub, on threads of the link
 * @param config version of the unit's configuration, null for that of the start document
 */
record Beside(
    Consumer<AgentEvent> heard, Map<Channel, Consumer<Arrived>> ears, @Nullable String config) {
  static final Beside NOBODY = new Beside(event -> {}, Map.of(), null);

  Beside {
    ears = Map.copyOf(ears);
  }
}
