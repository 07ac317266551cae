package city.seki.hub.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Refusal;
import city.seki.config.wire.Outcome;
import city.seki.hub.access.Role;
import city.seki.hub.alert.Alerts;
import city.seki.hub.fleet.MachineTrouble;
import city.seki.hub.kit.KitView;
import city.seki.hub.oidc.DirectoryFailure;
import city.seki.hub.room.RoomFact;
import city.seki.provisioning.enrol.EnrolRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The files of the floor page fit together; how they look is for eyes, how they behave for the
 * browser test.
 */
class FloorPageTest {
  private static final List<String> MODULES =
      List.of(
          "act-form.js",
          "alert-item.js",
          "alert-panel.js",
          "alert-words.js",
          "api.js",
          "bell.js",
          "card.js",
          "clock.js",
          "demo.js",
          "department.js",
          "details.js",
          "device-history.js",
          "dom.js",
          "feed.js",
          "fields-form.js",
          "filter.js",
          "fleet-orders.js",
          "fleet-panel.js",
          "fleet-row.js",
          "fleet-words.js",
          "fleet.js",
          "floor.js",
          "head.js",
          "keyed-list.js",
          "kit-card.js",
          "kit-model.js",
          "kit-panel.js",
          "kit-words.js",
          "kits.js",
          "limit-form.js",
          "limits.js",
          "loader.js",
          "me.js",
          "memory.js",
          "model.js",
          "muster-office.js",
          "muster.js",
          "my-panel.js",
          "plan.js",
          "replay.js",
          "report-charts.js",
          "report-choice.js",
          "report-opinions.js",
          "report-period.js",
          "report-picture.js",
          "report-room-lines.js",
          "report-rows.js",
          "report-seat-map.js",
          "report-table.js",
          "report-telework.js",
          "report-tiles.js",
          "report-use-told.js",
          "report-use.js",
          "report-words.js",
          "reports.js",
          "rollout-card.js",
          "rollout-words.js",
          "rollouts.js",
          "room-card.js",
          "room-day.js",
          "room-model.js",
          "room-panel.js",
          "room-sensors.js",
          "room-words.js",
          "rooms.js",
          "search.js",
          "seat-calendar.js",
          "seat-choice.js",
          "seat-colleagues.js",
          "seat-list.js",
          "seat-lost.js",
          "seat-lots.js",
          "seat-mine.js",
          "seat-next.js",
          "seat-question.js",
          "seat-series.js",
          "seat-service.js",
          "seat-sheet.js",
          "seat-undo.js",
          "seat.js",
          "sensor-panel.js",
          "sensor-words.js",
          "session.js",
          "sign-in.js",
          "stream.js",
          "text.js",
          "unit-model.js",
          "unit-row.js",
          "unit-wait.js",
          "units.js",
          "view.js",
          "who.js");

  /** What a page needs that shows seats only; the rest is loaded when it is asked for. */
  private static final List<String> FIRST =
      MODULES.stream()
          .filter(
              name ->
                  !name.matches(
                      "(demo|department|device-history|act-form|bell|fields-form|keyed-list|limit-form|limits|me|memory|replay|sign-in|who|(alert|fleet|kits?|muster|my|reports?|rollouts?|rooms?|search|seat|sensor|units?)(-.*)?)\\.js"))
          .toList();

  private static final Pattern TEXT_IN_CODE = Pattern.compile("\\bt\\(\\s*\"([a-z_.-]+)\"");
  private static final Pattern TEXT_IN_PAGE =
      Pattern.compile("data-t(?:-label|-placeholder)?=\"([^\"]+)\"");
  private static final Pattern FILE_IN_PAGE = Pattern.compile("(?:href|src)=\"/web/([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import\\()\\s*\"\\./([^\"]+)\"");

  private static final Pattern STATIC_IMPORT = Pattern.compile("from\\s+\"\\./([^\"]+)\"");
  private static final Pattern FILE_IN_CODE = Pattern.compile("\"/web/([a-z.-]+\\.css)\"");

  /** The right side of the tables of pictures in room-words.js. */
  private static final Pattern PICTURE = Pattern.compile("[\\w\"-]+: \"([a-z-]+)\"");

  private static final Pattern NEW_PICTURE =
      Pattern.compile("new Picture\\(page, \"([a-z-]+)\"\\)");

  private static final String WEB = "/city/seki/hub/web/";
  private static final Pattern QUOTED = Pattern.compile("\"([a-z-]+)\"");

  @Test
  void both_languages_have_the_same_texts() {
    JsonNode ja = texts("ja");
    JsonNode en = texts("en");
    assertEquals(new TreeSet<>(en.propertyNames()), new TreeSet<>(ja.propertyNames()));
    for (String key : en.propertyNames()) {
      assertFalse(ja.get(key).asString().isBlank(), key);
      assertEquals(placeholders(en.get(key)), placeholders(ja.get(key)), key);
    }
  }

  @Test
  void every_text_that_the_page_names_exists() {
    Set<String> named = new TreeSet<>(all(TEXT_IN_PAGE, file("index.html")));
    MODULES.forEach(module -> named.addAll(all(TEXT_IN_CODE, file(module))));
    named.removeAll(new TreeSet<>(texts("en").propertyNames()));
    assertEquals(Set.of(), named);
  }

  @Test
  void every_state_has_a_name_a_meaning_and_a_picture() {
    String page = file("index.html");
    JsonNode en = texts("en");
    for (String state :
        List.of("free", "claimed", "reserved", "unclaimed-use", "unknown", "out-of-service")) {
      assertTrue(en.has("state." + state), state);
      assertTrue(en.has("meaning." + state), state);
      assertTrue(page.contains("id=\"i-" + state + "\""), state);
    }
  }

  @Test
  void every_state_of_a_room_has_a_name_a_total_and_a_picture() {
    JsonNode en = texts("en");
    String words = file("room-words.js");
    for (String state : List.of("free", "occupied", "held", "unknown")) {
      assertTrue(en.has("room_state." + state), state);
      assertTrue(en.has("room_total." + state), state);
      assertTrue(words.contains(state + ": \""), state);
    }
    for (Occupancy occupancy : Occupancy.values()) {
      assertTrue(en.has("span." + occupancy.word()), occupancy.word());
    }
    pictures(all(PICTURE, words), file("index.html"));
  }

  @Test
  void every_state_of_a_device_has_a_name_and_a_picture() {
    JsonNode en = texts("en");
    String words = file("room-words.js");
    for (DeviceState state : DeviceState.values()) {
      String word = state.word();
      assertTrue(en.has("device_state." + word), word);
      assertTrue(words.contains(word + ": \"") || words.contains("\"" + word + "\": \""), word);
    }
  }

  @Test
  void every_fact_worth_a_word_has_one() {
    JsonNode en = texts("en");
    for (RoomFact.Kind kind : RoomFact.Kind.values()) {
      if (kind.alerts()) {
        assertTrue(en.has("note." + kind.word()), kind.word());
        assertTrue(file("room-model.js").contains("\"" + kind.word() + "\": "), kind.word());
      }
    }
  }

  @Test
  void every_state_of_a_kit_has_a_name_and_a_picture_and_can_be_counted() {
    JsonNode en = texts("en");
    String page = file("index.html");
    for (KitView.State state : KitView.State.values()) {
      assertTrue(en.has("kit_state." + state.word()), state.word());
      assertTrue(en.has("kit_total." + state.word()), state.word());
      assertTrue(page.contains("id=\"i-" + state.word() + "\""), state.word());
      assertTrue(file("kit-model.js").contains("\"" + state.word() + "\""), state.word());
    }
  }

  @Test
  void every_kind_of_alert_has_words_a_remedy_and_a_picture() {
    JsonNode en = texts("en");
    String words = file("alert-words.js");
    for (Alerts.Kind kind : Alerts.Kind.values()) {
      String word = kind.word();
      assertTrue(en.has("alert." + word), word);
      assertTrue(kind == Alerts.Kind.ROOM || en.has("alert_do." + word), word);
      assertTrue(Pattern.compile("\"?" + word + "\"?: \"").matcher(words).find(), word);
    }
    pictures(all(PICTURE, words), file("index.html"));
    for (MachineTrouble trouble : MachineTrouble.values()) {
      assertTrue(en.has("alert_machine." + trouble.word()), trouble.word());
      assertTrue(en.has("alert_machine_do." + trouble.word()), trouble.word());
      assertTrue(en.has("fleet_trouble." + trouble.word()), trouble.word());
    }
    for (RoomFact.Kind fact : RoomFact.Kind.values()) {
      assertEquals(fact.alerts(), en.has("alert_fact." + fact.word()), fact.word());
      assertEquals(fact.alerts(), en.has("alert_fact_do." + fact.word()), fact.word());
    }
  }

  @Test
  void every_outcome_of_a_tap_and_every_reason_has_a_word() {
    JsonNode en = texts("en");
    for (Outcome outcome : Outcome.values()) {
      assertTrue(en.has("outcome." + outcome.word()), outcome.word());
    }
    for (DenyReason reason : DenyReason.values()) {
      assertTrue(en.has("deny." + reason.word()), reason.word());
    }
    for (Refusal reason : Refusal.values()) {
      assertTrue(en.has("reason." + reason.word()), reason.word());
    }
  }

  @Test
  void everything_that_is_told_of_enrolment_has_words_and_a_picture() {
    JsonNode en = texts("en");
    for (EnrolRefusal reason : EnrolRefusal.values()) {
      assertTrue(en.has("reason." + reason.word()), reason.word());
    }
    String row = file("unit-row.js");
    for (String state : all(QUOTED, line(file("unit-model.js"), "CERTIFICATE_STATES = "))) {
      assertTrue(en.has("unit_state." + state), state);
      assertTrue(row.contains(state + ": \""), state);
    }
    JsonNode claim = schema("Claim");
    for (String state : words(claim.at("/properties/state/enum"))) {
      assertTrue(en.has("claim_state." + state), state);
      assertTrue(file("unit-model.js").contains("\"" + state + "\""), state);
      assertTrue(row.contains(state + ": \""), state);
    }
    for (String approval : words(claim.at("/properties/approval/enum"))) {
      assertTrue(en.has("claim_approval." + approval), approval);
    }
    for (String answer : words(schema("WaitingUnit").at("/properties/answer/enum"))) {
      assertTrue(answer.equals("nothing") || en.has("waits." + answer), answer);
      assertTrue(file("unit-model.js").contains("\"" + answer + "\""), answer);
    }
    for (String reason : words(schema("Revocation").at("/properties/reason/enum"))) {
      assertTrue(en.has("revoke." + reason), reason);
      assertTrue(en.has("unit_do." + reason), reason);
      assertTrue(row.contains("\"" + reason + "\""), reason);
    }
    pictures(all(PICTURE, line(row.replace("\n", " "), "const ICONS = ")), file("index.html"));
  }

  @Test
  void everything_that_is_told_of_units_and_orders_has_words_and_a_picture() {
    JsonNode en = texts("en");
    String words = file("fleet-words.js");
    for (String state : all(QUOTED, line(words, "FLEET_STATES = "))) {
      assertTrue(en.has("fleet_state." + state), state);
      assertTrue(words.contains(state + ": \""), state);
    }
    pictures(all(PICTURE, line(words, "FLEET_ICONS = ")), file("index.html"));
    for (String value : all(Pattern.compile("(?m)^ {4}\\[\"([a-z_]+)\", "), words)) {
      assertTrue(en.has("fleet_value." + value), value);
    }
    for (String trouble : words(schema("Unit").at("/properties/troubles/items/enum"))) {
      assertTrue(en.has("fleet_trouble." + trouble), trouble);
    }
    for (String state : words(schema("OrderGiven").at("/properties/state/enum"))) {
      assertTrue(en.has("order_state." + state), state);
    }
    for (String order : words(schema("Order").at("/properties/do/enum"))) {
      assertTrue(en.has("order." + order), order);
      assertTrue(file("fleet-orders.js").contains("\"" + order + "\""), order);
    }
  }

  @Test
  void every_role_every_way_to_sign_in_and_every_failure_of_it_has_words() {
    JsonNode en = texts("en");
    for (Role role : Role.values()) {
      assertTrue(en.has("role." + role.word()), role.word());
      assertTrue(file("who.js").contains("\"" + role.word() + "\""), role.word());
    }
    for (DirectoryFailure failure : DirectoryFailure.values()) {
      assertTrue(en.has("sign_in_failed." + failure.word()), failure.word());
      assertTrue(file("sign-in.js").contains("\"" + failure.word() + "\""), failure.word());
    }
    for (String way : List.of("account", "directory", "token")) {
      assertTrue(en.has("who.by_" + way), way);
    }
  }

  @Test
  void every_picture_of_a_report_has_a_name_a_sentence_and_its_colours() {
    JsonNode en = texts("en");
    Set<String> pictures = new TreeSet<>(all(NEW_PICTURE, file("report-seat-map.js")));
    pictures.addAll(all(NEW_PICTURE, file("report-room-lines.js")));
    pictures.addAll(all(QUOTED, line(file("report-telework.js"), "this.#byOffice] = ")));
    pictures.addAll(
        all(
            Pattern.compile("\"?([a-z-]+)\"?: [a-z]+Told"),
            line(file("report-use.js"), "PICTURES = ")));
    assertEquals(10, pictures.size(), pictures.toString());
    for (String picture : pictures) {
      assertTrue(en.has("picture." + picture), picture);
      assertTrue(en.has("picture_label." + picture), picture);
    }
    for (String colour : all(QUOTED, line(file("report-picture.js"), "COLOURS = "))) {
      assertTrue(Pattern.compile("--" + colour + ":").matcher(file("reports.css")).find(), colour);
    }
  }

  @Test
  void everything_that_can_be_chosen_for_a_report_has_words() {
    JsonNode en = texts("en");
    for (String preset : all(QUOTED, line(file("report-period.js"), "PRESETS = "))) {
      assertTrue(en.has("report_period." + preset), preset);
    }
    for (String kind : all(QUOTED, line(file("report-choice.js"), "KINDS = "))) {
      assertTrue(en.has("report_kind." + kind), kind);
      assertTrue(en.has("report_title." + kind), kind);
    }
    String settings = line(file("report-choice.js"), "SETTINGS = ");
    for (String setting : List.of("compare", "rounding", "half_days")) {
      String values = line(settings, setting + ": ").split("]", 2)[0];
      all(QUOTED, values)
          .forEach(value -> assertTrue(en.has("report_" + setting + "." + value), value));
    }
    for (String column :
        all(Pattern.compile("\"([a-z_]+)\""), line(file("report-rows.js"), "COLUMNS = "))) {
      assertTrue(en.has("rows." + column), column);
    }
  }

  @Test
  void the_library_that_draws_is_there_and_loaded_by_reports_alone() {
    assertTrue(
        file("/META-INF/resources/webjars/echarts/5.5.0/echarts.esm.min.js").contains("export{"));
    assertEquals(
        List.of("report-picture.js"),
        MODULES.stream().filter(module -> file(module).contains("/web/echarts.js")).toList());
  }

  @Test
  void every_pattern_of_a_time_line_is_drawn_in_the_page() {
    List<String> patterns = all(Pattern.compile("\"(p-[a-z]+)\""), file("room-day.js"));
    assertFalse(patterns.isEmpty());
    patterns.forEach(
        pattern -> assertTrue(file("index.html").contains("id=\"" + pattern + "\""), pattern));
  }

  @Test
  void the_code_of_other_views_and_of_the_demo_is_not_part_of_the_first_load() {
    Set<String> loaded = new TreeSet<>(all(STATIC_IMPORT, file("floor.js")));
    FIRST.forEach(module -> loaded.addAll(all(STATIC_IMPORT, file(module))));
    loaded.add("floor.js");
    assertEquals(new TreeSet<>(FIRST), loaded);
    Set<String> named = new TreeSet<>(all(FILE_IN_PAGE, file("index.html")));
    named.removeIf(name -> !name.endsWith(".js"));
    assertEquals(loaded, named);
  }

  private static void pictures(List<String> names, String page) {
    assertFalse(names.isEmpty());
    names.forEach(name -> assertTrue(page.contains("id=\"i-" + name + "\""), name));
  }

  @Test
  void every_file_that_the_page_loads_exists() {
    all(FILE_IN_PAGE, file("index.html")).forEach(FloorPageTest::file);
    MODULES.forEach(module -> all(IMPORT, file(module)).forEach(FloorPageTest::file));
    MODULES.forEach(module -> all(FILE_IN_CODE, file(module)).forEach(FloorPageTest::file));
  }

  /** The hub serves it with {@code Content-Security-Policy: default-src 'self'}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<style",
        " style=",
        " onclick=",
        "<script>",
        "https://",
        "http://",
        "innerHTML",
        "eval("
      })
  void nothing_is_inline_and_nothing_comes_from_elsewhere(String forbidden) {
    Stream.concat(
            Stream.of(
                "index.html",
                "floor.css",
                "demo.css",
                "cards.css",
                "rooms.css",
                "kits.css",
                "me.css",
                "units.css",
                "fleet.css",
                "rollouts.css",
                "reports.css",
                "alerts.css",
                "sensors.css"),
            MODULES.stream())
        .map(name -> file(name).replace("http://www.w3.org/2000/svg", ""))
        .forEach(text -> assertFalse(text.contains(forbidden), forbidden));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The rest of the line, or of the text if it has but one, behind that beginning. */
  private static String line(String text, String beginning) {
    String rest = text.substring(text.indexOf(beginning) + beginning.length());
    return rest.split("[\n;]", 2)[0];
  }

  private static JsonNode schema(String name) {
    return new ObjectMapper()
        .readTree(file("/city/seki/hub/http/openapi.json"))
        .path("components")
        .path("schemas")
        .path(name);
  }

  private static List<String> words(JsonNode list) {
    assertFalse(list.isEmpty());
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static Set<String> placeholders(JsonNode text) {
    return new TreeSet<>(all(Pattern.compile("\\{(\\w+)}"), text.asString()));
  }

  private static JsonNode texts(String language) {
    return new ObjectMapper().readTree(file(language + ".json"));
  }

  private static String file(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        FloorPageTest.class.getResourceAsStream(name.startsWith("/") ? name : WEB + name),
        () -> "missing: " + name);
  }
}
