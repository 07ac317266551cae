package city.seki.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.unit.HttpsHub;
import city.seki.provisioning.unit.YearHub;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code enrol}, {@code renew} and {@code list} against a hub over HTTPS; waiting takes no time.
 */
class EnrolUnitCommandTest {
  @TempDir Path dir;
  private final AtomicLong monoMs = new AtomicLong();
  private final Instant start = Instant.now();
  private YearHub hub;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void makeHub() throws IOException {
    hub = new YearHub(dir.resolve("hub"), start, new SecureRandom());
  }

  private Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Machine machine = new Machine(() -> start.plusMillis(monoMs.get()), monoMs::get, this::pass);
    int code =
        ProvisionMain.commandLine(machine, new SecureRandom())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** Whoever waits for an operator gets a yes meanwhile. */
  private void pass(Duration time) {
    YearHub asked = hub; // its server holds the same lock while it answers
    synchronized (asked) {
      monoMs.addAndGet(Math.max(1, time.toMillis()));
      asked.tick(start.plusMillis(monoMs.get()));
      asked.waiting().keySet().forEach(asked::approve);
    }
  }

  private Path identity() {
    return dir.resolve("units").resolve("kanda-01");
  }

  private Outcome enrol(HttpsHub server, String code, String... more) {
    String[] all = new String[7 + more.length];
    System.arraycopy(
        new String[] {
          "enrol",
          "--identity",
          identity().toString(),
          "--hub",
          server.address().toString(),
          "--code",
          code
        },
        0,
        all,
        0,
        7);
    System.arraycopy(more, 0, all, 7, more.length);
    return run(all);
  }

  @Test
  void a_code_is_typed_an_operator_says_yes_and_the_unit_is_in() throws IOException {
    try (HttpsHub server = new HttpsHub(hub)) {
      String code = hub.code("kanda-01", Approval.BY_OPERATOR).text();
      Outcome outcome = enrol(server, code.toLowerCase(Locale.ROOT));
      assertEquals(0, outcome.code(), outcome.err());
      assertTrue(outcome.out().contains("waits for an operator"), outcome.out());
      assertTrue(outcome.out().contains("kanda-01: certificate until"), outcome.out());
      assertFalse(outcome.out().contains(code), "a code is told to nobody");
      assertFalse(Files.exists(identity().resolve("claim.yaml")));

      Outcome again = enrol(server, code);
      assertEquals(1, again.code());
      assertTrue(again.err().contains("seki-provision renew"), again.err());

      String list = run("list", "--out", dir.resolve("units").toString()).out();
      assertTrue(list.strip().matches("kanda-01\tkanda\t.*\tseat:A-01\t20\\d\\d-.*Z"), list);
    }
  }

  @Test
  void a_certificate_is_renewed_by_hand() throws IOException {
    try (HttpsHub server = new HttpsHub(hub)) {
      hub.isAt(server.address());
      assertEquals(0, enrol(server, hub.code("kanda-01", Approval.BY_BATCH).text()).code());
      String before = Files.readString(identity().resolve("unit.pem"));
      pass(Duration.ofHours(2));
      Outcome outcome = run("renew", "--identity", identity().toString());
      assertEquals(0, outcome.code(), outcome.err() + outcome.out());
      assertFalse(before.equals(Files.readString(identity().resolve("unit.pem"))));
    }
  }

  @Test
  void what_is_not_so_is_told_with_the_remedy() throws IOException {
    try (HttpsHub server = new HttpsHub(hub)) {
      YearHub other = new YearHub(dir.resolve("other"), start, new SecureRandom());
      Outcome foreign =
          enrol(server, other.code("kanda-01", Approval.BY_BATCH).text(), "--for", "10s");
      assertEquals(1, foreign.code());
      assertTrue(foreign.err().contains("nothing was sent"), foreign.err());
      assertEquals(2, enrol(server, "hello").code());
      assertEquals(2, run("enrol", "--identity", "i", "--hub", "http://h", "--code", "x").code());
      Outcome none = run("enrol", "--identity", "i", "--claim", dir.resolve("none").toString());
      assertEquals(1, none.code());
      assertTrue(none.err().contains("no such file"), none.err());
      Outcome empty = run("renew", "--identity", dir.resolve("empty").toString());
      assertEquals(1, empty.code());
      assertTrue(empty.err().contains("seki-provision enrol"), empty.err());
    }
  }
}
