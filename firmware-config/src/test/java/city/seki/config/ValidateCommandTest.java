package city.seki.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ReferenceCity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  @TempDir Path dir;

  private record Outcome(int code, String out, String err) {}

  @Test
  void good_file_is_summed_up_in_a_line() throws IOException {
    Path file = Files.writeString(dir.resolve("city.yaml"), ReferenceCity.yaml());
    assertEquals(
        new Outcome(
            0,
            file + ": Matsumoto (example), 8 offices, 75 seats, 10 rooms, 22 units, 83 readers\n",
            file
                + ":74:5: warning: room meeting has no sensor: whether somebody is there stays"
                + " unknown\n"),
        run("validate", file.toString()));
    assertEquals(1, run("validate", "--strict", file.toString()).code());
  }

  @Test
  void folder_is_summed_up_as_the_city_that_it_is() throws IOException {
    Path city = Files.writeString(dir.resolve("city.yaml"), ReferenceCity.yaml());
    Outcome outcome = run("validate", dir.toString());
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().startsWith(dir + ": Matsumoto (example), 8 offices"), outcome.out());
    assertTrue(outcome.err().startsWith(city + ":74:5: warning: "), outcome.err());
  }

  @Test
  void problems_of_every_file_go_to_stderr_and_the_exit_code_is_1() throws IOException {
    Path good = Files.writeString(dir.resolve("good.yaml"), ReferenceCity.yaml());
    Path bad = Files.writeString(dir.resolve("bad.yaml"), "zones: [a]\nnam: x\n");
    Outcome outcome =
        run("validate", bad.toString(), dir.resolve("none.yaml").toString(), good.toString());
    assertEquals(1, outcome.code());
    assertEquals(1, outcome.out().lines().count());
    assertTrue(outcome.err().contains("bad.yaml:2:1: unknown key 'nam'"), outcome.err());
    assertTrue(outcome.err().contains("did you mean 'name'?"), outcome.err());
    assertTrue(outcome.err().contains("none.yaml: there is no such file"), outcome.err());
  }

  @Test
  void usage_help_and_version_have_the_agreed_exit_codes() {
    assertEquals(2, run().code());
    assertEquals(2, run("validate").code());
    assertEquals(2, run("rollout").code());
    assertEquals(0, run("--help").code());
    assertEquals(0, run("validate", "--help").code());
    assertTrue(run("--version").out().startsWith("seki-config "));
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        ConfigMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
