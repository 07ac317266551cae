package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** One of those that a library is offered under is enough. */
  private static final Set<String> LICENCES =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSD-4-Clause",
          "Bouncy Castle Licence",
          "EPL-2.0",
          "MPL-2.0");

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
          offered.stream().anyMatch(LICENCES::contains), name(library) + " is under " + offered);
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
