package city.seki.hub.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.av.Unreached;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.coap.Cause;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.fusion.Belief;
import city.seki.hub.broker.Abuse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Every cause that a unit can tell, of readers, sensors, devices and its journal, has a text on the
 * page. The enums are asked; words that drivers write as literals are found in their source: a new
 * one without a text fails here.
 */
class CauseWordsTest {
  /** As seen from the module's directory, where tests run. */
  private static final Path DRIVERS =
      Path.of("..", "edge-agent", "src", "main", "java", "city", "seki", "edge");

  private static final String WORD = "\"([a-z][a-z0-9-]*)\"";

  /**
   * {@code new ZoomFault(DeviceState.OFFLINE, "refused")}, {@code without(UNKNOWN, SOURCE, "x")}.
   */
  private static final Pattern OF_STATE =
      Pattern.compile("DeviceState\\.(?:UNKNOWN|OFFLINE),\\s*(?:\\w+,\\s*)?" + WORD);

  /** {@code state == DeviceState.UNKNOWN ? "unfamiliar" : null}. */
  private static final Pattern WHERE_UNKNOWN =
      Pattern.compile("DeviceState\\.UNKNOWN\\s*\\?\\s*" + WORD);

  /** {@code unknown("tls", name, …)}. */
  private static final Pattern OF_UNKNOWN = Pattern.compile("unknown\\(\\s*" + WORD);

  /** The words of devices that speak MQTT are constants. */
  private static final Pattern NAMED =
      Pattern.compile("static final String (?!SOURCE|SAID)[A-Z0-9_]+ =\\s*" + WORD);

  /** A method that finds the cause, to its closing brace. */
  private static final Pattern CAUSE_OF =
      Pattern.compile("String cause\\([^)]*\\) \\{(.*?)\\R  }", Pattern.DOTALL);

  private static final Pattern GIVEN = Pattern.compile("(?:->|\\?|:|return)\\s*" + WORD);

  /** PJLink's six parts and the other words of {@code problems}. */
  private static final Pattern PARTS =
      Pattern.compile("List<String> PARTS =\\s*List\\.of\\(([^)]*)\\)");

  @Test
  void every_cause_that_an_enum_knows_has_a_text() {
    Stream<String> words =
        Stream.of(
                Stream.of(ReaderFault.Cause.values()).map(ReaderFault.Cause::word),
                Stream.of(SensorFault.Cause.values()).map(SensorFault.Cause::word),
                Stream.of(Unreached.values()).map(Unreached::word),
                Stream.of(JournalFault.Cause.values()).map(JournalFault.Cause::word),
                Stream.of(Belief.Condition.values())
                    .filter(condition -> condition != Belief.Condition.WELL)
                    .map(Belief.Condition::word))
            .flatMap(all -> all);
    assertEquals(Set.of(), without("cause", words.toList()));
  }

  @Test
  void every_cause_that_a_driver_writes_has_a_text() {
    Set<String> found = new TreeSet<>();
    for (String source : sources(DRIVERS)) {
      found.addAll(all(OF_STATE, source));
      found.addAll(all(WHERE_UNKNOWN, source));
      found.addAll(all(OF_UNKNOWN, source));
      all(CAUSE_OF, source).forEach(body -> found.addAll(all(GIVEN, body)));
    }
    sources(DRIVERS.resolve(Path.of("av", "mqtt"))).forEach(s -> found.addAll(all(NAMED, s)));
    String sure =
        "password redirect tls logged-out unfamiliar driver host-key busy unavailable mqtt-3-only";
    assertTrue(
        found.containsAll(List.of(sure.split(" "))),
        "the drivers are written in another way now: " + found);
    assertEquals(Set.of(), without("cause", found));
  }

  /** The hub's own word, and that of a reader which did not answer yet. */
  @Test
  void causes_from_elsewhere_have_a_text() {
    assertEquals(Set.of(), without("cause", List.of("unit-silent", "starting")));
  }

  @Test
  void every_cause_for_which_a_network_sensor_is_refused_has_a_text() {
    List<String> causes = Stream.of(Cause.values()).map(Cause::word).toList();
    assertEquals(Set.of(), without("refused", causes));
  }

  @Test
  void everything_for_which_the_broker_turns_a_unit_away_has_a_text() {
    List<String> words = Stream.of(Abuse.values()).map(Abuse::word).toList();
    assertEquals(Set.of(), without("cause", words));
  }

  @Test
  void every_problem_that_a_driver_names_has_a_text() {
    Set<String> found = new TreeSet<>(Set.of("critical", "error", "driver"));
    for (String source : sources(DRIVERS)) {
      all(PARTS, source).forEach(list -> found.addAll(all(Pattern.compile(WORD), list)));
    }
    assertTrue(found.contains("lamp"), "PJLink's parts are written in another way now: " + found);
    assertEquals(Set.of(), without("problem", found));
  }

  private static Set<String> without(String group, Iterable<String> words) {
    JsonNode ja = texts("ja");
    JsonNode en = texts("en");
    Set<String> missing = new TreeSet<>();
    for (String word : words) {
      if (!ja.has(group + "." + word) || !en.has(group + "." + word)) {
        missing.add(word);
      }
    }
    return missing;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static List<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("emulated"))
          .map(CauseWordsTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode texts(String language) {
    String name = "/city/seki/hub/web/" + language + ".json";
    try (InputStream in =
        Objects.requireNonNull(CauseWordsTest.class.getResourceAsStream(name), name)) {
      return new ObjectMapper().readTree(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
