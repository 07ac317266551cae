package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.Place;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.coap.Cause;
import city.seki.edge.coap.CoapCounts;
import city.seki.edge.journal.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nights go with which health message. */
class SensorLinkTest {
  private final List<HealthMessage> told = new ArrayList<>();
  private List<SensorNight> nights = nights(3);
  private @Nullable CoapCounts counts;
  private long uptimeMs;

  private final SensorLink link =
      new SensorLink(
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
          () -> counts,
          () -> nights);

  private static List<SensorNight> nights(int count) {
    List<SensorNight> nights = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LocalDate day = LocalDate.of(2026, 11, 1).plusDays(i);
      nights.add(new SensorNight("pad:gpio:4", new Place.AtSeat("A-03"), day, 0.5, 600, null, 0));
    }
    return nights;
  }

  /** The next health message; the days of the nights in it. */
  private List<Integer> beat() {
    uptimeMs += 15_000;
    link.tellHealth(new HealthMessage("b", uptimeMs, 0, null, null, null, null, null, List.of()));
    return told.getLast().sensors().stream().map(n -> n.night().getDayOfMonth()).toList();
  }

  private void echo() {
    link.heard(new AgentEvent.Pong(null));
  }

  @Test
  void a_night_is_told_once_the_newest_first() {
    assertEquals(List.of(3, 2, 1), beat());
    echo();
    assertEquals(List.of(), beat());
    echo();
    nights = nights(4);
    assertEquals(List.of(4), beat());
    echo();
    assertEquals(List.of(), beat());
  }

  @Test
  void all_are_told_again_over_a_new_connection_and_to_a_hub_that_was_silent() {
    beat();
    echo();
    link.heard(new AgentEvent.LinkUp());
    assertEquals(List.of(3, 2, 1), beat());
    echo();
    assertEquals(List.of(), beat());
    assertEquals(List.of(3, 2, 1), beat(), "the last one had no echo");
    assertEquals(List.of(3, 2, 1), beat(), "nor this one");
  }

  @Test
  void all_are_told_again_after_some_hours() {
    beat();
    echo();
    uptimeMs = SensorLink.AGAIN.toMillis();
    assertEquals(List.of(3, 2, 1), beat());
  }

  @Test
  void more_than_a_message_holds_go_with_the_next_ones() {
    nights = nights(HealthMessage.MOST_SENSORS + 10);
    assertEquals(HealthMessage.MOST_SENSORS, beat().size());
    echo();
    assertEquals(List.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1), beat());
    echo();
    assertEquals(List.of(), beat());
  }

  @Test
  void what_coap_refused_is_told_by_cause() {
    beat();
    assertNull(told.getLast().coap());
    counts = new CoapCounts(7, 1, Map.of(Cause.HANDSHAKE, 2L, Cause.BAD_SENML, 3L));
    beat();
    HealthMessage.Coap coap = told.getLast().coap();
    assertEquals(
        new HealthMessage.Coap(
            7,
            1,
            List.of(
                new HealthMessage.Refused("bad-senml", 3),
                new HealthMessage.Refused("handshake", 2))),
        coap);
    assertEquals(Set.of(), Set.copyOf(told.getLast().readers()));
  }
}
