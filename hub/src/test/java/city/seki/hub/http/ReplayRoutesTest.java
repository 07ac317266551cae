package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The floor as it was, as the hub answers it. */
class ReplayRoutesTest {
  private static final String SEATS = "/api/v1/offices/chuo/seats";
  private static final ObjectMapper JSON = new ObjectMapper();

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

  private JsonNode seat(String query) throws Exception {
    HttpResponse<String> answer = hub.get(Role.FACILITIES, SEATS + query);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body()).get(1);
  }

  private void tap() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
  }

  @Test
  void a_moment_that_is_over_looks_as_it_looked_then() throws Exception {
    hub.now(hub.now().plusSeconds(600));
    JsonNode before = seat("");
    tap();
    hub.now(hub.now().plusSeconds(600));
    JsonNode during = seat("");
    assertEquals("claimed", during.get("state").asString());
    hub.now(hub.now().plusSeconds(600));
    tap();
    hub.now(hub.now().plusSeconds(600));
    JsonNode after = seat("");
    hub.now(hub.now().plusSeconds(600));
    assertEquals(before, seat("?at=2026-11-24T10:05:00%2B09:00"));
    assertEquals(during, seat("?at=2026-11-24T10:20:00%2B09:00"));
    assertEquals(during, seat("?at=2026-11-24T01:29:00Z"));
    assertEquals(after, seat("?at=2026-11-24T10:35:00%2B09:00"));
    String offices = hub.get(Role.HR, "/api/v1/offices?at=2026-11-24T10:20:00%2B09:00").body();
    assertTrue(offices.contains("\"claimed\":1"), offices);
  }

  @Test
  void what_is_asked_wrongly_or_by_others_is_refused_in_words() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"at=yesterday", "at: expected a moment such as"},
          {"at=2026-11-24T11:00:00%2B09:00", "at: expected a moment that is over"},
        }) {
      HttpResponse<String> answer = hub.get(Role.ADMIN, SEATS + "?" + wrong[0]);
      assertEquals(400, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains(wrong[1]), answer.body());
    }
    for (Role role : new Role[] {Role.STAFF, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR}) {
      String query = "?at=2026-11-24T09:00:00%2B09:00";
      assertEquals(403, hub.get(role, SEATS + query).statusCode(), role.word());
      assertEquals(200, hub.get(role, SEATS).statusCode(), role.word());
    }
  }
}
