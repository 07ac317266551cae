package city.seki.hub.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.fleet.Fleet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final SeatId SEAT = new SeatId("chuo", "A-01");
  private static final City CITY =
      new City(
          new Text("", ""),
          ZoneId.of("Asia/Tokyo"),
          List.of(),
          List.of(),
          List.of(
              new Unit(
                  "u1",
                  "chuo",
                  List.of(new Wiring(ReaderName.parse("seat:A-01"), "pn532:i2c:1:0x24", null))),
              new Unit("u2", "chuo", List.of())),
          Set.of());

  private final AtomicLong nanos = new AtomicLong();
  private final Fleet fleet = new Fleet(nanos::get);
  private final Alerts alerts = new Alerts();

  private void health(@Nullable String fault) {
    health("b", new HealthMessage.Reader("seat:A-01", fault));
  }

  private void health(String boot, HealthMessage.Reader reader) {
    fleet.health(
        "u1", NOW, new HealthMessage(boot, 1, 0, null, null, null, null, null, List.of(reader)));
  }

  private List<String> told(Instant at) {
    alerts.look(CITY, fleet, at);
    return alerts.list().stream()
        .map(a -> a.kind().word() + (a.until() == null ? " lasts" : " is over"))
        .toList();
  }

  @Test
  void a_silent_unit_is_one_alert_until_it_speaks() {
    assertEquals(List.of(), told(NOW));
    health(null);
    assertEquals(List.of(), told(NOW));
    nanos.addAndGet(Fleet.SILENCE.toNanos() + 1);
    assertEquals(List.of("unit-silent lasts"), told(NOW.plusSeconds(46)));
    assertEquals(List.of("unit-silent lasts"), told(NOW.plusSeconds(47)));
    health(null);
    assertEquals(List.of("unit-silent is over"), told(NOW.plusSeconds(48)));
  }

  @Test
  void a_faulty_reader_is_an_alert_until_it_is_back() {
    health("timeout");
    assertEquals(List.of("reader-fault lasts"), told(NOW));
    health(null);
    assertEquals(List.of("reader-fault is over"), told(NOW));
  }

  @Test
  void each_time_cards_without_the_key_were_used_is_one_alert_with_the_reader_and_no_card() {
    health(null);
    assertEquals(List.of(), told(NOW));
    notGenuine("b", 1);
    assertEquals(1, told(NOW).size());
    assertEquals(1, told(NOW).size(), "the same count again");
    notGenuine("b", 3);
    assertEquals(2, told(NOW).size());
    health("b", new HealthMessage.Reader("seat:Z-99", null, 7));
    assertEquals(2, told(NOW).size(), "a reader that the unit does not have");
    health("c", new HealthMessage.Reader("seat:A-01", null, 0));
    assertEquals(2, told(NOW).size());
    notGenuine("c", 1);
    assertEquals(List.of("not-genuine lasts", "not-genuine lasts", "not-genuine lasts"), told(NOW));
    Alerts.Alert alert = alerts.list().getFirst();
    assertEquals("seat:A-01", alert.place());
    assertEquals("u1", alert.unit());
    assertNull(alert.detail());
  }

  private void notGenuine(String boot, long count) {
    health(boot, new HealthMessage.Reader("seat:A-01", null, count));
  }

  @Test
  void unclaimed_use_ends_when_the_seat_is_claimed_or_left() {
    alerts.changed(List.of(new Event.UnclaimedUse(SEAT, NOW)));
    assertEquals(List.of("unclaimed-use lasts"), told(NOW));
    alerts.changed(
        List.of(new Event.Claimed(SEAT, "p", "d", Source.TAP, NOW, NOW.plusSeconds(60))));
    alerts.changed(List.of(new Event.UnclaimedUse(SEAT, NOW)));
    alerts.changed(List.of(new Event.PresenceChanged(SEAT, false, NOW)));
    assertEquals(List.of("unclaimed-use is over", "unclaimed-use is over"), told(NOW));
  }

  @Test
  void those_of_which_nobody_takes_care_are_counted_and_every_change_is_seen() {
    assertEquals(new Alerts.Count(0, 0, 0), alerts.count());
    alerts.changed(List.of(new Event.UnclaimedUse(SEAT, NOW)));
    alerts.badMessage(NOW, "t", null);
    assertEquals(new Alerts.Count(2, 1, 1), alerts.count());
    long lasting = alerts.list().getFirst().number();
    assertTrue(alerts.acknowledge(lasting, new Alerts.Acknowledged("p", NOW, null)));
    assertEquals(new Alerts.Count(3, 1, 0), alerts.count());
    alerts.changed(List.of(new Event.PresenceChanged(SEAT, false, NOW)));
    assertEquals(new Alerts.Count(4, 0, 0), alerts.count());
    told(NOW);
    assertEquals(4, alerts.count().changes());
  }

  @Test
  void old_alerts_give_way() {
    for (int i = 0; i < Alerts.KEPT + 10; i++) {
      alerts.badMessage(NOW.plusSeconds(i), "t" + i, null);
    }
    assertEquals(Alerts.KEPT, alerts.list().size());
    assertEquals(NOW.plusSeconds(Alerts.KEPT + 9), alerts.list().getFirst().at());
  }

  @Test
  void the_quarantine_is_bounded_and_shows_no_card_number() {
    Quarantine quarantine = new Quarantine();
    for (String number : List.of("011603005B1BD402", "01 16 03 00 5b 1b d4 02", "04:a2:b3:c4")) {
      quarantine.add(NOW, "t", "found " + number, ("{\"id\":\"" + number + "\"}").getBytes(UTF_8));
      Quarantine.Message kept = quarantine.list().getLast();
      assertEquals("found …", kept.complaint());
      assertFalse(kept.text().contains(number.substring(0, 5)), kept.text());
    }
    for (int i = 0; i < 2 * Quarantine.KEPT; i++) {
      quarantine.add(NOW, "t", "large", "x".repeat(100_000).getBytes(UTF_8));
    }
    assertEquals(Quarantine.KEPT, quarantine.list().size());
    assertEquals(2 * Quarantine.KEPT + 3, quarantine.count());
    assertEquals(100_000, quarantine.list().getLast().bytes());
    assertTrue(quarantine.list().getLast().text().length() <= 1_024);
  }
}
