package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.AccessDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An auditor with Python and the lines of ARCHITECTURE.md, and nothing of Seki. */
@Timeout(180)
class AuditExportIT {
  private static final Pattern LINES = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path folder;
  private Path script = Path.of("");
  private Path exported = Path.of("");

  private record Said(int code, String text) {}

  @BeforeEach
  void export() throws Exception {
    Mosquitto.require(PYTHON, "python3");
    Matcher lines = LINES.matcher(Files.readString(Path.of("..", "ARCHITECTURE.md")));
    assertTrue(lines.find(), "ARCHITECTURE.md has no lines of Python");
    script = Files.writeString(folder.resolve("check.py"), lines.group(1));
    String data = folder.resolve("data").toString();
    HubProgram.succeed(
        HubProgram.HUB, "import", "offices", "--example", "reference-city", "--data", data);
    try (AccessDatabase access = AccessDatabase.open(Path.of(data, "access.db"))) {
      for (String note : List.of("窓口", "a \\\"b\\\", c\\n")) {
        byte[] what = ("{\"note\":\"" + note + "\"}").getBytes(StandardCharsets.UTF_8);
        access.audit().append(Instant.now(), "p-1", "end-claim", what);
      }
    }
    exported =
        Files.writeString(
            folder.resolve("audit.csv"),
            HubProgram.run(HubProgram.HUB, "export", "audit", "--data", data).out());
  }

  private Said check(Path file) throws Exception {
    Process python =
        new ProcessBuilder(PYTHON, script.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(python.waitFor(), said.strip());
  }

  @Test
  void a_script_finds_the_log_whole_up_to_the_head_that_check_prints() throws Exception {
    Said whole = check(exported);
    assertEquals(0, whole.code(), whole.text());
    String head = whole.text().replace("whole up to ", "");
    assertTrue(head.startsWith("4:"), head);
    String data = folder.resolve("data").toString();
    String told = HubProgram.succeed(HubProgram.HUB, "check", "--data", data);
    assertTrue(told.contains("4 entries, head " + head), told);
    HubProgram.succeed(HubProgram.HUB, "check", "--data", data, "--audit-head", head);
  }

  @Test
  void a_script_finds_what_was_changed_or_left_out() throws Exception {
    String whole = Files.readString(exported);
    List<String> lines = whole.lines().toList();
    String without = whole.replace(lines.get(2) + "\r\n", "");
    for (String changed :
        List.of(whole.replace("窓口", "窓囗"), whole.replaceFirst("\"cli:", "\"cli;"), without)) {
      assertNotEquals(whole, changed);
      Said found = check(Files.writeString(folder.resolve("changed.csv"), changed));
      assertEquals(1, found.code(), found.text());
      assertTrue(found.text().startsWith("entry "), found.text());
    }
  }
}
