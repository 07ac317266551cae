package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Command;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.access.Role;
import city.seki.hub.muster.MusterHtml;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Who is in which building, as the hub answers it. */
class MusterRoutesTest {
  private static final String MUSTER = "/api/v1/muster";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    hub.fleet.health(
        "u1", hub.now(), new HealthMessage("b", 1, 0, null, null, null, null, null, List.of()));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private JsonNode office() throws Exception {
    HttpResponse<String> answer = hub.get(Role.FACILITIES, MUSTER);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body()).get("offices").get(0);
  }

  @Test
  void who_holds_a_seat_is_there_by_name_and_nobody_else_any_more() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
    JsonNode person = office().get("people").get(0);
    assertEquals("松本 花子", person.get("name").asString());
    assertEquals("1001", person.get("staff_id").asString());
    assertEquals("総務部", person.get("department").asString());
    assertEquals("A-02", person.get("seat").asString());
    assertEquals("2026-11-24T10:00:00.000+09:00", person.get("since").asString());
    hub.now(hub.now().plusSeconds(60));
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
    assertEquals(0, office().get("people").size());
  }

  @Test
  void each_person_who_was_looked_at_is_told_that_and_what_for() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
    office();
    office();
    JsonNode looks = JSON.readTree(hub.get(Role.STAFF, "/api/v1/me").body()).get("looks");
    assertEquals(1, looks.size(), looks.toString());
    assertEquals("muster", looks.get(0).get("purpose").asString());
  }

  @Test
  void people_without_a_name_are_counted_at_seats_and_in_rooms() throws Exception {
    SeatId seat = new SeatId("chuo", "A-05");
    hub.allocation.ask(new Command.SensePresence(seat, Occupancy.OCCUPIED, hub.now())).get();
    hub.allocation
        .ask(
            new Command.SenseRoom(
                new RoomId("chuo", "R1"), Occupancy.OCCUPIED, 4L, hub.now(), hub.now()))
        .get();
    JsonNode office = office();
    assertEquals("A-05", office.get("unclaimed").get(0).asString());
    assertEquals("occupied", office.get("rooms").get(0).get("state").asString());
    assertEquals(4, office.get("rooms").get(0).get("people").asInt());
    assertEquals(5, office.get("nameless").asInt());
  }

  @Test
  void what_a_silent_unit_said_last_stays_on_the_list_and_is_told_as_such() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-01\"}");
    assertFalse(office().get("people").get(0).get("silent").asBoolean());
    hub.nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    JsonNode office = office();
    assertTrue(office.get("people").get(0).get("silent").asBoolean());
    assertTrue(office.get("units").get(0).get("silent").asBoolean());
    assertEquals(
        "2026-11-24T10:00:00.000+09:00", office.get("units").get(0).get("heard").asString());
    assertEquals(1, office.get("unseen").asInt(), "the room, of which nobody can tell");
  }

  @Test
  void it_comes_as_csv_and_as_a_page_for_paper() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
    String csv = hub.get(Role.ADMIN, MUSTER + "?format=csv&lang=ja").body();
    assertTrue(
        csv.contains(
            "chuo,中央公民館,person,1001,松本 花子,総務部,A-02,claimed,1,2026-11-24T10:00:00.000+09:00,"),
        csv);
    HttpResponse<String> html = hub.get(Role.ADMIN, MUSTER + "?format=html&lang=ja&office=chuo");
    assertEquals("text/html; charset=UTF-8", html.headers().firstValue("Content-Type").get());
    assertTrue(html.body().contains("<style>" + MusterHtml.STYLE + "</style>"));
    assertEquals(
        ReportRoutes.onlyStyle(MusterHtml.STYLE),
        html.headers().firstValue("Content-Security-Policy").get());
    assertTrue(html.body().contains("<td class=\"box\">☐</td><td class=\"name\">松本 花子</td>"));
    assertTrue(html.body().contains("2026-11-24 10:00"), "when it was made");
    assertEquals(400, hub.get(Role.ADMIN, MUSTER + "?office=nowhere").statusCode());
    assertEquals(403, hub.get(Role.SUPERVISOR, MUSTER).statusCode());
  }
}
