package city.seki.hub.simulation;

import city.seki.edge.agent.AgentEvent;
import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a unit has believed: the same bytes come to every unit of an office and again
 * after each connect. To check every signature would cost as much as all else that a simulated
 * minute does: here one in eight is, and each that is read from a disk.
 */
final class Believed {
  private static final int CHECKED = 8;

  private final IdentityHashMap<byte[], AgentEvent> documents = new IdentityHashMap<>();
  private int heard;

  /** What those bytes mean, which nobody but the first who gets them has to find out. */
  @Nullable AgentEvent event(
      byte[] payload,
      Supplier<@Nullable AgentEvent> checking,
      Supplier<@Nullable AgentEvent> trusting) {
    AgentEvent known = documents.get(payload);
    if (known != null) {
      return known;
    }
    AgentEvent event = heard % CHECKED == 0 ? checking.get() : trusting.get();
    if (event instanceof AgentEvent.SnapshotTold || event instanceof AgentEvent.PeopleTold) {
      heard++;
      documents.put(payload, event);
    }
    return event;
  }
}
