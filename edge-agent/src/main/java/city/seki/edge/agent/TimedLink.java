package city.seki.edge.agent;

import city.seki.config.wire.HealthMessage;
import city.seki.edge.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * A link that tells every tap with the best time that is known for it, and learns the hub's time
 * from the echo of the health message.
 *
 * <p>Taps wait for the first echo of each connection, one round trip: the unit's clock may have
 * been set wrong meanwhile, or not at all, and a tap that the hub has counts by the time that it
 * was told with. A hub that does not tell its time lets them go too. Thread-safe.
 */
public final class TimedLink implements Link {
  private final Link link;
  private final UnitClock clock;

  /** In the order in which they were to be delivered; as many as may be under way. */
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Entry tap, boolean amended) {}

  private boolean heard;
  private long askedMs;

  public TimedLink(Link link, UnitClock clock) {
    this.link = link;
    this.clock = clock;
  }

  @Override
  public synchronized void deliver(Entry tap, boolean amended) {
    if (heard) {
      link.deliver(clock.timed(tap), amended);
    } else {
      waiting.add(new Waiting(tap, amended));
    }
  }

  @Override
  public synchronized void tellHealth(HealthMessage health) {
    askedMs = clock.now().monoMs();
    link.tellHealth(health);
  }

  @Override
  public synchronized void reconnect(String reason) {
    waiting.clear();
    link.reconnect(reason);
  }

  /** Something happened to the link; to be called before the agent hears of it. */
  public synchronized void heard(AgentEvent event) {
    if (event instanceof AgentEvent.Pong(var hubTime)) {
      if (hubTime != null) {
        clock.hubSaid(hubTime.toInstant(), askedMs);
      }
      heard = true;
      waiting.forEach(it -> link.deliver(clock.timed(it.tap()), it.amended()));
      waiting.clear();
    } else if (event instanceof AgentEvent.LinkUp) {
      // The agent will deliver everything again.
      waiting.clear();
      heard = false;
    }
  }
}
