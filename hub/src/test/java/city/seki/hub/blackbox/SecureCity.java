package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ClaimFile;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A test city as an operator sets it up on a server: a root, an issuing CA that it signed, and the
 * built hub as a process of its own, without {@code --dev}.
 */
final class SecureCity implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String HOST = "127.0.0.1";

  final Path folder;
  final Path data;
  final int coapPort;
  final int httpPort;
  private final X509Certificate root;
  private final Web web;
  private final Process hub;

  /**
   * @param folder of its own
   * @param seats that one unit reads, {@code u1}
   */
  SecureCity(Path folder, int seats) throws IOException, InterruptedException {
    this.folder = folder;
    data = folder.resolve("data");
    TestCity.make(data, Instant.now(), seats, "pn532:hsu:/dev/%s");
    Path passphrase = secret("passphrase", "a passphrase of tests\n");
    root = authority(passphrase);
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
    coapPort = TestCity.freePort();
    httpPort = TestCity.freePort();
    web =
        new Web(
            HttpClient.newBuilder()
                .sslContext(Tls.context(() -> null, PeerCheck.hub(root, InstantSource.system())))
                .connectTimeout(Duration.ofSeconds(5))
                .build(),
            "https://" + HOST + ":" + httpPort,
            token);
    hub = start(passphrase);
  }

  private static String lastLine(String text) {
    return text.lines().toList().getLast().replaceFirst("^Token: ", "").strip();
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private X509Certificate authority(Path passphrase) throws IOException, InterruptedException {
    Path rootFolder = folder.resolve("root");
    Path ca = data.resolve("keys/ca");
    String[] byFile = {"--passphrase-file", passphrase.toString()};
    provision(byFile, "ca", "root", "--root", rootFolder.toString());
    provision(byFile, "ca", "issuing", "request", "--data", data.toString());
    provision(
        byFile,
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

  private static void provision(String[] byFile, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(byFile));
    HubProgram.succeed(HubProgram.PROVISION, all.toArray(String[]::new));
  }

  private Process start(Path passphrase) throws IOException, InterruptedException {
    Path log = folder.resolve("hub.log");
    Process started =
        new ProcessBuilder(
                HubProgram.command(
                    HubProgram.HUB,
                    "serve",
                    "--data",
                    data.toString(),
                    "--ca-passphrase-file",
                    passphrase.toString(),
                    "--bind",
                    HOST,
                    "--host",
                    HOST,
                    "--http-port",
                    String.valueOf(httpPort),
                    "--mqtt-port",
                    String.valueOf(TestCity.freePort()),
                    "--coap-port",
                    String.valueOf(coapPort)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
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

  /**
   * The folder in which the identity of a new unit begins: nothing but its claim.
   *
   * @param est where it is to ask
   */
  Path claim(String unit, URI est) throws IOException, InterruptedException {
    KeyPair pair = P256.generate(new SecureRandom());
    JsonNode made =
        web.expect(
            200,
            "POST",
            "/api/v1/enrolment/claims",
            """
            {"batch":"b-%s","days":1,"approval":"by-batch","keys":[{"unit":"%s","key":"%s"}]}"""
                .formatted(
                    est.getScheme(),
                    unit,
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())));
    Path identity = Files.createDirectories(folder.resolve("identity-" + est.getScheme()));
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rwx------"));
    Path file =
        Files.writeString(
            identity.resolve("claim.yaml"),
            ClaimFile.write(
                new ClaimFile.Loaded(
                    unit,
                    List.of(est),
                    new ClaimFile.OfCertificate(
                        made.path("root").asString(),
                        made.path("claims").get(0).path("certificate").asString(),
                        Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded())),
                    List.of())));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return identity;
  }

  URI coaps() {
    return URI.create("coaps://" + HOST + ":" + coapPort);
  }

  URI https() {
    return URI.create("https://" + HOST + ":" + httpPort);
  }

  @Override
  public void close() {
    hub.destroyForcibly();
  }
}
