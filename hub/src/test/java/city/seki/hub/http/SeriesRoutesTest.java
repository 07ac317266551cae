package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A seat on the same day of the week, week after week, over HTTP; it is Tuesday 2026-11-24. */
class SeriesRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SERIES = "/api/v1/reservations/series";

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

  private static String wanted(String rest) {
    return "{\"office\":\"chuo\",\"seat\":\"A-03\",\"date\":\"2026-12-01\",\"slot\":\"pm\""
        + rest
        + "}";
  }

  private HttpResponse<String> asOther(String method, String path, String body) throws Exception {
    String other = hub.token(Role.STAFF, "1002");
    return hub.send(hub.request(method, path, body).header("Authorization", "Bearer " + other));
  }

  private static List<String> days(JsonNode made) {
    List<String> days = new ArrayList<>();
    made.get("days")
        .forEach(d -> days.add(d.get("date").asString() + " " + d.get("reason").asString("made")));
    return days;
  }

  private JsonNode mine() throws Exception {
    return JSON.readTree(hub.get(Role.STAFF, "/api/v1/me").body()).get("reservations");
  }

  @Test
  void what_is_refused_on_one_day_is_told_with_the_reason_and_the_rest_stands() throws Exception {
    String taken =
        "{\"office\":\"chuo\",\"seat\":\"A-03\",\"date\":\"2026-12-08\",\"slot\":\"day\"}";
    assertEquals(201, asOther("POST", "/api/v1/reservations", taken).statusCode());
    HttpResponse<String> answer = hub.post(Role.STAFF, SERIES, wanted(",\"weeks\":5"));
    assertEquals(201, answer.statusCode(), answer.body());
    JsonNode made = JSON.readTree(answer.body());
    assertEquals(
        List.of(
            "2026-12-01 made",
            "2026-12-08 reserved",
            "2026-12-15 made",
            "2026-12-22 made",
            "2026-12-29 too-far-ahead"),
        days(made));
    assertEquals(3, mine().size());
    String series = made.get("series").asString();
    mine().forEach(r -> assertEquals(series, r.get("series").asString()));
    assertEquals("2026-12-01T13:00:00.000+09:00", made.get("days").get(0).get("from").asString());
  }

  @Test
  void one_day_is_cancelled_alone_and_the_rest_at_once() throws Exception {
    JsonNode made = JSON.readTree(hub.post(Role.STAFF, SERIES, wanted(",\"weeks\":3")).body());
    String series = made.get("series").asString();
    String second = made.get("days").get(1).get("id").asString();
    assertEquals(204, hub.delete(Role.STAFF, "/api/v1/reservations/" + second).statusCode());
    assertEquals(2, mine().size());
    assertEquals(404, asOther("DELETE", SERIES + "/" + series, "").statusCode(), "not theirs");
    assertEquals("{\"cancelled\":2}", hub.delete(Role.STAFF, SERIES + "/" + series).body());
    assertEquals(0, mine().size());
    assertEquals(404, hub.delete(Role.STAFF, SERIES + "/" + series).statusCode());
  }

  @Test
  void each_day_is_in_the_calendar_like_any_other() throws Exception {
    hub.post(Role.STAFF, SERIES, wanted(",\"weeks\":3"));
    JsonNode key = JSON.readTree(hub.post(Role.STAFF, "/api/v1/me/calendar", "{}").body());
    String text = hub.send(hub.request("GET", key.get("path").asString(), null)).body();
    for (String day : List.of("20261201", "20261208", "20261215")) {
      assertTrue(text.contains("DTSTART:" + day + "T040000Z"), text);
    }
  }

  @Test
  void where_every_day_is_refused_there_is_no_series() throws Exception {
    HttpResponse<String> answer =
        hub.post(Role.STAFF, SERIES, wanted(",\"weeks\":2").replace("2026-12-01", "2026-12-02"));
    assertEquals(200, answer.statusCode());
    JsonNode none = JSON.readTree(answer.body());
    assertTrue(none.get("series").isNull());
    assertEquals(List.of("2026-12-02 office-closed", "2026-12-09 office-closed"), days(none));
  }

  @Test
  void facilities_reserve_and_cancel_series_of_others_on_record() throws Exception {
    String forOther = wanted(",\"weeks\":2,\"staff_id\":\"1002\"");
    assertEquals(403, hub.post(Role.STAFF, SERIES, forOther).statusCode());
    JsonNode made = JSON.readTree(hub.post(Role.FACILITIES, SERIES, forOther).body());
    String series = made.get("series").asString();
    assertEquals(404, hub.delete(Role.STAFF, SERIES + "/" + series).statusCode());
    assertEquals("{\"cancelled\":2}", hub.delete(Role.FACILITIES, SERIES + "/" + series).body());
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertTrue(audit.contains("reserve-series"), audit);
    assertTrue(audit.contains("cancel-series"), audit);
    assertFalse(audit.contains("安曇"), audit);
  }

  @Test
  void what_makes_no_sense_is_not_understood() throws Exception {
    for (String rest : List.of("", ",\"weeks\":0", ",\"weeks\":54", ",\"weeks\":\"8\"")) {
      assertEquals(400, hub.post(Role.STAFF, SERIES, wanted(rest)).statusCode(), rest);
    }
    String explicit = wanted(",\"weeks\":2").replace("pm", "explicit");
    assertEquals(400, hub.post(Role.STAFF, SERIES, explicit).statusCode());
    HttpResponse<String> unknown =
        hub.post(Role.STAFF, SERIES, wanted(",\"weeks\":2").replace("A-03", "Z-9"));
    assertTrue(unknown.body().contains("unknown-seat"), unknown.body());
  }
}
