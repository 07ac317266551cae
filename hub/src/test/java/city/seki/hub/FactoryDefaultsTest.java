package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every copy of the programs has in common, and therefore must not be a secret or a door. */
class FactoryDefaultsTest {
  private static final Path ROOT = Path.of("..");

  /** 128 bits and more in hex, 256 bits and more in base64, or a key in PEM with its bytes. */
  private static final Pattern SECRET =
      Pattern.compile(
          "\"[^\"\n]*\\b(?:[0-9a-fA-F]{32,}|[A-Za-z0-9+/]{43,}={0,2})[^\"\n]*\""
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*(?:\\\\n)?[A-Za-z0-9+/]{20}");

  private static final Pattern DOOR = Pattern.compile("jdwp|jmxremote|-agentlib|-Xdebug");

  /** Text of the programs: sources and resources, without the page's pictures. */
  private static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>();
    for (String module : List.of("firmware-config", "provisioning", "edge-agent", "hub")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        texts.addAll(
            files
                .filter(file -> file.toString().matches(".*\\.(java|json|ya?ml|properties|pem)"))
                .toList());
      }
    }
    assertTrue(texts.size() > 300, () -> texts.size() + " files");
    return texts;
  }

  private static List<String> holding(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      String text = new String(Files.readAllBytes(file), UTF_8);
      if (pattern.matcher(text).find()) {
        found.add(file.toString());
      }
    }
    return found;
  }

  /** A device of the emulations speaks with recorded bytes; they open nothing. */
  @Test
  void no_password_key_or_token_lies_in_the_programs() throws IOException {
    List<String> found =
        holding(SECRET).stream().filter(file -> !file.contains("/emulated/")).toList();
    assertEquals(List.of(), found);
    assertTrue(SECRET.matcher("\"0123456789abcdef0123456789abcdef\"").find());
    assertTrue(SECRET.matcher("-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEG").find());
  }

  @Test
  void no_program_opens_a_debugger_or_a_management_port() throws IOException {
    assertEquals(List.of(), holding(DOOR));
    for (String pom : List.of("pom.xml", "hub/pom.xml", "edge-agent/pom.xml")) {
      assertTrue(!DOOR.matcher(Files.readString(ROOT.resolve(pom))).find(), pom);
    }
  }
}
