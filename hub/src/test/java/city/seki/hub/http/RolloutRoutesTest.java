package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.CityFile;
import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.ReportedMessage.Progress;
import city.seki.config.wire.Sha256;
import city.seki.config.wire.StatusMessage;
import city.seki.hub.access.Role;
import city.seki.hub.live.EventStream;
import city.seki.hub.rollout.Rollouts;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutRoutesTest {
  private static final String CONFIGURATIONS = "/api/v1/configurations";
  private static final String ROLLOUTS = "/api/v1/rollouts";

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

  private static String city() {
    return CityFile.write(HubAtWork.city(8));
  }

  private HttpResponse<String> bring(Role role, String yaml) throws Exception {
    return hub.post(role, CONFIGURATIONS + "?note=new%20readers", yaml);
  }

  private HttpResponse<String> act(String act, String body) throws Exception {
    return hub.post(Role.OPERATOR, ROLLOUTS + "/1/" + act, body);
  }

  private String one() throws Exception {
    return hub.get(Role.FACILITIES, ROLLOUTS + "/1").body();
  }

  private void online() {
    hub.fleet.status(
        "u1", hub.now(), new StatusMessage(StatusMessage.State.ONLINE, "boot", "0.1.0", null));
  }

  private void says(Progress state, String reason) {
    var wish = hub.rollouts.state().wishes().get("u1");
    long version = Objects.requireNonNull(wish).version();
    hub.reports.told(
        "u1",
        new ReportedMessage(
            "boot",
            hub.now().atOffset(ZoneOffset.UTC),
            version,
            new ReportedMessage.Configuration(
                version,
                new Sha256(wish.configuration().sha256()),
                state,
                state == Progress.RUNNING ? null : reason,
                null),
            ReportedMessage.Software.running("0.1.0")));
  }

  private void started() throws Exception {
    assertEquals(201, bring(Role.OPERATOR, city()).statusCode());
    online();
    HttpResponse<String> answer =
        hub.post(
            Role.OPERATOR,
            ROLLOUTS,
            "{\"configuration\":1,\"percents\":[20,100],\"rest_s\":0,\"note\":\"new readers\"}");
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals(ROLLOUTS + "/1", answer.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void a_configuration_that_is_brought_is_what_the_hub_works_with_and_is_kept() throws Exception {
    HttpResponse<String> answer = bring(Role.OPERATOR, city());
    assertEquals("{\"version\":1,\"offices\":1,\"units\":1}", answer.body());
    assertEquals(city(), Files.readString(data.resolve("city.yaml")));
    String list = hub.get(Role.AUDITOR, CONFIGURATIONS).body();
    assertTrue(list.contains("\"note\":\"new readers\""), list);
    assertTrue(list.contains("\"current\":true"), list);
    assertTrue(list.contains("\"units\":{\"same\":0,\"other\":0,\"unknown\":1}"), list);
    assertEquals(city(), hub.get(Role.OPERATOR, CONFIGURATIONS + "/1").body());
    assertEquals(403, hub.get(Role.AUDITOR, CONFIGURATIONS + "/1").statusCode());
    assertEquals(404, hub.get(Role.OPERATOR, CONFIGURATIONS + "/2").statusCode());
    assertTrue(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("bring-configuration"));
  }

  @Test
  void one_that_is_wrong_is_told_with_every_place_and_changes_nothing() throws Exception {
    HttpResponse<String> answer = bring(Role.OPERATOR, city().replace("seat:A-01", "seat:Z-99"));
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"line\":"), answer.body());
    assertEquals("[]", hub.get(Role.OPERATOR, CONFIGURATIONS).body());
    assertFalse(Files.exists(data.resolve("city.yaml")));
    assertEquals(400, hub.post(Role.OPERATOR, ROLLOUTS, "{}").statusCode());
  }

  @Test
  void what_another_process_imports_is_kept_too() throws Exception {
    Files.writeString(data.resolve("city.yaml"), city());
    hub.rollouts.look();
    hub.rollouts.look();
    String list = hub.get(Role.OPERATOR, CONFIGURATIONS).body();
    assertTrue(list.startsWith("[{\"version\":1,") && list.contains("\"by\":\"cli:"), list);
  }

  @Test
  void a_roll_out_is_started_seen_and_confirmed_and_those_who_listen_hear_of_it() throws Exception {
    try (EventStream.Subscription heard = hub.stream.subscribe(null)) {
      started();
      hub.rollouts.look();
      EventStream.Sent event = heard.next(1, TimeUnit.SECONDS);
      assertEquals(Rollouts.EVENT, Objects.requireNonNull(event).name());
    }
    assertTrue(one().contains("\"state\":\"under-way\""), one());
    assertTrue(hub.get(Role.OPERATOR, "/api/v1/units").body().contains("\"configuration\":1"));
    says(Progress.RUNNING, "");
    hub.rollouts.look();
    assertTrue(one().contains("\"phase\":{\"state\":\"finished\""), one());
    assertTrue(hub.get(Role.OPERATOR, ROLLOUTS).body().contains("\"confirmed\":1"));
    assertTrue(hub.get(Role.AUDITOR, CONFIGURATIONS).body().contains("\"units\":{\"same\":1,"));
    assertTrue(hub.get(Role.OPERATOR, "/api/v1/units").body().contains("\"as_desired\":true"));
  }

  @Test
  void a_unit_that_returns_pauses_it_is_named_with_its_reason_and_an_alert() throws Exception {
    started();
    hub.rollouts.look();
    says(Progress.RETURNED, "hub-not-reached");
    hub.rollouts.look();
    String told = one();
    assertTrue(told.contains("\"phase\":{\"state\":\"paused\",\"by\":null"), told);
    assertTrue(
        told.contains(
            "\"how\":\"returned\",\"part\":\"configuration\",\"reason\":\"hub-not-reached\""),
        told);
    hub.alerts.lookAtFloor(hub.rollouts.alerts(), hub.now());
    String alerts = hub.get(Role.OPERATOR, "/api/v1/alerts").body();
    assertTrue(alerts.contains("\"kind\":\"rollout-paused\""), alerts);
    assertEquals(400, act("resume", "{}").statusCode(), "without a reason");
    assertEquals(200, act("resume", "{\"reason\":\"its card was broken\"}").statusCode());
    hub.alerts.lookAtFloor(hub.rollouts.alerts(), hub.now());
    assertTrue(hub.alerts.list().stream().allMatch(alert -> alert.until() != null));
  }

  @Test
  void it_is_paused_forced_and_stopped_by_operators_alone_and_all_of_it_is_in_the_audit_log()
      throws Exception {
    started();
    assertEquals(403, hub.post(Role.FACILITIES, ROLLOUTS + "/1/stop", "{}").statusCode());
    assertEquals(200, act("pause", "").statusCode());
    assertEquals(409, act("pause", "{\"reason\":\"again\"}").statusCode());
    assertEquals(400, act("force", "{\"reason\":\" \"}").statusCode());
    assertEquals(200, act("force", "{\"reason\":\"leak\",\"units\":[\"u1\"]}").statusCode());
    assertTrue(one().contains("\"forced\":\"leak\""), one());
    assertEquals(200, act("stop", "{\"reason\":\"wrong file\"}").statusCode());
    assertEquals(409, act("stop", "{}").statusCode());
    assertEquals(404, hub.get(Role.OPERATOR, ROLLOUTS + "/x").statusCode());
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    for (String act : new String[] {"start", "pause", "force", "stop"}) {
      assertTrue(audit.contains(act + "-rollout"), audit);
    }
    assertTrue(audit.contains("refused"), audit);
  }

  @Test
  void a_unit_whose_turn_it_is_says_what_it_waits_for() throws Exception {
    started();
    hub.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertTrue(one().contains("\"hindrances\":[\"off\"]"), one());
    hub.nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    hub.rollouts.look();
    assertTrue(one().contains("\"off\":1"), one());
  }

  @Test
  void what_makes_no_sense_is_told() throws Exception {
    started();
    for (String body :
        new String[] {
          "{\"configuration\":1,\"before\":1}",
          "{\"configuration\":1,\"units\":[\"nobody\"]}",
          "{\"configuration\":1,\"offices\":[\"nowhere\"]}",
          "{\"configuration\":1,\"percents\":[50]}",
          "{\"configuration\":1,\"confirm_s\":1}",
          "{\"software\":\"0.2.0\"}"
        }) {
      assertEquals(400, hub.post(Role.OPERATOR, ROLLOUTS, body).statusCode(), body);
    }
    assertEquals(409, hub.post(Role.OPERATOR, ROLLOUTS, "{\"configuration\":7}").statusCode());
  }
}
