package city.seki.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is told to people who call it wrongly; the rest is in {@code BundleOpensslIT}. */
class BundleCommandTest {
  private final StringWriter out = new StringWriter();

  private int run(String... args) {
    CommandLine program = ConfigMain.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
    return program.execute(args);
  }

  @Test
  void a_wrong_version_is_wrong_usage() {
    int code = run("bundle", "make", "a.jar", "--key", "k", "--from", "latest");
    assertEquals(2, code, out.toString());
    assertTrue(out.toString().contains("1.4.0"), out.toString());
  }

  @Test
  void a_file_that_is_not_there_is_told_in_one_line() {
    int code = run("bundle", "verify", "/nowhere/x", "--release-keys", "/nowhere/keys.pem");
    assertEquals(1, code);
    assertEquals(1, out.toString().lines().count(), out.toString());
  }

  @Test
  void bundle_alone_is_wrong_usage() {
    assertEquals(2, run("bundle"));
  }
}
