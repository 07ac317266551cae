package city.seki.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own: scripts read its standard output. */
class QuietProgramTest {
  @TempDir Path folder;

  @Test
  void standard_output_holds_the_result_and_nothing_else() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HubMain.class.getName(),
                "token",
                "create",
                "--role",
                "admin",
                "--data",
                folder.resolve("data").toString())
            .start();
    String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), err);
    assertTrue(out.matches("seki_[A-Za-z0-9_-]{43}\\R"), out);
    assertTrue(err.matches("token [0-9a-f]{8} is shown only now\\R"), err);
  }
}
