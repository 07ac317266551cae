package city.seki.edge.agent;

import java.util.List;

/** What an event led to. */
public record Step(AgentState state, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}
