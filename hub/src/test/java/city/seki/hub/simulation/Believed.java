package city.seki.hub.simulation;

import city.seki.edge.agent.AgentEvent;
import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a unit has believed: the same bytes come to every unit of an office and again
 * after each connect, and checking a signature costs as much as all else that a simulated minute
 * does. Bytes that went through a disk are other bytes, and are checked again.
 */
final class Believed {
  private final IdentityHashMap<byte[], AgentEvent> documents = new IdentityHashMap<>();

  /** What those bytes mean, which nobody but the first who gets them has to find out. */
  @Nullable AgentEvent event(byte[] payload, Supplier<@Nullable AgentEvent> understanding) {
    AgentEvent known = documents.get(payload);
    if (known != null) {
      return known;
    }
    AgentEvent event = understanding.get();
    if (event instanceof AgentEvent.SnapshotTold || event instanceof AgentEvent.PeopleTold) {
      documents.put(payload, event);
    }
    return event;
  }
}
