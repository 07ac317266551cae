package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Event;
import city.seki.hub.access.Role;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over HTTP: what a page needs to say them in words, and who takes care of one. */
class AlertRoutesTest {
  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String alerts(Role role) throws Exception {
    return hub.get(role, "/api/v1/alerts").body();
  }

  @Test
  void what_is_wrong_is_told_in_fields_and_as_a_line_and_its_place_by_name() throws Exception {
    Trouble trouble =
        new Trouble.OfDevice(
            new Trouble.Named("display-1", new Text("大型画面", "Large display")),
            "degraded",
            null,
            List.of("lamp"),
            List.of("camera"));
    var wrong =
        Map.of(
            "d",
            new Alerts.Alert(
                Alerts.Kind.DEVICE_FAULT, hub.now(), null, "chuo", "room:R1", "u1", trouble));
    hub.alerts.lookAtFloor(wrong, hub.now());
    hub.alerts.lookAtFloor(wrong, hub.now().plusSeconds(180));
    String told = alerts(Role.OPERATOR);
    assertTrue(told.contains("\"detail\":\"display-1: degraded, lamp, no camera\""), told);
    assertTrue(
        told.contains(
            "\"about\":{\"device\":\"display-1\",\"device_name\":{\"ja\":\"大型画面\",\"en\":\"Large"
                + " display\"},\"state\":\"degraded\",\"cause\":null,\"problems\":[\"lamp\"],"
                + "\"missing\":[\"camera\"]}"),
        told);
    assertTrue(told.contains("\"place\":\"room:R1\",\"place_name\":{\"ja\":"), told);
  }

  @Test
  void who_takes_care_is_named_to_colleagues_of_facilities() throws Exception {
    hub.alerts.changed(List.of(new Event.UnclaimedUse(new SeatId("chuo", "A-07"), hub.now())));
    String one = "/api/v1/alerts/" + hub.alerts.list().getFirst().number() + "/acknowledge";
    assertEquals(403, hub.post(Role.STAFF, one, "{}").statusCode());
    assertEquals(400, hub.post(Role.FACILITIES, one, note("x".repeat(501))).statusCode());
    assertEquals(
        404, hub.post(Role.FACILITIES, one.replace("/alerts/", "/alerts/9"), "{}").statusCode());
    assertEquals(204, hub.post(Role.FACILITIES, one, note("  見に行く ")).statusCode());
    assertTrue(alerts(Role.FACILITIES).contains("\"note\":\"見に行く\",\"mine\":true,\"name\":null"));
    String person = hub.roster.personOf("1001");
    hub.alerts.acknowledge(
        hub.alerts.list().getFirst().number(),
        new Alerts.Acknowledged(String.valueOf(person), hub.now(), null));
    assertTrue(alerts(Role.FACILITIES).contains("\"name\":\"松本 花子\""));
    assertFalse(alerts(Role.OPERATOR).contains("花子"));
  }

  @Test
  void whoever_takes_one_may_give_it_back_and_others_may_take_it_over() throws Exception {
    hub.alerts.changed(List.of(new Event.UnclaimedUse(new SeatId("chuo", "A-07"), hub.now())));
    String one = "/api/v1/alerts/" + hub.alerts.list().getFirst().number() + "/acknowledge";
    assertEquals(204, hub.post(Role.FACILITIES, one, note("a")).statusCode());
    assertTrue(alerts(Role.OPERATOR).contains("\"note\":\"a\",\"mine\":false"));
    assertEquals(204, hub.post(Role.OPERATOR, one, note("b")).statusCode());
    assertTrue(alerts(Role.OPERATOR).contains("\"note\":\"b\",\"mine\":true"));
    assertEquals(403, hub.delete(Role.STAFF, one).statusCode());
    assertEquals(404, hub.delete(Role.OPERATOR, one.replace("/alerts/", "/alerts/9")).statusCode());
    assertEquals(204, hub.delete(Role.OPERATOR, one).statusCode());
    assertTrue(alerts(Role.OPERATOR).contains("\"acknowledged\":null"));
    assertEquals(1, hub.alerts.count().unacknowledged());
    assertTrue(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("put-down-alert"));
  }

  private static String note(String text) {
    return "{\"note\":\"" + text + "\"}";
  }
}
