package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Policy;
import city.seki.hub.access.Role;
import city.seki.hub.roster.RosterEntry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Seats near to colleagues who let themselves be seen, and nothing of those who do not. */
class ColleagueRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLLEAGUES = "/api/v1/me/colleagues";
  private static final String OFFERS = "/api/v1/offices/chuo/offers?slot=am&date=2026-12-01";
  private static final String RESERVATIONS = "/api/v1/reservations";

  @TempDir Path data;
  private HubAtWork hub;
  private String second = "";

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    roster("総務部");
    second = hub.token(Role.STAFF, "1002");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void roster(String department) throws Exception {
    hub.roster.replace(
        List.of(
            new RosterEntry("1001", "松本 花子", "総務部", List.of("lgwan"), HubAtWork.CARD),
            new RosterEntry("1002", "安曇 太郎", department, List.of("lgwan"), null),
            new RosterEntry("1003", "塩尻 次郎", "総務部", List.of("lgwan"), null)));
    hub.reconfigure(Policy.STANDARD, 0);
  }

  private HttpResponse<String> bySecond(String method, String path, String body) throws Exception {
    return hub.send(hub.request(method, path, body).header("Authorization", "Bearer " + second));
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = hub.get(Role.STAFF, path);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private static String seat(String seat) {
    return "{\"office\":\"chuo\",\"seat\":\"%s\",\"date\":\"2026-12-01\",\"slot\":\"am\"}"
        .formatted(seat);
  }

  private void show(boolean shown) throws Exception {
    String said = "{\"shown\":" + shown + "}";
    assertEquals(204, bySecond("POST", COLLEAGUES, said).statusCode());
  }

  @Test
  void seats_are_sorted_by_how_near_they_are_to_who_lets_it_be_seen() throws Exception {
    bySecond("POST", RESERVATIONS, seat("A-06"));
    assertEquals(0, get(COLLEAGUES).get("colleagues").size(), "nobody is seen unasked");
    show(true);
    JsonNode colleague = get(COLLEAGUES).get("colleagues").get(0);
    assertEquals("安曇 太郎", colleague.get("name").asString());
    assertTrue(colleague.get("seat").isNull(), "today there is none");
    JsonNode then = get(COLLEAGUES + "?slot=am&date=2026-12-01").get("colleagues").get(0);
    assertEquals("A-06", then.get("seat").asString());
    assertEquals("chuo", then.get("office").asString());
    String id = colleague.get("id").asString();
    JsonNode offers = get(OFFERS + "&near=" + id);
    assertEquals("A-06", offers.get("colleagues").get(0).get("seat").asString());
    assertEquals(id, offers.get("colleagues").get(0).get("id").asString());
    JsonNode first = offers.get("seats").get(1);
    assertTrue(List.of("A-05", "A-07").contains(first.get("seat").asString()), offers.toString());
    assertEquals(1, first.get("near").get("steps").asInt());
    assertEquals(id, first.get("near").get("id").asString());
    assertEquals("A-01", get(OFFERS).get("seats").get(0).get("seat").asString());
    assertTrue(get(OFFERS).get("seats").get(0).get("near").isNull());
    String looked = bySecond("GET", "/api/v1/me", "").body();
    assertTrue(looked.contains("\"purpose\":\"colleagues\""), looked);
  }

  @Test
  void who_does_not_allow_it_is_told_apart_from_nobody_by_nothing() throws Exception {
    bySecond("POST", RESERVATIONS, seat("A-06"));
    String self = String.valueOf(hub.roster.personOf("1001"));
    String hidden = ColleagueRoutes.handle(self, String.valueOf(hub.roster.personOf("1002")));
    String nobody = ColleagueRoutes.handle(self, "p-nobody");
    assertEquals(
        hub.get(Role.STAFF, OFFERS + "&near=" + nobody).body(),
        hub.get(Role.STAFF, OFFERS + "&near=" + hidden).body());
    String alone = hub.get(Role.STAFF, COLLEAGUES).body();
    show(true);
    assertFalse(alone.equals(hub.get(Role.STAFF, COLLEAGUES).body()));
    show(false);
    assertEquals(alone, hub.get(Role.STAFF, COLLEAGUES).body());
    assertEquals(alone, hub.get(Role.STAFF, COLLEAGUES + "?slot=am&date=2026-12-01").body());
    assertEquals(
        hub.get(Role.STAFF, OFFERS + "&near=" + nobody).body(),
        hub.get(Role.STAFF, OFFERS + "&near=" + hidden).body());
  }

  @Test
  void it_ends_with_the_department() throws Exception {
    show(true);
    assertTrue(JSON.readTree(bySecond("GET", COLLEAGUES, "").body()).get("shown").asBoolean());
    roster("財政部");
    assertEquals(0, get(COLLEAGUES).get("colleagues").size());
    assertFalse(JSON.readTree(bySecond("GET", COLLEAGUES, "").body()).get("shown").asBoolean());
    assertEquals(0, JSON.readTree(bySecond("GET", COLLEAGUES, "").body()).get("colleagues").size());
  }

  @Test
  void nonsense_is_not_understood_and_a_desk_has_no_colleagues() throws Exception {
    assertEquals(403, hub.get(Role.FACILITIES, COLLEAGUES).statusCode());
    assertEquals(400, hub.post(Role.STAFF, COLLEAGUES, "{}").statusCode());
    assertEquals(400, hub.get(Role.STAFF, OFFERS + "&near=a,b,c,d,e,f").statusCode());
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertFalse(audit.contains("安曇"), audit);
  }
}
