package city.seki.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The way from nothing to an authority in the hub, over two machines. */
class CaCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  @TempDir Path dir;
  private Path secret = Path.of("");
  private Instant now = NOW;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void passphrase() throws IOException {
    secret =
        Files.createFile(
            dir.resolve("secret"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "correct horse battery\n");
    Files.writeString(Files.createDirectory(dir.resolve("data")).resolve("city.yaml"), "");
  }

  private Outcome runs(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        ProvisionMain.commandLine(new Machine(() -> now, () -> 0, time -> {}), new SecureRandom())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int code =
        program.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  private Outcome root() {
    return runs("ca", "root", "--root", dir.resolve("root"), "--passphrase-file", secret);
  }

  private Outcome request() {
    return runs(
        "ca", "issuing", "request", "--data", dir.resolve("data"), "--passphrase-file", secret);
  }

  private Outcome sign(Path out) {
    return runs(
        "ca",
        "issuing",
        "sign",
        "--root",
        dir.resolve("root"),
        "--passphrase-file",
        secret,
        "--request",
        dir.resolve("data/keys/ca/issuing-ca.csr"),
        "--out",
        out);
  }

  private static String words(Outcome outcome) {
    return outcome.out().lines().filter(line -> line.startsWith("words")).findFirst().orElseThrow();
  }

  @Test
  void root_signs_what_the_hub_requested_and_show_tells_of_it() {
    assertEquals(0, root().code());
    Outcome requested = request();
    assertEquals(0, requested.code(), requested.err());
    Outcome signed = sign(dir.resolve("data/keys/ca/issuing-ca.pem"));
    assertEquals(0, signed.code(), signed.err());
    assertEquals(words(requested), words(signed));
    Outcome shown = runs("ca", "show", dir.resolve("data"));
    assertEquals(0, shown.code(), shown.err());
    assertTrue(shown.out().contains("subject CN=Seki issuing CA"), shown.out());
    assertTrue(shown.out().contains("subject CN=Seki root CA"), shown.out());
    now = NOW.plusSeconds(7L * 365 * 86_400);
    Outcome late = runs("ca", "show", dir.resolve("data/keys/ca/issuing-ca.pem"));
    assertEquals(1, late.code());
    assertTrue(late.out().contains("(not now)"), late.out());
  }

  @Test
  void directory_that_is_no_hub_s_is_left_alone() throws IOException {
    Files.delete(dir.resolve("data/city.yaml"));
    Outcome refused = request();
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("seki-hub import offices"), refused.err());
    assertTrue(Files.notExists(dir.resolve("data/keys")));
  }

  @Test
  void nothing_is_written_over() {
    assertEquals(0, root().code());
    assertEquals(0, request().code());
    Path out = dir.resolve("signed.pem");
    assertEquals(0, sign(out).code());
    for (Outcome again : List.of(root(), request(), sign(out))) {
      assertEquals(1, again.code());
      assertTrue(again.err().contains("already"), again.err());
    }
  }

  @Test
  void passphrase_is_never_an_argument_and_never_short() throws IOException {
    Files.writeString(secret, "short\n");
    Outcome refused = root();
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("at least 12"), refused.err());
    assertEquals(2, runs("ca", "root", "--root", dir, "--passphrase", "x").code());
  }

  @Test
  void wrong_passphrase_and_foreign_file_are_told_in_one_line() throws IOException {
    assertEquals(0, root().code());
    assertEquals(0, request().code());
    Files.writeString(secret, "another passphrase\n");
    Outcome refused = sign(dir.resolve("out.pem"));
    assertEquals(1, refused.code());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains("passphrase"), refused.err());
    Files.writeString(dir.resolve("data/keys/ca/issuing-ca.csr"), "no request");
    assertTrue(sign(dir.resolve("out.pem")).err().contains("requests in PEM"));
    assertTrue(runs("ca", "show", dir.resolve("nothing")).err().contains("no such certificate"));
  }
}
