package city.seki.hub.rollout;

import java.util.List;

/** What follows from a command. */
public sealed interface RolloutDecision {
  /**
   * @param events to be written down; may be none
   */
  record Done(List<RolloutEvent> events) implements RolloutDecision {
    public Done {
      events = List.copyOf(events);
    }
  }

  record Refused(RolloutRefusal reason) implements RolloutDecision {}
}
