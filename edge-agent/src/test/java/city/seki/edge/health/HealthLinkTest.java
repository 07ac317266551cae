package city.seki.edge.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import city.seki.config.wire.ClockState;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.agent.Now;
import city.seki.edge.card.Pace;
import city.seki.edge.journal.Entry;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a unit's health tells of the machine, the link and the clock. */
class HealthLinkTest {
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-21T08:31:05+09:00");

  private final List<HealthMessage> told = new ArrayList<>();
  private final MachineHealth seen =
      new MachineHealth(
          Map.of(Vital.TEMPERATURE_C, 50.0), Map.of(), Set.of(), Set.of(), new TreeMap<>());
  private long nowMs;
  private ClockState clock = ClockState.UNSET;

  private final HealthLink link =
      new HealthLink(
          new Link() {
            @Override
            public void deliver(Entry tap, boolean amended) {}

            @Override
            public void tellHealth(HealthMessage health) {
              told.add(health);
            }

            @Override
            public void reconnect(String reason) {}
          },
          () -> seen,
          () -> new Now(AT, nowMs, clock));

  private MachineHealth beat() {
    link.tellHealth(new HealthMessage("b", nowMs, 0, null, null, null, null, null, List.of()));
    MachineHealth machine = told.getLast().machine();
    assertNotNull(machine);
    return machine;
  }

  @Test
  void the_time_to_the_echo_is_told_with_the_next_health() {
    link.heard(new AgentEvent.LinkUp());
    assertEquals("not-yet", beat().unknown().get("link_round_trip_ms"));
    nowMs += 37;
    link.heard(new AgentEvent.Pong());
    nowMs += 15_000;
    link.heard(new AgentEvent.Pong()); // nobody asked for it
    MachineHealth next = beat();
    assertEquals(37.0, next.of(Vital.LINK_ROUND_TRIP_MS));
    assertEquals(50.0, next.of(Vital.TEMPERATURE_C));
  }

  @Test
  void the_first_connection_is_no_reconnect() {
    assertEquals(0.0, beat().of(Vital.LINK_RECONNECTS));
    link.heard(new AgentEvent.LinkUp());
    assertEquals(0.0, beat().of(Vital.LINK_RECONNECTS));
    link.heard(new AgentEvent.LinkDown("cut"));
    link.heard(new AgentEvent.LinkUp());
    assertEquals(1.0, beat().of(Vital.LINK_RECONNECTS));
  }

  @Test
  void whether_the_clock_is_believed_is_told_as_it_is_now() {
    assertEquals("unset", beat().of(Trait.CLOCK));
    clock = ClockState.SYNCED;
    assertEquals("synced", beat().of(Trait.CLOCK));
  }

  @Test
  void a_look_that_hangs_is_not_told_for_ever() {
    long[] nanos = {0};
    Pace pace =
        new Pace() {
          @Override
          public long nanos() {
            return nanos[0];
          }

          @Override
          public void pause(Duration time) throws InterruptedException {
            throw new InterruptedException();
          }
        };
    HealthWatch watch = new HealthWatch(() -> seen, pace);
    assertEquals(Map.of(), watch.now().values());
    watch.run();
    assertEquals(seen, watch.now());
    assertEquals(true, Thread.interrupted());
    nanos[0] += HealthWatch.STALE.toNanos() + 1;
    assertEquals(Map.of(), watch.now().values());
  }
}
