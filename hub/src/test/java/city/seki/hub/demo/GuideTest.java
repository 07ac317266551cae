package city.seki.hub.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The guides say what the pages say, show pictures that are there, and are there in both languages.
 */
class GuideTest {
  static final Path GUIDES = Path.of("docs", "guide");
  private static final Path WEB = Path.of("src", "main", "resources", "city", "seki", "hub", "web");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+\\]\\(([^)]+\\.png)\\)");
  private static final Pattern WORD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
  private static final Pattern LINK = Pattern.compile("[^!]\\[[^\\]]+\\]\\(([^)#]+)(#[^)]*)?\\)");

  private static List<Path> guides() throws IOException {
    try (Stream<Path> files = Files.list(GUIDES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static Set<String> found(Pattern pattern, Path guide) throws IOException {
    Set<String> found = new TreeSet<>();
    pattern.matcher(Files.readString(guide)).results().map(GuideTest::first).forEach(found::add);
    return found;
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }

  /** What all guides show, as they name it. */
  static Set<String> pictures() throws IOException {
    Set<String> all = new TreeSet<>();
    for (Path guide : guides()) {
      all.addAll(found(PICTURE, guide));
    }
    return all;
  }

  @Test
  void words_in_bold_stand_on_the_page() throws IOException {
    for (Path guide : guides()) {
      String language = guide.toString().endsWith(".ja.md") ? "ja" : "en";
      Set<String> texts = new TreeSet<>();
      JsonMapper.shared()
          .readTree(WEB.resolve(language + ".json"))
          .forEach(text -> texts.add(text.asString()));
      Set<String> words = found(WORD, guide);
      assertTrue(words.size() > 2, guide + " names nothing of the page");
      words.removeAll(texts);
      assertEquals(Set.of(), words, guide + " names what the page does not");
    }
  }

  @Test
  void pictures_and_links_lead_somewhere_and_no_picture_is_left_over() throws IOException {
    Set<String> here = new TreeSet<>();
    for (Path guide : guides()) {
      Set<String> leads = found(PICTURE, guide);
      leads.addAll(found(LINK, guide));
      for (String lead : leads) {
        assertTrue(Files.exists(GUIDES.resolve(lead)), guide + " leads to " + lead);
      }
    }
    try (Stream<Path> files = Files.list(GUIDES)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".png"))
          .forEach(here::add);
    }
    here.removeAll(pictures());
    assertEquals(Set.of(), here, "pictures that no guide shows");
  }

  @Test
  void each_guide_is_there_in_both_languages_with_the_same_pictures() throws IOException {
    for (Path guide : guides()) {
      String name = guide.getFileName().toString();
      if (!name.endsWith(".ja.md")) {
        Path japanese = GUIDES.resolve(name.replace(".md", ".ja.md"));
        assertEquals(found(PICTURE, guide).size(), found(PICTURE, japanese).size(), name);
      }
    }
  }
}
