package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Staff are told of what others did to their reservations, where they want it. */
class NoticeRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTICES = "/api/v1/me/notices";

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

  private HttpResponse<String> want(String to, String language)
      throws IOException, InterruptedException {
    return hub.post(
        Role.STAFF,
        NOTICES,
        "{\"channel\":\"chat\",\"to\":\"%s\",\"language\":\"%s\"}".formatted(to, language));
  }

  private String told() throws InterruptedException {
    return JSON.readTree(hub.chat.next()).path("text").asString();
  }

  private JsonNode mine() throws IOException, InterruptedException {
    return JSON.readTree(hub.get(Role.STAFF, NOTICES).body());
  }

  private String reserve(String seat, String slot) throws IOException, InterruptedException {
    HttpResponse<String> made =
        hub.post(
            Role.STAFF,
            "/api/v1/reservations",
            "{\"office\":\"chuo\",\"seat\":\"%s\",\"date\":\"2026-11-24\",\"slot\":\"%s\"}"
                .formatted(seat, slot));
    assertEquals(201, made.statusCode(), made.body());
    return JSON.readTree(made.body()).path("id").asString();
  }

  private void facilities(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> done = hub.post(Role.FACILITIES, path, body);
    assertEquals(2, done.statusCode() / 100, done.body());
  }

  @Test
  void who_wants_it_is_told_why_a_reservation_is_gone_and_where_to_look_for_another_seat()
      throws Exception {
    hub.now(Instant.parse("2026-11-24T00:00:00Z"));
    assertEquals(204, want(hub.chat.address().toString(), "en").statusCode());
    assertTrue(told().startsWith("Seki: notices are on\n"));
    reserve("A-03", "pm");
    facilities(
        "/api/v1/offices/chuo/seats/A-03/out-of-service",
        "{\"reason\":\"broken\",\"note\":\"lamp\",\"cancel_reservations\":true}");
    String out = told();
    assertTrue(
        out.startsWith(
            """
            Seki: a reservation was cancelled
            Central, seat A-03
            Tue 24 Nov 2026 13:00–17:15
            The seat cannot be used (broken).
            “lamp”
            Find another seat: https://seki.example.city/#seat/chuo
            """),
        out);
    reserve("A-04", "pm");
    facilities(
        "/api/v1/measures",
        "{\"office\":\"chuo\",\"from\":\"2026-11-24\",\"to\":\"2026-11-24\","
            + "\"note\":\"no water\"}");
    assertTrue(told().contains("The office is closed.\n“no water”\n"));
  }

  @Test
  void nobody_is_told_of_what_one_did_oneself() throws Exception {
    hub.now(Instant.parse("2026-11-24T00:00:00Z"));
    assertEquals(204, want(hub.chat.address().toString(), "ja").statusCode());
    assertTrue(told().startsWith("Seki: お知らせを開始しました"));
    String first = reserve("A-03", "pm");
    assertEquals(204, hub.delete(Role.STAFF, "/api/v1/reservations/" + first).statusCode());
    String second = reserve("A-04", "pm");
    assertEquals(204, hub.delete(Role.FACILITIES, "/api/v1/reservations/" + second).statusCode());
    String next = told();
    assertTrue(next.contains("席 A-04\n2026年11月24日（火） 13:00～17:15\n担当者が取り消しました。"), next);
  }

  @Test
  void an_address_outside_of_what_the_city_allows_is_refused_and_the_present_one_stays()
      throws Exception {
    assertEquals(204, want(hub.chat.address().toString(), "en").statusCode());
    assertEquals(hub.chat.host(), mine().path("wanted").path("to").asString());
    for (String bad :
        new String[] {
          "https://evil.example/hook",
          "http://169.254.169.254/latest",
          "https://x@" + hub.chat.host() + "/hook",
          "ftp://" + hub.chat.host() + "/hook",
          "not an address"
        }) {
      HttpResponse<String> refused = want(bad, "en");
      assertEquals(409, refused.statusCode(), bad);
      assertTrue(refused.body().contains("notice-no"), refused.body());
    }
    HttpResponse<String> mail =
        hub.post(
            Role.STAFF,
            NOTICES,
            "{\"channel\":\"mail\",\"to\":\"a@example.city\",\"language\":\"en\"}");
    assertTrue(mail.body().contains("notice-not-offered"), mail.body());
    assertTrue(want(hub.chat.address().toString(), "en").body().contains("notice-too-soon"));
    hub.now(hub.now().plus(Duration.ofMinutes(2)));
    assertEquals(204, want(hub.chat.address().toString(), "en").statusCode());
    assertEquals(400, want(hub.chat.address().toString(), "fr").statusCode());
  }

  @Test
  void an_end_forgets_the_address_on_the_disk_and_the_log_never_had_it() throws Exception {
    assertEquals(204, want(hub.chat.address() + "/geheim-4711", "en").statusCode());
    assertTrue(told().contains("notices are on"));
    assertFalse(mine().toString().contains("geheim"), "the address of a webhook is a secret");
    assertEquals(204, hub.delete(Role.STAFF, NOTICES).statusCode());
    assertEquals(404, hub.delete(Role.STAFF, NOTICES).statusCode());
    assertTrue(mine().path("wanted").isNull());
    hub.close();
    for (String file : new String[] {"notices.db", "access.db"}) {
      String bytes = new String(Files.readAllBytes(data.resolve(file)), UTF_8);
      assertFalse(bytes.contains("geheim"), file);
    }
    hub = new HubAtWork(data);
  }
}
