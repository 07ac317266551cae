package city.seki.edge;

import city.seki.edge.agent.AgentEvent;
import city.seki.edge.config.Facts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one run of a unit has seen of its hub. Thread-safe. */
final class HubSigns {
  private boolean up;
  private boolean answers;
  private boolean told;
  private boolean news;
  private @Nullable String office;

  /** Something happened to the link. */
  synchronized void heard(AgentEvent event) {
    switch (event) {
      case AgentEvent.LinkUp _ -> {
        up = true;
        answers = false;
        news = true;
      }
      case AgentEvent.LinkDown _ -> {
        up = false;
        answers = false;
      }
      case AgentEvent.Pong _ -> answers = up;
      case AgentEvent.SnapshotTold(var snapshot) -> {
        told = true;
        office = snapshot.office();
      }
      case AgentEvent.OfficeElsewhere(var elsewhere) -> {
        told = false;
        office = elsewhere;
      }
      default -> {
        // nothing about the hub
      }
    }
  }

  synchronized Facts facts(Set<String> silent) {
    return new Facts(answers, told, silent);
  }

  /** Of which office the hub tells, null if it has not told yet. */
  synchronized @Nullable String office() {
    return office;
  }

  /** Whether there is a new connection since this was asked, on which nothing was said yet. */
  synchronized boolean takeNews() {
    boolean is = news;
    news = false;
    return is;
  }
}
