package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Place;
import city.seki.config.model.Unit;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.Now;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.survey.Account;
import city.seki.edge.survey.Setting;
import city.seki.edge.survey.Survey;
import city.seki.edge.survey.SurveyEvent;
import city.seki.hub.access.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How honest sensors are, from what a unit senses to what the API says. */
class SensorsTest {
  private static final String SENSORS = "/api/v1/offices/chuo/sensors";
  private static final String PIR = "pir:gpio:17";
  private static final Place ROOM = new Place.InRoom("R1");
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

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

  private String sensors() throws Exception {
    return hub.get(Role.FACILITIES, SENSORS).body();
  }

  /** Over the wire, as its unit tells it. */
  private void tells(List<SensorNight> nights) throws Exception {
    HealthMessage health =
        new HealthMessage("b", 5, 0, null, null, null, null, null, List.of()).with(null, nights);
    hub.fleet.health("u1", hub.now(), HealthMessage.parse(health.toJson()));
  }

  /** So many days and nights of the unit in the office as the hub knows it, from now on. */
  private Account live(int days, boolean lies) {
    Unit unit = Objects.requireNonNull(hub.allocation.state().city().units().get("u1"));
    Survey survey = Survey.of(unit, 0);
    Account account = Account.begun(survey.placeOf(), 0);
    Instant begun = hub.now();
    for (long ms = 30_000; ms <= Duration.ofDays(days).toMillis(); ms += 30_000) {
      Instant at = begun.plusMillis(ms);
      Now now = new Now(at.atZone(JAPAN).toOffsetDateTime(), ms, ClockState.SYNCED);
      SensorEvent said = new SensorEvent.Read(new Reading.Motion(lies));
      survey = survey.after(new SurveyEvent.Sensed(PIR, said), now).survey();
      account = account.and(survey.beliefs(), Setting.of(hub.allocation.state(), "chuo", at), now);
    }
    hub.now(begun.plus(Duration.ofDays(days)));
    return account;
  }

  @Test
  void a_sensor_that_lies_while_the_office_is_closed_is_doubtful() throws Exception {
    tells(live(4, true).nights());
    String body = sensors();
    assertTrue(body.contains("\"sensor\":\"pir:gpio:17\",\"place\":\"room:R1\""), body);
    assertTrue(body.contains("\"kind\":\"pir\",\"nights\":4,\"false_occupied\":1.0"), body);
    assertTrue(body.contains("\"doubtful\":true"), body);
  }

  @Test
  void one_that_tells_the_truth_is_not() throws Exception {
    tells(live(4, false).nights());
    String body = sensors();
    assertTrue(body.contains("\"nights\":4,\"false_occupied\":0.0"), body);
    assertTrue(body.contains("\"false_vacant\":null,\"taken_hours\":0.0"), body);
    assertTrue(body.contains("\"doubtful\":false"), body);
  }

  @Test
  void one_night_makes_nothing_doubtful() throws Exception {
    tells(live(1, true).nights());
    String body = sensors();
    assertTrue(body.contains("\"nights\":1,\"false_occupied\":1.0"), body);
    assertTrue(body.contains("\"doubtful\":false"), body);
  }

  @Test
  void a_sensor_that_nobody_told_of_is_listed_without_rates() throws Exception {
    assertEquals(
        """
        [{"unit":"u1","sensor":"pir:gpio:17","place":"room:R1","kind":"pir","nights":0,\
        "false_occupied":null,"closed_hours":0.0,"false_vacant":null,"taken_hours":0.0,\
        "doubtful":false}]""",
        sensors());
  }

  @Test
  void nights_told_twice_count_once_and_of_another_place_not_at_all() throws Exception {
    LocalDate day = LocalDate.of(2026, 11, 20);
    SensorNight night = new SensorNight(PIR, ROOM, day, 0.5, 600, null, 0);
    Place elsewhere = new Place.InRoom("R2");
    tells(List.of(night, night));
    tells(List.of(night, new SensorNight(PIR, elsewhere, day.minusDays(1), 1.0, 600, null, 0)));
    String body = sensors();
    assertTrue(body.contains("\"nights\":1,\"false_occupied\":0.5,\"closed_hours\":10.0"), body);
  }

  @Test
  void who_may_not_see_units_does_not_see_them() throws Exception {
    assertEquals(403, hub.get(Role.STAFF, SENSORS).statusCode());
    assertEquals(404, hub.get(Role.FACILITIES, "/api/v1/offices/attic/sensors").statusCode());
  }

  @Test
  void facilities_see_what_coap_refused() throws Exception {
    HealthMessage.Coap coap =
        new HealthMessage.Coap(7, 1, List.of(new HealthMessage.Refused("handshake", 3)));
    hub.fleet.health(
        "u1",
        hub.now(),
        new HealthMessage("b", 5, 0, null, null, null, null, null, List.of())
            .with(coap, List.of()));
    String body = hub.get(Role.FACILITIES, "/api/v1/units").body();
    String expected =
        "\"coap\":{\"taken\":7,\"repeated\":1,\"refused\":[{\"cause\":\"handshake\",\"count\":3}]}";
    assertTrue(body.contains(expected), body);
  }
}
