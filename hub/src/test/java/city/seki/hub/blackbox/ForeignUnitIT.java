package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Every outcome and reason of product.md §4, as a foreign unit gets them: Mosquitto's programs over
 * MQTT, a plain client over HTTP, the built hub in between. Each test has people and seats of its
 * own. Once with the embedded broker, once with a real Mosquitto.
 */
@ParameterizedClass
@EnumSource(Broker.class)
@Timeout(240)
class ForeignUnitIT {
  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RunningCity city;

  @SuppressWarnings("NullAway.Init")
  @Parameter
  private Broker broker;

  /** A minute ago: what a test does may then be seconds apart without anybody waiting. */
  private final Instant start =
      Instant.now().minus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);

  @BeforeParameterizedClassInvocation
  static void serve(Broker broker) throws Exception {
    city =
        new RunningCity(
            Files.createDirectory(folder.resolve(broker.name())), broker == Broker.EXTERNAL);
  }

  @AfterParameterizedClassInvocation
  static void end() throws Exception {
    try (RunningCity ending = city) {
      ending.end();
    }
  }

  private Instant after(int seconds) {
    return start.plusSeconds(seconds);
  }

  private JsonNode tap(int person, String seat, Instant at)
      throws IOException, InterruptedException {
    return city.unit.tap("u1", "seat:" + seat, city.cardOf(person), at);
  }

  private static void assertDecision(
      String outcome, @Nullable String reason, String light, @Nullable String seat, JsonNode said) {
    assertEquals(outcome, said.get("outcome").asString(), said::toString);
    assertEquals(reason, said.get("reason").asStringOpt().orElse(null), said::toString);
    assertEquals(light, said.get("light").asString(), said::toString);
    assertEquals(seat, said.get("seat").asStringOpt().orElse(null), said::toString);
  }

  private static void assertGranted(String seat, JsonNode said) {
    assertDecision("granted", null, "green", seat, said);
  }

  private static void assertDenied(String reason, @Nullable String seat, JsonNode said) {
    assertDecision("denied", reason, "red", seat, said);
  }

  private static Instant moment(JsonNode node, String field) {
    return OffsetDateTime.parse(node.get(field).asString()).toInstant();
  }

  private JsonNode reserve(int person, String seat, Duration from, Duration length)
      throws IOException, InterruptedException {
    Instant begins = Instant.now().plus(from).truncatedTo(ChronoUnit.SECONDS);
    String body =
        """
        {"office":"open","seat":"%s","staff_id":"%s","from":"%s","to":"%s"}"""
            .formatted(seat, TestCity.staffId(person), begins, begins.plus(length));
    return city.web.expect(201, "POST", "/api/v1/reservations", body);
  }

  private static String state(String office, String seat) throws IOException, InterruptedException {
    return city.web.seat(office, seat).get("state").asString();
  }

  @Test
  void the_digest_of_a_card_is_what_card_digest_prints() throws Exception {
    assertEquals(
        city.cardOf(2),
        HubProgram.succeed(
            HubProgram.HUB, "card-digest", TestCity.card(2), "--data", city.data().toString()));
  }

  @Test
  void a_free_seat_is_granted_until_closing_and_the_second_tap_releases_it() throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    JsonNode granted = tap(person, seat, start);
    assertGranted(seat, granted);
    assertTrue(granted.get("until").asString().contains("T23:59:00"), granted::toString);
    assertEquals("claimed", state("open", seat));
    assertDecision("released", null, "blue", seat, tap(person, seat, after(10)));
    assertEquals("free", state("open", seat));
  }

  @Test
  void the_same_card_again_within_five_seconds_gets_the_last_answer_and_changes_nothing()
      throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    assertGranted(seat, tap(person, seat, start));
    long before = city.changes();
    assertGranted(seat, tap(person, seat, after(2)));
    assertGranted(seat, tap(person, seat, start.plusMillis(4_999)));
    assertEquals(before, city.changes());
    assertEquals("claimed", state("open", seat));
  }

  @Test
  void a_tap_sent_again_gets_the_same_decision_and_makes_no_second_event() throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    long seq = city.unit.next("u1");
    String card = city.cardOf(person);
    JsonNode first = city.unit.tap("u1", seq, "seat:" + seat, card, start);
    assertGranted(seat, first);
    JsonNode released = tap(person, seat, after(20));
    assertDecision("released", null, "blue", seat, released);
    long before = city.changes();
    assertEquals(first, city.unit.tap("u1", seq, "seat:" + seat, card, start));
    assertEquals(first, city.unit.tap("u1", seq, "seat:" + seat, card, start));
    assertEquals(before, city.changes());
    assertEquals("free", state("open", seat));
  }

  @Test
  void another_seat_moves_the_person_there() throws Exception {
    int person = city.somebody();
    String first = city.freeSeat();
    String second = city.freeSeat();
    assertGranted(first, tap(person, first, start));
    assertDecision("moved", null, "green", second, tap(person, second, after(10)));
    assertEquals("free", state("open", first));
    assertEquals("claimed", state("open", second));
  }

  @Test
  void taps_that_come_in_the_wrong_order_end_as_in_the_right_one() throws Exception {
    int person = city.somebody();
    String first = city.freeSeat();
    String second = city.freeSeat();
    long early = city.unit.next("u1");
    long late = city.unit.next("u1");
    String card = city.cardOf(person);
    assertGranted(second, city.unit.tap("u1", late, "seat:" + second, card, after(20)));
    JsonNode old = city.unit.tap("u1", early, "seat:" + first, card, start);
    assertGranted(first, old);
    assertEquals("free", state("open", first));
    assertEquals("claimed", state("open", second));
  }

  @Test
  void a_seat_that_somebody_has_is_taken() throws Exception {
    String seat = city.freeSeat();
    assertGranted(seat, tap(city.somebody(), seat, start));
    assertDenied("seat-taken", seat, tap(city.somebody(), seat, after(1)));
  }

  @Test
  void a_seat_reserved_for_somebody_else_soon_is_denied_with_the_time() throws Exception {
    String seat = city.freeSeat();
    JsonNode reservation =
        reserve(city.somebody(), seat, Duration.ofMinutes(10), Duration.ofHours(1));
    JsonNode denied = tap(city.somebody(), seat, Instant.now());
    assertDenied("reserved", seat, denied);
    assertEquals(moment(reservation, "from"), moment(denied, "reserved_from"));
    assertEquals("reserved", state("open", seat));
  }

  @Test
  void a_seat_reserved_for_somebody_else_later_is_granted_until_then() throws Exception {
    String seat = city.freeSeat();
    JsonNode reservation = reserve(city.somebody(), seat, Duration.ofHours(2), Duration.ofHours(1));
    JsonNode granted = tap(city.somebody(), seat, start);
    assertGranted(seat, granted);
    Instant until = moment(granted, "until");
    assertEquals(moment(reservation, "from"), until);
    assertEquals(until.minus(10, ChronoUnit.MINUTES), moment(granted, "warn_at"));
  }

  @Test
  void the_persons_own_reservation_is_granted_and_consumed() throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    String id =
        reserve(person, seat, Duration.ofMinutes(5), Duration.ofHours(1)).get("id").asString();
    assertTrue(city.web.get("/api/v1/reservations").toString().contains(id));
    assertGranted(seat, tap(person, seat, Instant.now()));
    assertFalse(city.web.get("/api/v1/reservations").toString().contains(id));
  }

  @Test
  void a_zone_that_is_not_the_persons_is_not_eligible() throws Exception {
    JsonNode said = city.unit.tap("u2", "seat:N-01", city.cardOf(city.somebody()), start);
    assertDenied("not-eligible", "N-01", said);
  }

  @Test
  void an_office_that_is_closed_today_denies() throws Exception {
    JsonNode said = city.unit.tap("u3", "seat:A-01", city.cardOf(city.somebody()), start);
    assertDenied("office-closed", "A-01", said);
  }

  @Test
  void a_full_office_denies() throws Exception {
    String first = city.cardOf(city.somebody());
    assertGranted("A-01", city.unit.tap("u4", "seat:A-01", first, start));
    String second = city.cardOf(city.somebody());
    assertDenied("capacity", "A-02", city.unit.tap("u4", "seat:A-02", second, after(1)));
    JsonNode summary = null;
    for (JsonNode office : city.web.get("/api/v1/offices")) {
      summary = office.get("office").asString().equals("full") ? office : summary;
    }
    assertTrue(summary != null && summary.get("claimed").asInt() == 1, "" + summary);
  }

  @Test
  void a_seat_out_of_service_denies_until_it_is_back() throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    String path = "/api/v1/offices/open/seats/" + seat + "/out-of-service";
    city.web.expect(204, "POST", path, "{\"note\":\"lamp broken\"}");
    Instant now = Instant.now();
    assertDenied("out-of-service", seat, tap(person, seat, now));
    assertEquals("out-of-service", state("open", seat));
    city.web.expect(204, "DELETE", path, null);
    assertGranted(seat, tap(person, seat, now.plusSeconds(10)));
  }

  @Test
  void a_lost_card_is_blocked_and_facilities_are_alerted() throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    city.web.expect(
        204, "POST", "/api/v1/cards/block", "{\"card\":\"" + TestCity.card(person) + "\"}");
    assertDenied("card-blocked", seat, tap(person, seat, Instant.now()));
    String alerts = city.web.get("/api/v1/alerts").toString();
    assertTrue(
        alerts.contains("\"blocked-card\"") && alerts.contains("seat:" + seat), () -> alerts);
    assertFalse(alerts.contains(city.cardOf(person)), "an alert shows no card");
  }

  @Test
  void an_unknown_card_gets_a_code_by_which_it_is_linked() throws Exception {
    String card = city.digest("iso14443a:04A1B2C3D4E5" + (broker == Broker.EMBEDDED ? "80" : "81"));
    String seat = city.freeSeat();
    JsonNode denied = city.unit.tap("u1", "seat:" + seat, card, start);
    assertDecision("denied", "unknown-card", "red-amber", seat, denied);
    String code = denied.get("link_code").asString();
    assertTrue(denied.get("text").get("en").asString().contains(code), denied::toString);
    assertTrue(city.web.get("/api/v1/cards/unknown").toString().contains(code));
    String owner = TestCity.staffId(city.somebody());
    String body = "{\"code\":\"%s\",\"staff_id\":\"%s\"}".formatted(code, owner);
    city.web.expect(204, "POST", "/api/v1/cards/link", body);
    assertGranted(seat, city.unit.tap("u1", "seat:" + seat, card, after(10)));
  }

  @Test
  void a_random_number_is_denied_and_told_which_card_to_use() throws Exception {
    String reader = "seat:" + city.freeSeat();
    JsonNode none = city.unit.tap("u1", reader, null, start);
    assertDecision("denied", "random-id", "red-amber", reader.substring(5), none);
    String pupi = city.cardOf(city.somebody());
    String typeB =
        ForeignUnit.payload(city.unit.next("u1"), reader, pupi, "iso14443b", start, "synced");
    assertDecision(
        "denied", "random-id", "red-amber", reader.substring(5), city.unit.ask("u1", typeB));
  }

  @Test
  void a_kiosk_assigns_a_seat_and_the_second_tap_there_releases_it() throws Exception {
    String card = city.cardOf(city.somebody());
    JsonNode assigned = city.unit.tap("u2", "kiosk:door", card, start);
    String seat = assigned.get("seat").asString();
    assertDecision("assigned", null, "green", seat, assigned);
    assertEquals("claimed", state("open", seat));
    assertDecision(
        "released", null, "blue", seat, city.unit.tap("u2", "kiosk:door", card, after(10)));
    assertEquals("free", state("open", seat));
  }

  @Test
  void a_kiosk_assigns_the_seat_that_the_person_reserved() throws Exception {
    int person = city.somebody();
    String seat = city.freeSeat();
    reserve(person, seat, Duration.ofMinutes(5), Duration.ofHours(1));
    JsonNode assigned = city.unit.tap("u2", "kiosk:door", city.cardOf(person), Instant.now());
    assertDecision("assigned", null, "green", seat, assigned);
  }

  @Test
  void a_phone_takes_a_seat_for_the_person_who_is_signed_in() throws Exception {
    String seat = city.freeSeat();
    String body = "{\"office\":\"open\",\"seat\":\"" + seat + "\"}";
    JsonNode said = city.phone.expect(200, "POST", "/api/v1/taps", body);
    assertGranted(seat, Schemas.valid("decision", said.toString()));
    city.web.expect(403, "POST", "/api/v1/taps", body);
    assertDenied("seat-taken", seat, tap(city.somebody(), seat, Instant.now()));
  }

  @Test
  void a_clock_far_ahead_or_far_behind_counts_as_the_time_of_arrival() throws Exception {
    for (Duration wrong : new Duration[] {Duration.ofDays(1), Duration.ofDays(-400)}) {
      String seat = city.freeSeat();
      Instant before = Instant.now().minusMillis(1);
      assertGranted(seat, tap(city.somebody(), seat, before.plus(wrong)));
      Instant since = moment(city.web.seat("open", seat), "since");
      assertTrue(
          !since.isBefore(before.minusMillis(1)) && !since.isAfter(Instant.now()), "" + since);
    }
    String unset =
        ForeignUnit.payload(
            city.unit.next("u1"),
            "seat:" + city.freeSeat(),
            city.cardOf(city.somebody()),
            "felica",
            Instant.EPOCH,
            "unset");
    assertEquals("granted", city.unit.ask("u1", unset).get("outcome").asString());
  }

  @Test
  void a_tap_of_two_days_ago_is_decided_by_its_day_and_does_not_run_overnight() throws Exception {
    String seat = city.freeSeat();
    Instant then = start.minus(2, ChronoUnit.DAYS);
    JsonNode granted = tap(city.somebody(), seat, then);
    assertGranted(seat, granted);
    assertTrue(moment(granted, "until").isBefore(start), granted::toString);
    Await.until("the claim is closed", () -> state("open", seat).equals("free"));
  }
}
