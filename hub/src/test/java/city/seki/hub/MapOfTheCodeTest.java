package city.seki.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md leads to code that is there. */
class MapOfTheCodeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern MEMBER = Pattern.compile("\\b([A-Z]\\w+)\\.([a-z]\\w+)");

  @Test
  void every_member_of_a_class_that_the_map_names_exists() throws IOException {
    Map<String, String> sources = sources();
    List<MatchResult> named = members(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
    List<String> gone =
        named.stream().filter(m -> !exists(m, sources)).map(MatchResult::group).toList();
    assertEquals(List.of(), gone);
    assertTrue(named.size() > 80, () -> "the map names " + named.size());
  }

  private static List<MatchResult> members(String map) {
    return CODE.matcher(map.replace("```", ""))
        .results()
        .map(code -> code.group(1))
        .filter(code -> !code.startsWith("mvn ")) // properties and tests with dots of their own
        .flatMap(code -> MEMBER.matcher(code).results())
        .toList();
  }

  private static boolean exists(MatchResult member, Map<String, String> sources) {
    String source = sources.getOrDefault(member.group(1), "");
    return Pattern.compile("\\b" + member.group(2) + "\\b").matcher(source).find();
  }

  /** The text of each class, by its simple name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("firmware-config", "provisioning", "edge-agent", "hub")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = String.valueOf(file.getFileName()).replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
