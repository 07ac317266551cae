package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Command;
import city.seki.config.rules.Event;
import city.seki.config.source.CityFile;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.config.wire.SensorNight;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Role;
import city.seki.hub.history.Visit;
import city.seki.hub.room.RoomAlerts;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API and the API are the same. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private HubAtWork hub;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    document = JSON.readTree(hub.send(hub.request("GET", "/api/openapi.json", null)).body());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void every_route_is_described_and_nothing_else() {
    TreeSet<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    TreeSet<String> routed = new TreeSet<>();
    hub.http.routes().forEach(route -> routed.add(route.method() + " " + route.path()));
    assertEquals(String.join("\n", routed), String.join("\n", described));
  }

  @Test
  void every_route_tells_whether_to_sign_in_and_who_may() {
    for (Route route : hub.http.routes()) {
      JsonNode operation = operation(route.method(), route.path());
      Operation needed = route.operation();
      assertEquals(needed == null, operation.has("security"), route.path());
      if (needed != null) {
        String told = operation.get("description").asString();
        for (Role role : Role.values()) {
          boolean may = needed.isAllowedTo(Set.of(role));
          boolean says = told.contains("every one") || told.contains(role.word());
          assertEquals(may, says, route.method() + " " + route.path() + " " + role + ": " + told);
        }
      }
    }
  }

  private JsonNode operation(String method, String path) {
    return document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
  }

  private void assertFits(String method, String path, HttpResponse<String> answer) {
    JsonNode told = operation(method, path).get("responses").get("" + answer.statusCode());
    assertTrue(told != null, method + " " + path + " answered " + answer.statusCode());
    if (!told.has("content")) {
      assertEquals("", answer.body());
      return;
    }
    String type = answer.headers().firstValue("Content-Type").get();
    JsonNode content = told.get("content").get(type);
    assertTrue(content != null, path + " answered " + type);
    ObjectNode schema = (ObjectNode) content.get("schema").deepCopy();
    schema.set("components", document.get("components"));
    var problems =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(answer.body(), InputFormat.JSON);
    assertEquals(List.of(), problems, answer.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpResponse<String> answer = hub.get(Role.ADMIN, path);
    assertEquals(200, answer.statusCode(), path);
    String route =
        path.replace("chuo", "{office}")
            .replace("display-1", "{device}")
            .replace("R1", "{room}")
            .replace("kit-1", "{kit}");
    assertFits("GET", route, answer);
    return answer;
  }

  private static HealthMessage health(String boot, long uptimeMs) {
    return new HealthMessage(boot, uptimeMs, 0, null, null, null, null, null, List.of());
  }

  /** Lots are drawn for the next Tuesday; then nobody draws any more, as before. */
  private void lottery() throws Exception {
    Reserving asks = Reserving.FREELY.drawing(new Reserving.Lottery(1, LocalTime.NOON));
    hub.reconfigure(Policy.STANDARD.asking(asks), 0);
    String wishes = "/api/v1/wishes";
    String wanted = "{\"office\":\"chuo\",\"date\":\"2026-12-01\",\"slot\":\"am\"}";
    HttpResponse<String> made = hub.post(Role.STAFF, wishes, wanted);
    assertEquals(201, made.statusCode(), made.body());
    assertFits("POST", wishes, made);
    assertFits("POST", wishes, hub.post(Role.STAFF, wishes, wanted));
    String offers = "/api/v1/offices/chuo/offers?slot=am&date=2026-12-01";
    assertFits("GET", "/api/v1/offices/{office}/offers", hub.get(Role.STAFF, offers));
    assertFits("GET", "/api/v1/me", hub.get(Role.STAFF, "/api/v1/me"));
    String name = made.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
    assertFits("DELETE", wishes + "/{id}", hub.delete(Role.STAFF, wishes + "/" + name));
    hub.reconfigure(Policy.STANDARD, 0);
  }

  @Test
  void answers_of_a_city_at_work_fit_their_schemas() throws Exception {
    String tap = "{\"office\":\"chuo\",\"seat\":\"A-02\"}";
    assertFits("POST", "/api/v1/taps", hub.post(Role.STAFF, "/api/v1/taps", tap));
    String denied = "{\"office\":\"chuo\",\"seat\":\"nowhere\"}";
    assertFits("POST", "/api/v1/taps", hub.post(Role.STAFF, "/api/v1/taps", denied));
    String wanted =
        "{\"office\":\"chuo\",\"seat\":\"A-03\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}";
    HttpResponse<String> made = hub.post(Role.STAFF, "/api/v1/reservations", wanted);
    assertEquals(201, made.statusCode());
    assertFits("POST", "/api/v1/reservations", made);
    assertFits("GET", "/api/v1/me/question", hub.get(Role.STAFF, "/api/v1/me/question"));
    assertFits(
        "POST",
        "/api/v1/me/question",
        hub.post(Role.STAFF, "/api/v1/me/question", "{\"rating\":\"good\"}"));
    String opinions = "/api/v1/reports/opinions";
    assertFits("GET", opinions, hub.get(Role.HR, opinions));
    String series = "/api/v1/reservations/series";
    HttpResponse<String> weekly =
        hub.post(Role.STAFF, series, wanted.replace("24\"", "24\",\"weeks\":3"));
    assertFits("POST", series, weekly);
    String name = weekly.body().replaceAll(".*\"series\":\"([^\"]*)\".*", "$1");
    assertFits("DELETE", series + "/{id}", hub.delete(Role.STAFF, series + "/" + name));
    lottery();
    String offers = "/api/v1/offices/chuo/offers?slot=pm";
    assertFits("GET", "/api/v1/offices/{office}/offers", hub.get(Role.STAFF, offers));
    String next = "/api/v1/offices/{office}/seats/{seat}/next-best";
    assertFits("GET", next, hub.get(Role.STAFF, "/api/v1/offices/chuo/seats/A-02/next-best"));
    assertFits("GET", "/api/v1/me/today", hub.get(Role.STAFF, "/api/v1/me/today"));
    String colleagues = "/api/v1/me/colleagues";
    assertFits("POST", colleagues, hub.post(Role.STAFF, colleagues, "{\"shown\":true}"));
    assertFits("GET", colleagues, hub.get(Role.STAFF, colleagues));
    String notices = "/api/v1/me/notices";
    assertFits("GET", notices, hub.get(Role.STAFF, notices));
    String there =
        "{\"channel\":\"chat\",\"to\":\"%s\",\"language\":\"en\"}".formatted(hub.chat.address());
    assertFits("POST", notices, hub.post(Role.STAFF, notices, there));
    assertFits("GET", notices, hub.get(Role.STAFF, notices));
    assertFits("POST", notices, hub.post(Role.STAFF, notices, there)); // too soon
    assertFits("DELETE", notices, hub.delete(Role.STAFF, notices));
    String calendar = "/api/v1/me/calendar";
    assertFits("POST", calendar, hub.post(Role.STAFF, calendar, "{}"));
    assertFits("GET", calendar, hub.get(Role.STAFF, calendar));
    assertFits("DELETE", calendar, hub.delete(Role.STAFF, calendar));
    assertFits(
        "POST", "/api/v1/reservations", hub.post(Role.STAFF, "/api/v1/reservations", wanted));
    hub.fleet.health(
        "u1",
        hub.now(),
        new HealthMessage(
            "b",
            5,
            2,
            null,
            null,
            null,
            null,
            null,
            List.of(new HealthMessage.Reader("seat:A-01", "timeout")),
            new HealthMessage.Coap(1, 0, List.of(new HealthMessage.Refused("handshake", 2))),
            List.of(
                new SensorNight(
                    "pir:gpio:17",
                    new Place.InRoom("R1"),
                    LocalDate.of(2026, 11, 23),
                    0.25,
                    600,
                    null,
                    0))));
    hub.fleet.orders().through((topic, payload) -> true);
    String orders = "/api/v1/units/{unit}/commands";
    String order = "{\"do\":\"selftest\"}";
    HttpResponse<String> ordered = hub.post(Role.OPERATOR, "/api/v1/units/u1/commands", order);
    assertFits("POST", orders, ordered);
    assertEquals(202, ordered.statusCode());
    assertFits("GET", "/api/v1/commands/{command}", hub.get(Role.ADMIN, "/api/v1/commands/none"));
    assertTrue(get("/api/v1/commands").body().contains("selftest"));
    String release = "/api/v1/units/u1/release";
    String path409 = "/api/v1/units/{unit}/release";
    assertFits("POST", path409, hub.post(Role.ADMIN, release, ""));
    assertTrue(get("/api/v1/units").body().contains("\"cause\":\"handshake\""));
    assertTrue(get("/api/v1/offices/chuo/sensors").body().contains("\"closed_hours\":10.0"));
    for (HealthMessage said : List.of(health("x", 1), health("y", 1), health("x", 2))) {
      hub.fleet.health("u1", hub.now(), said);
    }
    hub.alerts.look(hub.allocation.state().city(), hub.fleet, hub.now());
    assertTrue(get("/api/v1/units").body().contains("\"state\":\"held\""));
    assertTrue(get("/api/v1/alerts").body().contains("two devices use the identity u1"));
    assertEquals(403, hub.post(Role.FACILITIES, release, "").statusCode());
    assertEquals(204, hub.post(Role.OPERATOR, release, "").statusCode());
    assertTrue(get("/api/v1/audit").body().contains("release-unit"));
    assertTrue(!get("/api/v1/units").body().contains("\"state\":\"held\""));
    hub.alerts.look(hub.allocation.state().city(), hub.fleet, hub.now());
    hub.alerts.changed(List.of(new Event.UnclaimedUse(new SeatId("chuo", "A-07"), hub.now())));
    hub.quarantine.add(
        hub.now(),
        "seki/1/unit/u1/tap",
        "$.card: missing",
        "{\"id\":\"0123456789ABCDEF\"}".getBytes(StandardCharsets.UTF_8));
    assertFits("GET", "/api/v1/search", hub.get(Role.STAFF, "/api/v1/search?text=a-05"));
    assertFits("GET", "/api/v1/search", hub.get(Role.STAFF, "/api/v1/search"));
    String measures = "/api/v1/measures";
    String closes =
        "{\"office\":\"chuo\",\"from\":\"2026-12-08\",\"to\":\"2026-12-08\",\"note\":\"x\"}";
    assertFits("POST", measures, hub.post(Role.FACILITIES, measures, closes));
    assertFits("POST", measures, hub.post(Role.STAFF, measures, closes));
    assertFits("GET", measures, hub.get(Role.FACILITIES, measures));
    assertFits(
        "GET",
        measures + "/hits",
        hub.get(Role.FACILITIES, measures + "/hits?office=chuo&people=1&from=2026-12-08"));
    assertFits("GET", measures + "/hits", hub.get(Role.FACILITIES, measures + "/hits"));
    assertFits("DELETE", measures + "/{measure}", hub.delete(Role.FACILITIES, measures + "/m-1"));
    String room = "office=chuo&room=R1&seats=4&zone=lgwan&slot=am";
    String days = "&from=2026-12-15&to=2026-12-16";
    String pops =
        "{\"office\":\"chuo\",\"room\":\"R1\",\"seats\":4,\"zone\":\"lgwan\",\"slot\":\"am\","
            + "\"from\":\"2026-12-15\",\"to\":\"2026-12-16\",\"note\":\"x\"}";
    assertFits(
        "GET", measures + "/hits", hub.get(Role.FACILITIES, measures + "/hits?" + room + days));
    assertFits("POST", measures, hub.post(Role.FACILITIES, measures, pops));
    assertFits("POST", measures, hub.post(Role.FACILITIES, measures, pops));
    assertFits("GET", measures, hub.get(Role.FACILITIES, measures));
    String out = "/api/v1/offices/chuo/seats/A-05/out-of-service";
    String outOfService = "/api/v1/offices/{office}/seats/{seat}/out-of-service";
    assertFits("GET", outOfService, hub.get(Role.FACILITIES, out));
    assertFits("POST", outOfService, hub.post(Role.FACILITIES, out, "{\"note\":\"x\"}"));
    assertFits("GET", outOfService, hub.get(Role.FACILITIES, out + "?until=2026-11-25T10:00"));
    assertFits("GET", outOfService, hub.get(Role.FACILITIES, out + "?until=x"));
    for (String path :
        List.of(
            "/healthz",
            "/readyz",
            "/api/v1/sign-in",
            "/api/v1/session",
            "/api/v1/city",
            "/api/v1/offices",
            "/api/v1/offices/chuo/seats",
            "/api/v1/offices/chuo/rooms",
            "/api/v1/offices/chuo/sensors",
            "/api/v1/units",
            "/api/v1/alerts",
            "/api/v1/audit",
            "/api/v1/audit/head",
            "/api/v1/reservations",
            "/api/v1/cards/unknown")) {
      get(path);
    }
    assertTrue(!get("/api/v1/quarantine").body().contains("0123456789ABCDEF"));
  }

  @Test
  void rooms_at_work_fit_their_schemas() throws Exception {
    hub.fleet.heard("u1", hub.now());
    var at = hub.now().atOffset(ZoneOffset.ofHours(9));
    RoomId room = new RoomId("chuo", "R1");
    DeviceId device = new DeviceId("chuo", "display-1");
    var words = List.of(new PresenceMessage.SensorWord("pir:gpio:17", null, null, "timeout"));
    hub.rooms.told(
        room,
        new PresenceMessage("b", 1, new Place.InRoom("R1"), Occupancy.VACANT, 0L, 0.9, at, words),
        hub.now(),
        hub.now());
    hub.rooms.told(
        device,
        new DeviceMessage(
            "b",
            2,
            "display-1",
            DeviceState.DEGRADED,
            at,
            at,
            "pjlink",
            null,
            "NEC",
            "1.0",
            List.of("lamp"),
            List.of("camera")),
        hub.now(),
        hub.now());
    for (Command command :
        List.of(
            new Command.SenseRoom(room, Occupancy.VACANT, 0L, hub.now(), hub.now()),
            new Command.SeeDevice(device, DeviceState.DEGRADED, hub.now()))) {
      hub.allocation.ask(command).get();
    }
    hub.post(
        Role.STAFF,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"room\":\"R1\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}");
    hub.alerts.lookAtFloor(RoomAlerts.of(hub.rooms.look(), hub.now()), hub.now());
    for (String path :
        List.of(
            "/api/v1/rooms",
            "/api/v1/offices/chuo/rooms",
            "/api/v1/offices/chuo/rooms/R1/day",
            "/api/v1/offices/chuo/devices/display-1/history",
            "/api/v1/reservations")) {
      get(path);
    }
    String alerts = get("/api/v1/alerts").body();
    assertTrue(alerts.contains("display-1: degraded, lamp, no camera"), alerts);
    assertTrue(alerts.contains("\"kind\":\"sensor-fault\""), alerts);
    String number = alerts.replaceAll(".*?\"alert\":([0-9]+).*", "$1");
    String ack = "/api/v1/alerts/" + number + "/acknowledge";
    String described = "/api/v1/alerts/{alert}/acknowledge";
    assertFits("POST", described, hub.post(Role.FACILITIES, ack, "{\"note\":\"on my way\"}"));
    assertFits("POST", described, hub.post(Role.STAFF, ack, "{}"));
    assertFits("POST", described, hub.post(Role.ADMIN, "/api/v1/alerts/x/acknowledge", "{}"));
    assertTrue(get("/api/v1/alerts").body().contains("on my way"));
    assertFits("DELETE", described, hub.delete(Role.STAFF, ack));
    assertFits("DELETE", described, hub.delete(Role.FACILITIES, ack));
    assertTrue(get("/api/v1/audit").body().contains("acknowledge"));
  }

  @Test
  void reports_fit_their_schemas() throws Exception {
    LocalDate day = LocalDate.of(2022, 7, 4);
    hub.visits.add(
        new Visit(
            day,
            new SeatId("chuo", "A-01"),
            String.valueOf(hub.roster.personOf("1001")),
            "総務部",
            hub.now(),
            null,
            null,
            Visit.Origin.LEDGER));
    String telework = "/api/v1/reports/telework";
    String week = "?from=2022-07-04&to=2022-07-08";
    for (String query : List.of(week, week + "&compare=previous&half_days=half", "?from=x")) {
      assertFits("GET", telework, hub.get(Role.HR, telework + query));
    }
    for (Role role : List.of(Role.HR, Role.FACILITIES, Role.SUPERVISOR)) {
      HttpResponse<String> rows = hub.get(role, telework + "/rows" + week);
      assertTrue(rows.body().contains("A-01"), rows.body());
      assertFits("GET", telework + "/rows", rows);
    }
    get("/api/v1/reports/campaigns");
    String use = "/api/v1/reports/utilisation";
    assertFits("GET", use, hub.get(Role.FACILITIES, use + week)); // there is no history yet
    hub.count(data);
    for (String query : List.of(week, week + "&compare=previous", week + "&office=chuo", "?to=x")) {
      assertFits("GET", use, hub.get(Role.FACILITIES, use + query));
    }
  }

  @Test
  void who_is_here_and_how_it_was_fit_their_schemas() throws Exception {
    String tap = "{\"office\":\"chuo\",\"seat\":\"A-02\"}";
    assertEquals(200, hub.post(Role.STAFF, "/api/v1/taps", tap).statusCode());
    assertTrue(get("/api/v1/muster").body().contains("松本 花子"));
    String then = "?at=" + hub.now().minusSeconds(60);
    for (String query : List.of(then, "?at=x")) {
      String seats = "/api/v1/offices/{office}/seats";
      assertFits("GET", "/api/v1/offices", hub.get(Role.HR, "/api/v1/offices" + query));
      assertFits("GET", seats, hub.get(Role.HR, "/api/v1/offices/chuo/seats" + query));
    }
    hub.visits.add(
        new Visit(
            LocalDate.of(2026, 11, 24),
            new SeatId("chuo", "A-01"),
            String.valueOf(hub.roster.personOf("1001")),
            "総務部",
            hub.now(),
            hub.now().plusSeconds(3_600),
            null,
            Visit.Origin.LEDGER));
    String attendance = "/api/v1/attendance";
    String confirm = attendance + "/confirmations";
    String seen =
        "{\"day\":\"2026-11-24\",\"person\":\"%s\",\"start\":\"%s\",\"end\":\"%s\"}"
            .formatted(hub.roster.personOf("1001"), hub.now(), hub.now().plusSeconds(3_600));
    assertFits("GET", attendance, hub.get(Role.SUPERVISOR, attendance));
    for (String body : List.of("{}", seen, seen.replace(":00Z", ":01Z"))) {
      assertFits("POST", confirm, hub.post(Role.ADMIN, confirm, body));
    }
    assertFits("GET", attendance, hub.get(Role.SUPERVISOR, attendance));
  }

  @Test
  void exports_fit_their_schemas() throws Exception {
    hub.visits.add(
        new Visit(
            LocalDate.of(2022, 7, 4),
            new SeatId("chuo", "A-01"),
            String.valueOf(hub.roster.personOf("1001")),
            "総務部",
            hub.now(),
            null,
            null,
            Visit.Origin.LEDGER));
    String figures = "/api/v1/exports/figures";
    String week = "?from=2022-07-04&to=2022-07-08";
    for (String query : List.of(week + "&format=json", "?from=x", week + "&format=xml")) {
      assertFits("GET", figures, hub.get(Role.HR, figures + query));
    }
    assertTrue(hub.get(Role.HR, figures + week).body().contains("2022-07-04,chuo,総務部,1,1,0,"));
    assertTrue(hub.get(Role.HR, figures + week + "&format=parquet").body().startsWith("PAR1"));
    String survey = "/api/v1/exports/survey";
    for (String query : List.of("?date=2022-10-01", "?date=2022-10-01&format=xml", "")) {
      assertFits("GET", survey, hub.get(Role.FACILITIES, survey + query));
    }
    String entities = "/api/v1/exports/ngsi-ld";
    HttpResponse<String> day = hub.get(Role.HR, entities + "?date=2022-07-04");
    assertTrue(
        day.body().contains("\"personDays\":{\"type\":\"Property\",\"value\":1"), day.body());
    assertFits("GET", entities, day);
  }

  @Test
  void roll_outs_at_work_fit_their_schemas() throws Exception {
    String configurations = "/api/v1/configurations";
    assertFits("POST", configurations, hub.post(Role.OPERATOR, configurations, "name: x"));
    String city = CityFile.write(HubAtWork.city(8));
    assertFits("POST", configurations, hub.post(Role.OPERATOR, configurations, city));
    get(configurations);
    String rollouts = "/api/v1/rollouts";
    for (String body : List.of("{\"configuration\":1}", "{\"configuration\":9}", "{}")) {
      assertFits("POST", rollouts, hub.post(Role.OPERATOR, rollouts, body));
    }
    hub.fleet.health("u1", hub.now(), health("b", 1));
    hub.rollouts.look();
    get("/api/v1/units");
    get(rollouts);
    assertFits("GET", rollouts + "/{rollout}", hub.get(Role.ADMIN, rollouts + "/1"));
    for (String act : List.of("pause", "resume", "force", "stop")) {
      for (String body : List.of("{}", "{\"reason\":\"why\"}")) {
        assertFits(
            "POST",
            rollouts + "/{rollout}/" + act,
            hub.post(Role.OPERATOR, rollouts + "/1/" + act, body));
      }
    }
    assertFits("GET", rollouts + "/{rollout}", hub.get(Role.ADMIN, rollouts + "/1"));
    assertFits("GET", rollouts + "/{rollout}", hub.get(Role.ADMIN, rollouts + "/2"));
  }

  @Test
  void kits_at_work_fit_their_schemas() throws Exception {
    String kit = "/api/v1/offices/chuo/kits/kit-1/";
    String described = "/api/v1/offices/{office}/kits/{kit}/";
    for (String body : List.of("{\"tag\":\"felica:0100\"}", "{\"code\":\"XXXXX\"}", "{}")) {
      assertFits("POST", described + "tag", hub.post(Role.FACILITIES, kit + "tag", body));
    }
    hub.tapAtKiosk(HubAtWork.CARD, 1);
    hub.tapAtKiosk(HubAtWork.TAG, 2);
    hub.now(hub.now().plus(Duration.ofHours(10)));
    assertTrue(get("/api/v1/kits").body().contains("\"state\":\"overdue\""));
    assertTrue(get("/api/v1/offices/chuo/kits").body().contains("松本 花子"));
    assertFits("POST", described + "return", hub.post(Role.FACILITIES, kit + "return", "{}"));
    assertFits("POST", described + "return", hub.post(Role.FACILITIES, kit + "return", "{}"));
    assertFits("POST", described + "return", hub.post(Role.FACILITIES, kit + "return", "["));
    get(kit + "history");
    assertFits("DELETE", described + "tag", hub.delete(Role.FACILITIES, kit + "tag"));
    assertFits("DELETE", described + "tag", hub.delete(Role.FACILITIES, kit + "tag"));
  }

  @Test
  void refusals_fit_their_schema() throws Exception {
    String path = "/api/v1/taps";
    assertFits("POST", path, hub.send(hub.request("POST", path, "{}")));
    assertFits("POST", path, hub.post(Role.STAFF, path, "{"));
    assertFits("POST", path, hub.post(Role.FACILITIES, path, "{\"office\":\"a\",\"seat\":\"b\"}"));
  }
}
