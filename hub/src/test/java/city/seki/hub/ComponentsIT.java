package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the programs are made of, by the list that each carries in its jar (CycloneDX 1.6): the
 * libraries that somebody has looked at, byte by byte, under licences that a city may use.
 */
class ComponentsIT {
  private static final String LIST = "/golden/components.txt";
  private static final String SBOM = "META-INF/sbom/application.cdx.json";

  private static final List<String> PROGRAMS =
      List.of(
          "target/seki-hub.jar",
          "../edge-agent/target/seki-edge.jar",
          "../provisioning/target/seki-provision.jar",
          "../firmware-config/target/seki-config.jar");

  /**
   * What a library may be under, each with its text in {@code META-INF/licences} of the programs;
   * the first that it is offered under holds.
   */
  private static final Map<String, String> LICENCES = new LinkedHashMap<>();

  static {
    LICENCES.put("Apache-2.0", "Apache-2.0.txt");
    LICENCES.put("MIT", "MIT.txt");
    LICENCES.put("Bouncy Castle Licence", "MIT.txt");
    LICENCES.put("BSD-2-Clause", "BSD.txt");
    LICENCES.put("BSD-3-Clause", "BSD.txt");
    LICENCES.put("BSD-4-Clause", "BSD.txt");
    LICENCES.put("EPL-2.0", "EPL-2.0.txt");
    LICENCES.put("MPL-2.0", "MPL-2.0.txt");
  }

  /** Those whose copyright notice must go with the library. */
  private static final Set<String> WITH_NOTICE = Set.of("MIT.txt", "BSD.txt");

  private static JsonNode sbom(String program) throws IOException {
    try (JarFile jar = new JarFile(Path.of(program).toFile())) {
      var entry =
          Objects.requireNonNull(
              jar.getJarEntry(SBOM), program + " has no list: it is not made by mvn -o");
      return new ObjectMapper().readTree(jar.getInputStream(entry).readAllBytes());
    }
  }

  private static List<JsonNode> libraries() throws IOException {
    TreeMap<String, JsonNode> libraries = new TreeMap<>();
    for (String program : PROGRAMS) {
      for (JsonNode component : sbom(program).get("components")) {
        if (!component.get("group").asString().equals("city.seki")) {
          libraries.put(name(component), component);
        }
      }
    }
    return List.copyOf(libraries.values());
  }

  private static String name(JsonNode component) {
    return component.get("purl").asString().replaceFirst("^pkg:maven/", "");
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.get("hashes")) {
      if (hash.get("alg").asString().equals("SHA-256")) {
        return hash.get("content").asString();
      }
    }
    throw new AssertionError(name(component) + " has no SHA-256");
  }

  private static List<String> licences(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode choice : component.get("licenses")) {
      JsonNode licence = choice.get("license");
      licences.add(
          licence == null
              ? choice.get("expression").asString()
              : (licence.has("id") ? licence.get("id") : licence.get("name")).asString());
    }
    return licences;
  }

  @Test
  void every_library_is_one_that_somebody_has_looked_at() throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode library : libraries()) {
      found.add(name(library) + " " + sha256(library) + " " + String.join(", ", licences(library)));
    }
    try (InputStream in = ComponentsIT.class.getResourceAsStream(LIST)) {
      String known = new String(Objects.requireNonNull(in, LIST).readAllBytes(), UTF_8);
      assertEquals(
          known.strip(),
          String.join("\n", found),
          "other libraries than those of hub/src/test/resources"
              + LIST
              + ": look at what is new"
              + " (who keeps it, its licence, its release notes), then bring the list up to date");
    }
  }

  @Test
  void every_library_is_under_a_licence_that_a_city_may_use() throws IOException {
    for (JsonNode library : libraries()) {
      List<String> offered = licences(library);
      assertTrue(
          offered.stream().anyMatch(LICENCES::containsKey), name(library) + " is under " + offered);
    }
  }

  /** Of licences that ask for it, with the notice of who holds the copyright. */
  @Test
  void each_program_carries_the_licences_of_what_it_is_made_of() throws IOException {
    for (String program : PROGRAMS) {
      assertTrue(licence(program, "README.txt").contains("META-INF/sbom/application.cdx.json"));
      for (JsonNode library : sbom(program).get("components")) {
        if (library.get("group").asString().equals("city.seki")) {
          continue;
        }
        List<String> offered = licences(library);
        String file =
            LICENCES.entrySet().stream()
                .filter(licence -> offered.contains(licence.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
        String text = licence(program, file);
        assertTrue(
            text.toLowerCase(Locale.ROOT).contains("warrant"),
            program + ": " + file + " is no licence");
        String artifact = library.get("name").asString();
        assertTrue(
            !WITH_NOTICE.contains(file) || text.contains(artifact),
            "firmware-config/src/main/resources/META-INF/licences/%s has no notice for %s"
                .formatted(file, artifact));
      }
    }
  }

  private static String licence(String program, String file) throws IOException {
    try (JarFile jar = new JarFile(Path.of(program).toFile())) {
      var entry = jar.getJarEntry("META-INF/licences/" + file);
      assertNotNull(entry, program + " lacks META-INF/licences/" + file);
      return new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
    }
  }

  /** What others have written in their notices is neither lost nor mixed up with ours. */
  @Test
  void notices_of_libraries_survive_in_each_program() throws IOException {
    for (String program : PROGRAMS) {
      try (JarFile jar = new JarFile(Path.of(program).toFile())) {
        var entry = Objects.requireNonNull(jar.getJarEntry("META-INF/NOTICE"), program);
        String notice = new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
        assertTrue(notice.contains("Tatu Saloranta"), program); // Jackson is in all of them
      }
    }
  }

  @Test
  void each_program_tells_of_itself() throws IOException {
    List<String> names = new ArrayList<>();
    for (String program : PROGRAMS) {
      names.add(sbom(program).get("metadata").get("component").get("name").asString());
    }
    assertEquals(List.of("hub", "edge-agent", "provisioning", "firmware-config"), names);
  }
}
