package city.seki.edge;

import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.coap.CoapCounts;
import city.seki.edge.journal.Entry;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A link whose health messages also tell how honest the unit's sensors were, and what came to its
 * CoAP server. A night counts as told when the hub echoes the health message that it was in; the
 * newest go first.
 *
 * <p>The hub keeps nights in memory only. So all are told again over a new connection, after a
 * health message that had no echo, and every {@link #AGAIN}: behind a broker of its own a hub can
 * start again and no unit sees it. Thread-safe.
 */
final class SensorLink implements Link {
  static final Duration AGAIN = Duration.ofHours(6);

  private final Link link;
  private final Supplier<@Nullable CoapCounts> coap;
  private final Supplier<List<SensorNight>> nights;

  // guarded by this
  private final Set<SensorNight> told = new HashSet<>();
  private List<SensorNight> asked = List.of();
  private boolean waiting;
  private long forgotMs;

  SensorLink(Link link, Supplier<@Nullable CoapCounts> coap, Supplier<List<SensorNight>> nights) {
    this.link = link;
    this.coap = coap;
    this.nights = nights;
  }

  @Override
  public void deliver(Entry tap, boolean amended) {
    link.deliver(tap, amended);
  }

  @Override
  public void tellHealth(HealthMessage health) {
    CoapCounts counts = coap.get();
    link.tellHealth(health.with(counts == null ? null : of(counts), next(health.uptimeMs())));
  }

  private synchronized List<SensorNight> next(long nowMs) {
    if (waiting || nowMs - forgotMs >= AGAIN.toMillis()) {
      told.clear();
      forgotMs = nowMs;
    }
    waiting = true;
    List<SensorNight> all = nights.get();
    told.retainAll(Set.copyOf(all));
    asked =
        all.reversed().stream()
            .filter(night -> !told.contains(night))
            .limit(HealthMessage.MOST_SENSORS)
            .toList();
    return asked;
  }

  private static HealthMessage.Coap of(CoapCounts counts) {
    return new HealthMessage.Coap(
        counts.taken(),
        counts.repeated(),
        counts.refused().entrySet().stream()
            .map(each -> new HealthMessage.Refused(each.getKey().word(), each.getValue()))
            .sorted(Comparator.comparing(HealthMessage.Refused::cause))
            .toList());
  }

  @Override
  public void reconnect(String reason) {
    link.reconnect(reason);
  }

  /** Something happened to the link. */
  synchronized void heard(AgentEvent event) {
    if (event instanceof AgentEvent.Pong) {
      told.addAll(asked);
      asked = List.of();
      waiting = false;
    } else if (event instanceof AgentEvent.LinkUp) {
      told.clear();
      asked = List.of();
      waiting = false;
    }
  }
}
