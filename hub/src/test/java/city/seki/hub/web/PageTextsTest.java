package city.seki.hub.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The words of the page and the code that says them, in whatever file of the page it is. */
class PageTextsTest {
  private static final Path WEB = Path.of("src", "main", "resources", "city", "seki", "hub", "web");
  private static final String KEY = "\"([a-z][\\w-]*(?:\\.[\\w-]+)+)\"";

  /** {@code t("a.b")}, {@code "data-t": "a.b"}, {@code data-t-label="a.b"}. */
  private static final Pattern SAID =
      Pattern.compile("(?:\\bt\\(\\s*|data-t(?:-label|-placeholder)?\"?[:=]\\s*)" + KEY);

  /** {@code tn("a.b", n)}: in the plural, and in languages that have one, the singular. */
  private static final Pattern COUNTED = Pattern.compile("\\btn\\(\\s*" + KEY);

  private static final Pattern NAMED = Pattern.compile("[\"'`]([a-z][\\w.-]*)[\"'`]");

  /** {@code `a.${word}`}: any text that begins so. */
  private static final Pattern MADE = Pattern.compile("`([a-z][\\w.-]*[._])\\$\\{");

  /** {@code word("a", name)}: any text of that group. */
  private static final Pattern GROUP = Pattern.compile("\\bword\\(\\s*\"([\\w.-]+)\"");

  private static final Pattern NUMBER = Pattern.compile("\\.(?:one|other)$");

  private final String code = code();

  private static String code() {
    try (Stream<Path> files = Files.list(WEB)) {
      List<Path> all =
          files.filter(file -> file.toString().matches(".*\\.(?:js|html)")).sorted().toList();
      StringBuilder code = new StringBuilder();
      for (Path file : all) {
        code.append(Files.readString(file)).append('\n');
      }
      return code.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> texts(String language) throws IOException {
    JsonNode texts = new ObjectMapper().readTree(Files.readString(WEB.resolve(language + ".json")));
    return new TreeSet<>(texts.propertyNames());
  }

  private Set<String> all(Pattern pattern) {
    return pattern
        .matcher(code)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void whatever_is_said_has_words(String language) throws IOException {
    Set<String> said = all(SAID);
    all(COUNTED).forEach(key -> said.add(key + ".other"));
    assertTrue(said.size() > 300, "the code says its words in another way now: " + said.size());
    said.removeAll(texts(language));
    assertEquals(Set.of(), said);
  }

  @Test
  void no_words_are_there_that_nobody_says() throws IOException {
    Set<String> named = all(NAMED);
    Set<String> beginnings = all(MADE);
    all(GROUP).forEach(group -> beginnings.add(group + "."));
    Set<String> unsaid = new TreeSet<>();
    for (String key : texts("en")) {
      String base = NUMBER.matcher(key).replaceFirst("");
      if (!named.contains(key)
          && !named.contains(base)
          && beginnings.stream().noneMatch(key::startsWith)) {
        unsaid.add(key);
      }
    }
    assertEquals(Set.of(), unsaid);
  }
}
