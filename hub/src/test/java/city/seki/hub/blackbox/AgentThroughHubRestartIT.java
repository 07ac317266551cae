package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.hub.FreePort;
import city.seki.hub.blackbox.HubProgram.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The built agent with an identity of {@code seki-provision batch}, an emulated PN532 behind a real
 * terminal, and a hub that is killed and comes back: nobody helps, and every tap arrives once.
 */
@Timeout(180)
class AgentThroughHubRestartIT {
  private static final String SOCAT = "/usr/bin/socat";
  private static final int BAUD = 115_200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final EmulatedPn532 chip = new EmulatedPn532();

  @Test
  void taps_before_during_and_after_a_restart_arrive_once() throws Exception {
    Mosquitto.require(SOCAT, "socat");
    Path data = folder.resolve("data");
    Path host = folder.resolve("reader");
    Path device = folder.resolve("chip");
    int port = FreePort.take();
    TestCity.make(data, Instant.now(), 1, "pn532:hsu:" + host);
    HubProgram.succeed(
        HubProgram.PROVISION,
        "batch",
        "--dev",
        "--data",
        data.toString(),
        "--out",
        folder.resolve("units").toString(),
        "--hub",
        "mqtt://127.0.0.1:" + port);
    Process terminals =
        new ProcessBuilder(SOCAT, "pty,raw,echo=0,link=" + host, "pty,raw,echo=0,link=" + device)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Await.until("the terminals are there", () -> Files.exists(host) && Files.exists(device));
      TtyLine line = TtyLine.open(device.toString(), BAUD);
      var _ = Thread.ofPlatform().daemon().start(() -> Pn532Wires.serve(chip, line));
      Process agent = agent();
      try {
        restart(data, port, agent);
      } finally {
        agent.destroyForcibly();
      }
    } finally {
      terminals.destroyForcibly();
    }
  }

  private Process agent() throws IOException {
    List<String> command =
        HubProgram.command(
            HubProgram.EDGE,
            "run",
            "--identity",
            folder.resolve("units").resolve("u1").toString(),
            "--data",
            folder.resolve("journal").toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("agent.log").toFile())
        .start();
  }

  private void restart(Path data, int port, Process agent) throws Exception {
    List<String> taps = new ArrayList<>();
    try (HubProcess hub = new HubProcess(data, 0, port)) {
      awaitState(hub.web(), "free");
      tap(1);
      awaitState(hub.web(), "claimed");
      // The page may know before the unit does; a kill in between would leave this tap owed.
      Await.until("the first tap is answered", () -> owed() == 0);
      hub.kill();
    }
    // Somebody else while nobody can be asked; the agent writes it down.
    tap(2);
    Await.until("the tap is in the journal", () -> owed() == 1);
    try (HubProcess hub = new HubProcess(data, 0, port)) {
      Await.until("the tap has arrived", () -> outcomes(data).size() == 2);
      awaitState(hub.web(), "claimed");
      tap(3);
      Await.until("the tap after it too", () -> outcomes(data).size() == 3);
      taps.addAll(outcomes(data));
      hub.terminate();
    }
    assertEquals(List.of("1 granted null", "2 denied seat-taken", "3 denied seat-taken"), taps);
    assertTrue(agent.isAlive(), () -> "the agent ended: " + log());
    agent.destroy();
    assertTrue(agent.waitFor(Duration.ofSeconds(20)), () -> "the agent does not end: " + log());
    assertEquals(0, agent.exitValue(), this::log);
    assertEquals(0, owed());
  }

  private void tap(int person) {
    chip.liftAll();
    chip.lay(EmulatedCard.felica(TestCity.card(person).substring("felica:".length())));
  }

  /** What the unit still owes, which can be asked while it runs. */
  private int owed() throws IOException, InterruptedException {
    Ran ran =
        HubProgram.run(
            HubProgram.EDGE, "queue", "--json", "--data", folder.resolve("journal").toString());
    assertEquals(0, ran.code(), ran::err);
    return JSON.readTree(ran.out()).get("owes").asInt();
  }

  private static void awaitState(Web web, String state) throws IOException, InterruptedException {
    Await.until(
        "the seat is " + state,
        () -> {
          JsonNode seat = web.seat("open", "A-01");
          return seat.get("state").asString().equals(state);
        });
  }

  /** Every tap in the ledger: number, outcome, reason. */
  private static List<String> outcomes(Path data) throws IOException {
    List<String> outcomes = new ArrayList<>();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
        Statement query = db.createStatement();
        ResultSet rows =
            query.executeQuery(
                "SELECT CAST(body AS TEXT) ->> 'seq', CAST(body AS TEXT) ->> 'outcome', CAST(body AS TEXT) ->> 'reason' FROM event WHERE kind"
                    + " = 'tapped' ORDER BY id")) {
      while (rows.next()) {
        outcomes.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
      return outcomes;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("agent.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
