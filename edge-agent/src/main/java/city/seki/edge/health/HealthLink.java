package city.seki.edge.health;

import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.agent.Now;
import city.seki.edge.journal.Entry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A link whose health messages also tell how the machine is, how good the link itself is, and
 * whether the clock can be believed. Thread-safe.
 */
public final class HealthLink implements Link {
  private final Link link;
  private final Supplier<MachineHealth> machine;
  private final Now.Source clock;

  // guarded by this
  private long connections;
  private long askedMs;
  private boolean waiting;
  private @Nullable Double roundTripMs;
  private @Nullable HealthMessage last;

  /**
   * @param machine asked by the agent's thread; returns at once
   */
  public HealthLink(Link link, Supplier<MachineHealth> machine, Now.Source clock) {
    this.link = link;
    this.machine = machine;
    this.clock = clock;
  }

  @Override
  public void deliver(Entry tap, boolean amended) {
    link.deliver(tap, amended);
  }

  @Override
  public void tellHealth(HealthMessage health) {
    link.tellHealth(completed(health));
  }

  private synchronized HealthMessage completed(HealthMessage health) {
    Now now = clock.now();
    askedMs = now.monoMs();
    waiting = true;
    last = health.with(machine(now));
    return last;
  }

  private MachineHealth machine(Now now) {
    Findings findings = Findings.from(machine.get());
    findings.note(Trait.CLOCK, new Finding.Known<>(now.clock().word()));
    findings.note(
        Vital.LINK_RECONNECTS, new Finding.Known<>((double) Math.max(0, connections - 1)));
    findings.note(
        Vital.LINK_ROUND_TRIP_MS,
        roundTripMs == null
            ? Finding.unknown(Finding.Cause.NOT_YET)
            : new Finding.Known<>(roundTripMs));
    return findings.health();
  }

  @Override
  public void reconnect(String reason) {
    link.reconnect(reason);
  }

  /** Something happened to the link. */
  public synchronized void heard(AgentEvent event) {
    if (event instanceof AgentEvent.LinkUp) {
      connections++;
      waiting = false;
    } else if (event instanceof AgentEvent.Pong && waiting) {
      waiting = false;
      roundTripMs = (double) (clock.now().monoMs() - askedMs);
    }
  }

  /** What was told last, null if nothing was yet: as old as the time between two of them. */
  public synchronized @Nullable HealthMessage last() {
    return last;
  }
}
