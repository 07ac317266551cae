package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.blackbox.HubProgram.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that cannot start says why and what to do, in one line, and leaves everything alone. */
@Timeout(120)
class StartRefusedIT {
  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Ran serve(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", data().toString()));
    arguments.addAll(List.of(more));
    return HubProgram.run(HubProgram.HUB, arguments.toArray(String[]::new));
  }

  private Ran serveDev(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--dev", "--http-port", "0"));
    arguments.addAll(List.of(more));
    return serve(arguments.toArray(String[]::new));
  }

  /** Ends with that code, and one line of the program's own holds all of that. */
  private static void assertRefused(int code, Ran ran, String... parts) {
    assertEquals(code, ran.code(), ran::err);
    assertFalse(ran.out().contains("Seki serves"), ran::out);
    assertFalse(ran.err().contains("\tat "), ran::err);
    boolean said =
        ran.err().lines().anyMatch(line -> List.of(parts).stream().allMatch(line::contains));
    assertTrue(said, () -> "expected " + List.of(parts) + " in one line of: " + ran.err());
  }

  @Test
  void a_port_that_is_taken_is_named_with_the_remedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(1, serveDev("--mqtt-port", port), "MQTT port " + port, "--mqtt-port");
      assertRefused(
          1,
          serve("--dev", "--mqtt-port", "0", "--http-port", port),
          "127.0.0.1:" + port,
          "stop what uses that port",
          "--http-port");
    }
  }

  @Test
  void a_directory_of_somebody_else_and_a_file_are_left_alone() throws Exception {
    Files.createDirectories(data());
    Path other = Files.writeString(data().resolve("holiday.txt"), "beach");
    assertRefused(1, serveDev(), "is not Seki's", "--data");
    assertEquals("beach", Files.readString(other));
    try (var entries = Files.list(data())) {
      assertEquals(1, entries.count());
    }
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused(
        1,
        HubProgram.run(HubProgram.HUB, "serve", "--dev", "--data", file.toString()),
        "is a file",
        "--data");
  }

  @Test
  void a_directory_that_cannot_be_written_is_named() throws Exception {
    // /proc takes no directory of anybody, not even of root
    assertRefused(
        1,
        HubProgram.run(HubProgram.HUB, "serve", "--dev", "--data", "/proc/seki"),
        "/proc/seki",
        "--data");
  }

  @Test
  void a_ledger_of_a_newer_version_is_not_touched() throws Exception {
    HubProgram.succeed(
        HubProgram.HUB,
        "import",
        "offices",
        "--example",
        "reference-city",
        "--data",
        data().toString());
    try (HubProcess hub = new HubProcess(data(), 0, 0)) {
      hub.terminate();
    }
    Path ledger = data().resolve("ledger.db");
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement change = db.createStatement()) {
      change.execute("PRAGMA user_version = 99");
    }
    byte[] before = Files.readAllBytes(ledger);
    assertRefused(1, serveDev("--mqtt-port", "0"), "ledger", "newer");
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(ledger)));
  }

  @Test
  void a_second_hub_on_the_same_data_is_told_of_the_first_which_goes_on() throws Exception {
    try (HubProcess first = new HubProcess(data(), 0, 0)) {
      assertRefused(
          1, serveDev("--mqtt-port", "0"), "another hub", Long.toString(first.pid()), "--data");
      assertEquals(200, first.web().request("GET", "/readyz", null).statusCode());
      first.terminate();
    }
  }

  @Test
  void nothing_runs_open() throws Exception {
    assertRefused(2, serve(), "--ca-passphrase-file", "--dev");
    assertFalse(Files.exists(data()), "nothing was made");
    assertRefused(2, serve("--dev", "--bind", "0.0.0.0"), "--dev", "loopback");
    assertFalse(Files.exists(data()), "nothing was made");
    assertRefused(2, serveDev("--broker", "tcp://127.0.0.1:1883"), "--broker", "mqtt://HOST:PORT");
  }

  @Test
  void a_roster_with_broken_lines_names_each_and_imports_nothing() throws Exception {
    HubProgram.succeed(
        HubProgram.HUB,
        "import",
        "offices",
        "--example",
        "reference-city",
        "--data",
        data().toString());
    Path roster =
        Files.writeString(
            folder.resolve("roster.csv"),
            """
            staff_id,name,department,zones,card
            1001,A,総務部,lgwan,felica:011603005B1BD402
            1001,B,総務部,lgwan,
            1003,C,総務部,moon,
            1004,D,総務部,lgwan,felica:XYZ
            """);
    Ran ran =
        HubProgram.run(
            HubProgram.HUB, "import", "roster", roster.toString(), "--data", data().toString());
    assertRefused(1, ran, "nothing was imported");
    for (String line : List.of("line 3", "line 4", "line 5")) {
      assertTrue(ran.err().contains(line), ran::err);
    }
    assertFalse(ran.err().contains("011603005B1BD402"), "a message shows no card");
  }
}
