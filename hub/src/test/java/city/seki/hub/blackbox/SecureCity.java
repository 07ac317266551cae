package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.FreePort;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A test city as an operator sets it up on a server: a root, an issuing CA that it signed, and the
 * built hub as a process of its own, without {@code --dev}.
 */
final class SecureCity implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final Path data;
  private final Keys keys;
  private final int httpPort;
  private final int coapPort;
  private final int mqttPort;
  private final X509Certificate root;
  private final Web web;
  private Process hub;

  /**
   * Where the keys of its authorities are.
   *
   * @param provision what {@code seki-provision ca} is told of it
   * @param serve what {@code seki-hub serve} is told of it
   */
  record Keys(List<String> provision, List<String> serve, Map<String, String> environment) {
    static Keys inFiles(Path folder) throws IOException {
      Path file = secret(folder.resolve("passphrase"), "a passphrase of tests\n");
      return new Keys(
          List.of("--passphrase-file", file.toString()),
          List.of("--ca-passphrase-file", file.toString()),
          Map.of());
    }
  }

  /**
   * @param folder of its own
   * @param seats that one unit reads, {@code u1}
   */
  SecureCity(Path folder, int seats) throws IOException, InterruptedException {
    this(folder, seats, seats);
  }

  /**
   * @param perUnit how many of the seats one unit reads; the units are those of {@link
   *     TestCity#unit}
   */
  SecureCity(Path folder, int seats, int perUnit) throws IOException, InterruptedException {
    this(folder, seats, perUnit, Keys.inFiles(folder));
  }

  /**
   * The same with the keys of its authorities elsewhere.
   *
   * @param keys of root and issuing CA
   */
  SecureCity(Path folder, int seats, int perUnit, Keys keys)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.keys = keys;
    data = folder.resolve("data");
    TestCity.make(data, Instant.now(), seats, "pn532:hsu:/dev/%s", perUnit);
    root = authority();
    String token =
        lastLine(
            HubProgram.succeed(
                HubProgram.HUB,
                "token",
                "create",
                "--role",
                "admin",
                "--label",
                "test",
                "--expires",
                "1d",
                "--data",
                data.toString()));
    secret(folder.resolve("token"), token + "\n");
    coapPort = FreePort.take();
    httpPort = FreePort.take();
    mqttPort = FreePort.take();
    web =
        new Web(
            HttpClient.newBuilder()
                .sslContext(Tls.context(() -> null, PeerCheck.hub(root, InstantSource.system())))
                .connectTimeout(Duration.ofSeconds(5))
                .build(),
            "https://" + HOST + ":" + httpPort,
            token);
    hub = start();
  }

  private static String lastLine(String text) {
    return text.lines().toList().getLast().replaceFirst("^Token: ", "").strip();
  }

  static Path secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private X509Certificate authority() throws IOException, InterruptedException {
    Path rootFolder = folder.resolve("root");
    Path ca = data.resolve("keys/ca");
    provision("ca", "root", "--root", rootFolder.toString());
    provision("ca", "issuing", "request", "--data", data.toString());
    provision(
        "ca",
        "issuing",
        "sign",
        "--root",
        rootFolder.toString(),
        "--request",
        ca.resolve("issuing-ca.csr").toString(),
        "--out",
        ca.resolve("issuing-ca.pem").toString());
    byte[] der =
        Pem.read(Pem.CERTIFICATE, Files.readString(rootFolder.resolve("root-ca.pem"))).getFirst();
    return Certificates.read(der).orElseThrow();
  }

  private void provision(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(keys.provision());
    HubProgram.succeed(keys.environment(), HubProgram.PROVISION, all.toArray(String[]::new));
  }

  private Process start() throws IOException, InterruptedException {
    Path log = folder.resolve("hub.log");
    List<String> command =
        HubProgram.command(
            HubProgram.HUB,
            "serve",
            "--data",
            data.toString(),
            "--bind",
            HOST,
            "--host",
            HOST,
            "--http-port",
            String.valueOf(httpPort),
            "--mqtt-port",
            String.valueOf(mqttPort),
            "--coap-port",
            String.valueOf(coapPort));
    command.addAll(keys.serve());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(keys.environment());
    Process started = builder.start();
    try {
      Await.until("the hub serves", PATIENCE, () -> serves(started, log));
    } catch (AssertionError e) {
      started.destroyForcibly();
      throw e;
    }
    return started;
  }

  private static boolean serves(Process hub, Path log) throws IOException {
    assertTrue(hub.isAlive(), "the hub ended: " + Files.readString(log));
    try (BufferedReader lines = Files.newBufferedReader(log)) {
      return lines.lines().anyMatch(line -> line.startsWith("Seki serves "));
    }
  }

  /** The interface as the admin sees it, by somebody who knows the root and nothing else. */
  Web web() {
    return web;
  }

  /** A command of {@code seki-provision} that asks the hub, as an operator gives it. */
  private void operate(String... arguments) throws IOException, InterruptedException {
    HubProgram.Ran ran = tryTo(arguments);
    assertEquals(0, ran.code(), ran::err);
  }

  /** The same, whether it succeeds or not. */
  HubProgram.Ran tryTo(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--hub",
            "https://" + HOST + ":" + httpPort,
            "--token-file",
            folder.resolve("token").toString(),
            "--root",
            folder.resolve("root/root-ca.pem").toString()));
    return HubProgram.run(HubProgram.PROVISION, all.toArray(String[]::new));
  }

  /** The folder of a new unit as it lies on the boot partition: nothing but its claim. */
  Path claim(String unit) throws IOException, InterruptedException {
    return claims(List.of(unit)).resolve(unit);
  }

  /** One such folder for each of the units, in that folder. */
  Path claims(List<String> units) throws IOException, InterruptedException {
    Path claims = folder.resolve("claims");
    operate("batch", "--units", String.join(",", units), "--out", claims.toString());
    return claims;
  }

  /** A code as it stands on the installer's sheet. */
  String code(String unit) throws IOException, InterruptedException {
    Path sheet = folder.resolve("sheet");
    operate("batch", "--codes", "--units", unit, "--out", sheet.toString());
    String line =
        Files.readAllLines(sheet.resolve("codes.csv")).stream()
            .filter(each -> each.contains(unit + ","))
            .findFirst()
            .orElseThrow();
    return line.substring(line.indexOf(',') + 1).replace("\"", "").strip();
  }

  /** The unit was stolen. */
  void revoke(String unit) throws IOException, InterruptedException {
    operate("revoke", unit, "--reason", "stolen");
  }

  /** Somebody has compared the words of the only unit that waits. */
  boolean approvesWhoWaits() throws IOException, InterruptedException {
    JsonNode waiting = web.get("/api/v1/enrolment/requests");
    if (waiting.isEmpty()) {
      return false;
    }
    String key = waiting.get(0).path("key").asString();
    HttpResponse<String> answer =
        web.request("POST", "/api/v1/enrolment/requests/" + key + "/approve", null);
    return answer.statusCode() / 100 == 2;
  }

  /** {@code kill -9}: no farewell of any kind. */
  void kill() throws InterruptedException {
    hub.destroyForcibly();
    assertTrue(hub.waitFor(PATIENCE), "the hub survives kill -9");
  }

  /** A new hub on what the last one left. */
  void serveAgain() throws IOException, InterruptedException {
    hub = start();
  }

  /** SIGTERM, and it ends as told. */
  void terminate() throws InterruptedException {
    hub.destroy();
    assertTrue(hub.waitFor(PATIENCE), "the hub does not end");
  }

  Path data() {
    return data;
  }

  X509Certificate root() {
    return root;
  }

  int mqttPort() {
    return mqttPort;
  }

  int coapPort() {
    return coapPort;
  }

  int httpPort() {
    return httpPort;
  }

  String https() {
    return "https://" + HOST + ":" + httpPort;
  }

  /** What the hub has said. */
  String log() throws IOException {
    return Files.readString(folder.resolve("hub.log"));
  }

  @Override
  public void close() {
    hub.destroyForcibly();
  }
}
