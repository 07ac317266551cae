package city.seki.edge.av.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** npm pjlink, which knows nothing of us, as the judge of the emulated projector. */
@Timeout(240)
class NpmPjlinkIT {
  private static final Path FOLDER = Path.of("target", "npm-pjlink").toAbsolutePath();
  private static final String PACKAGE = "pjlink@0.2.8";

  @BeforeAll
  static void fetch_the_client() throws Exception {
    String remedy = PACKAGE + " cannot be had: apt-get install nodejs npm, and a registry";
    boolean there = isInstalled() || installs();
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(there, remedy);
    }
    Assumptions.assumeTrue(there, remedy);
  }

  private static boolean isInstalled() {
    return Files.isDirectory(FOLDER.resolve("node_modules/pjlink"));
  }

  private static boolean installs() throws InterruptedException {
    try {
      Files.createDirectories(FOLDER);
      run(
          "npm",
          "install",
          "--prefix",
          FOLDER.toString(),
          "--ignore-scripts",
          "--no-audit",
          "--no-fund",
          "--prefer-offline",
          PACKAGE);
    } catch (IOException e) {
      return false; // no npm on this machine
    }
    return isInstalled();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command));
    builder.environment().put("NODE_PATH", FOLDER.resolve("node_modules").toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(process.waitFor(Duration.ofMinutes(2)), command[0] + " does not end");
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private static JsonNode told(EmulatedPjlink projector, String password) throws Exception {
    Path script =
        Path.of(
            Objects.requireNonNull(NpmPjlinkIT.class.getResource("/peers/pjlink-client.js"))
                .toURI());
    String output = run("node", script.toString(), Integer.toString(projector.port()), password);
    return new ObjectMapper().readTree(output);
  }

  @Test
  void it_reads_what_the_projector_is_and_switches_it_off() throws Exception {
    try (EmulatedPjlink projector = new EmulatedPjlink(0, 1, "abc123", new Random(1))) {
      projector.power(1);
      projector.errors("010020");
      projector.lamps("8253 1 13442 1");
      projector.mute("11");
      JsonNode told = told(projector, "abc123");
      String all = told.toString();
      assertEquals("1", told.path("class").asString(), all);
      assertEquals("Projector", told.path("name").asString(), all);
      assertEquals(1, told.path("power").asInt(), all);
      assertEquals("warning", told.path("errors").path("lamp").asString(), all);
      assertEquals("error", told.path("errors").path("filter").asString(), all);
      assertEquals(13_442, told.path("lamps").path(1).path("hours").asInt(), all);
      assertEquals("31", told.path("input").asString(), all);
      assertEquals(true, told.path("mute").path("video").asBoolean(), all);
      assertEquals(2, told.path("off").asInt(), all);
    }
  }

  @Test
  void it_is_refused_with_a_wrong_password() throws Exception {
    try (EmulatedPjlink projector = new EmulatedPjlink(0, 1, "abc123", new Random(1))) {
      JsonNode told = told(projector, "wrong");
      assertTrue(told.has("error"), told.toString());
    }
  }
}
