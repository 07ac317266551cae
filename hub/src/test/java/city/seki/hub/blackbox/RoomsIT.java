package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.av.emulated.EmulatedPjlink;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.hub.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The built hub and the built unit with a radar behind a real terminal, a projector behind a real
 * socket, and a foreign CoAP client as a sensor of the network: what happens to them is what the
 * API says.
 */
@Timeout(300)
class RoomsIT {
  private static final String SOCAT = "/usr/bin/socat";
  private static final String COAP = "/usr/bin/coap-client-openssl";
  private static final String KEY = "a key of sixteen bytes or more";
  private static final int BAUD = 256_000;

  /** A room that was used is vacant after a minute of nobody at the earliest. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final EmulatedLd2410 radar = new EmulatedLd2410();

  @Test
  void what_happens_to_a_room_is_what_the_api_says() throws Exception {
    Mosquitto.require(SOCAT, "socat");
    Mosquitto.require(COAP, "libcoap3-bin");
    Path data = folder.resolve("data");
    Path host = folder.resolve("radar");
    Path module = folder.resolve("module");
    int mqtt = FreePort.take();
    int coap = FreePort.take();
    try (EmulatedPjlink projector = new EmulatedPjlink(0, 1, "secret", new Random(1))) {
      projector.power(0);
      city(data, host, projector.port());
      TestCity.provision(data, folder.resolve("units"), "127.0.0.1", mqtt);
      Path secrets = Files.createDirectories(folder.resolve("units/u1/secrets"));
      secret(secrets.resolve("projector"), "secret");
      secret(secrets.resolve("desk"), KEY);
      Process terminals =
          new ProcessBuilder(SOCAT, "pty,raw,echo=0,link=" + host, "pty,raw,echo=0,link=" + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (HubProcess hub = new HubProcess(data, 0, mqtt)) {
        Await.until("the terminals are there", () -> Files.exists(host) && Files.exists(module));
        TtyLine line = TtyLine.open(module.toString(), BAUD);
        Thread served = Thread.ofPlatform().daemon().start(() -> radar.serve(line, Pace.real()));
        Process agent = agent(coap);
        try {
          live(hub.web(), projector, coap);
          assertTrue(agent.isAlive(), this::log);
        } finally {
          agent.destroyForcibly();
          served.interrupt();
        }
      } finally {
        terminals.destroyForcibly();
      }
    }
  }

  private void live(Web web, EmulatedPjlink projector, int coap) throws Exception {
    await(web, "big", "the projector sleeps", room -> device(room).equals("standby"));
    radar.sense(true);
    projector.power(1);
    await(web, "big", "somebody is there", room -> state(room).equals("occupied"));
    await(web, "big", "the projector is on", room -> device(room).equals("presenting"));

    radar.sense(false);
    projector.unplug();
    post(coap, "not the key of that sensor", "desk");
    assertEquals("unknown", state(room(web, "small")), "a wrong key changed something");
    post(coap, KEY, "desk");
    Await.until(
        "facilities see that a wrong key was refused",
        LONGEST,
        () -> refused(web).contains("handshake"));
    await(web, "small", "the network sensor says so", room -> state(room).equals("occupied"));
    await(web, "big", "the cable is pulled", room -> device(room).equals("offline"));
    projector.plugIn();
    await(web, "big", "nobody is there any more", room -> state(room).equals("vacant"));
    await(web, "big", "the cable is back", room -> device(room).equals("presenting"));

    radar.suffer(EmulatedLd2410.Trouble.SILENT);
    await(
        web,
        "big",
        "a radar that died is no empty room",
        room -> state(room).equals("unknown") && fault(room).equals("dead"));
    radar.heal();
    await(web, "big", "it is back", room -> state(room).equals("vacant"));
  }

  /** libcoap posts SenML over DTLS; its exit code says nothing. */
  private void post(int port, String key, String name) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(COAP, "-B", "10", "-m", "post", "-t", "110", "-u", name, "-k", key));
    command.add("-e");
    command.add("[{\"n\":\"presence\",\"vb\":true}]");
    command.add("coaps://127.0.0.1:" + port + "/sensors/" + name);
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(client.getInputStream().readAllBytes(), UTF_8);
    client.waitFor();
    System.out.println("coap-client: " + said.strip());
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds(JsonNode room);
  }

  private void await(Web web, String room, String what, Condition condition) throws Exception {
    Await.until(what, LONGEST, () -> condition.holds(room(web, room)));
  }

  private static String refused(Web web) throws IOException, InterruptedException {
    return web.get("/api/v1/units").get(0).path("health").path("coap").path("refused").toString();
  }

  private static JsonNode room(Web web, String id) throws IOException, InterruptedException {
    for (JsonNode room : web.get("/api/v1/offices/open/rooms")) {
      if (room.get("room").asString().equals(id)) {
        return room;
      }
    }
    throw new AssertionError("there is no room " + id);
  }

  private static String state(JsonNode room) {
    return room.get("state").asString();
  }

  private static String fault(JsonNode room) {
    return room.get("sensors").get(0).get("fault").asString("");
  }

  private static String device(JsonNode room) {
    return room.get("devices").get(0).get("state").asString();
  }

  private static void secret(Path file, String text) throws IOException {
    Files.writeString(file, text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Process agent(int coap) throws IOException {
    List<String> command =
        HubProgram.command(
            HubProgram.EDGE,
            "run",
            "--identity",
            folder.resolve("units/u1").toString(),
            "--data",
            folder.resolve("journal").toString(),
            "--coap-port",
            String.valueOf(coap));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("agent.log").toFile())
        .start();
  }

  private String log() {
    try {
      return "the agent ended: " + Files.readString(folder.resolve("agent.log"));
    } catch (IOException e) {
      return "the agent ended, and its log cannot be read: " + e.getMessage();
    }
  }

  private void city(Path data, Path radar, int projector) throws Exception {
    Path file = folder.resolve("city.yaml");
    Files.writeString(
        file,
        """
        name: {ja: 試験市, en: Test City}
        time_zone: %s
        zones: [lgwan]
        offices:
          - id: open
            name: {ja: 事務所, en: Office}
            hours: {mon: H, tue: H, wed: H, thu: H, fri: H, sat: H, sun: H}
            open_on_holidays: true
            rows: [{prefix: A, zone: lgwan, seats: 1, y: 0}]
            rooms:
              - {id: big, name: {ja: 大会議室, en: Large room}}
              - {id: small, name: {ja: 小会議室, en: Small room}}
        units:
          - id: u1
            office: open
            readers: [{name: "seat:A-01", device: "pcsc:none"}]
            sensors:
              - {place: "room:big", device: "ld2410:%s"}
              - {place: "room:small", device: "coap:desk"}
            devices:
              - {id: projector, room: big, name: {ja: 映写機, en: Projector}, address: "pjlink://127.0.0.1:%d"}
        """
            .formatted(TestCity.zone(Instant.now()).getId(), radar, projector)
            .replace(" H", " \"00:00-23:59\""));
    HubProgram.succeed(
        HubProgram.HUB, "import", "offices", file.toString(), "--data", data.toString());
  }
}
