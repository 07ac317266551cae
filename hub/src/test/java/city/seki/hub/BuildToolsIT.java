package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What builds the programs: Maven's plugins with all that they bring along, and the compiler's. A
 * plugin could put anything into a jar, so each is one whose bytes are known.
 *
 * <p>Maven 3.8 compares what it loads with the checksum that the repository itself gives, by {@code
 * -C} in {@code .mvn/maven.config}; it knows no list of trusted checksums (that came with 3.9). So
 * the list is compared here, with what the build has just used.
 */
class BuildToolsIT {
  private static final String LIST = "/golden/build-tools.txt";
  private static final Pattern PLUGIN =
      Pattern.compile(
          "<plugin>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*<version>([^<]+)</version>");

  /** Path in a local repository, and SHA-256. */
  private static Map<String, String> known() throws IOException {
    Map<String, String> known = new TreeMap<>();
    try (InputStream in = BuildToolsIT.class.getResourceAsStream(LIST)) {
      String text = new String(Objects.requireNonNull(in, LIST).readAllBytes(), UTF_8);
      for (String line : text.lines().toList()) {
        known.put(line.substring(66), line.substring(0, 64)); // as sha256sum writes it
      }
    }
    return known;
  }

  private static Path repository() {
    String given = System.getProperty("localRepository", System.getProperty("maven.repo.local"));
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void what_built_this_has_the_bytes_that_are_known() throws Exception {
    int compared = 0;
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, String> tool : known().entrySet()) {
      Path file = repository().resolve(tool.getKey());
      if (Files.exists(file)) { // the formatter's are not there where it did not run
        compared++;
        if (!sha256(file).equals(tool.getValue())) {
          others.add(tool.getKey());
        }
      }
    }
    assertEquals(
        List.of(), others, "other bytes than those of hub/src/test/resources" + LIST + " have");
    int enough = compared;
    assertTrue(compared > 80, () -> enough + " of " + repository());
  }

  /**
   * Who raises a version looks at what is new, then brings the list up to date, by what {@code mvn
   * -X verify} tells of its class realms ("Included") and {@code sha256sum}.
   */
  @Test
  void every_plugin_of_the_build_is_on_the_list() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    List<String> missing = new ArrayList<>();
    for (MatchResult plugin : PLUGIN.matcher(pom).results().toList()) {
      String group = plugin.group(1).replace('.', '/');
      String name = plugin.group(2);
      String version = plugin.group(3);
      String path = "%s/%s/%s/%s-%s.jar".formatted(group, name, version, name, version);
      if (!known().containsKey(path) && Files.exists(repository().resolve(path))) {
        missing.add(path);
      }
    }
    assertEquals(List.of(), missing, "not in hub/src/test/resources" + LIST);
    assertTrue(PLUGIN.matcher(pom).results().count() > 10);
  }
}
