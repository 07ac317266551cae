package city.seki.hub.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
          "api.js",
          "card.js",
          "clock.js",
          "demo.js",
          "details.js",
          "dom.js",
          "feed.js",
          "filter.js",
          "floor.js",
          "head.js",
          "loader.js",
          "model.js",
          "plan.js",
          "session.js",
          "stream.js",
          "text.js");

  private static final Pattern TEXT_IN_CODE = Pattern.compile("\\bt\\(\\s*\"([a-z_.-]+)\"");
  private static final Pattern TEXT_IN_PAGE =
      Pattern.compile("data-t(?:-label|-placeholder)?=\"([^\"]+)\"");
  private static final Pattern FILE_IN_PAGE = Pattern.compile("(?:href|src)=\"/web/([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import\\()\\s*\"\\./([^\"]+)\"");

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
  void every_file_that_the_page_loads_exists() {
    all(FILE_IN_PAGE, file("index.html")).forEach(FloorPageTest::file);
    MODULES.forEach(module -> all(IMPORT, file(module)).forEach(FloorPageTest::file));
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
    Stream.concat(Stream.of("index.html", "floor.css", "demo.css"), MODULES.stream())
        .map(name -> file(name).replace("http://www.w3.org/2000/svg", ""))
        .forEach(text -> assertFalse(text.contains(forbidden), forbidden));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
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
        FloorPageTest.class.getResourceAsStream("/city/seki/hub/web/" + name),
        () -> "missing: web/" + name);
  }
}
