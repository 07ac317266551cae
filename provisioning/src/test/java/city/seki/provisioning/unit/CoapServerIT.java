package city.seki.provisioning.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TestCity;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unit's client against a server that is not ours: libcoap's, which keeps what is put there, so
 * that it can hold the authorities' certificates as an EST server would answer them.
 */
@Timeout(180)
class CoapServerIT {
  private static final String HOST = "127.0.0.1";

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private TestCity city;
  private int port;

  @BeforeEach
  void start() throws Exception {
    // openssl knows no other clock than the machine's
    city = TestCity.make(folder, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Files.writeString(folder.resolve("root.pem"), Pem.write(List.of(city.root())));
    Files.writeString(folder.resolve("both.pem"), Pem.write(city.issuing().chain()));
    write("hub", city.hub());
    write("unit", city.unit("kanda-01"));
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.ofLiteral(HOST))) {
      port = free.getLocalPort();
    }
    Process server =
        run(
            "coap-server-openssl",
            "-A",
            HOST,
            "-p",
            String.valueOf(port - 1), // DTLS is at the next one
            "-d",
            "10",
            "-c",
            "hub.pem",
            "-j",
            "hub.key",
            "-C",
            "both.pem",
            "-R",
            "both.pem");
    while (!listens()) {
      assertTrue(server.isAlive(), "the server ended before it listened");
      Thread.onSpinWait();
    }
  }

  /** Whether somebody has the DTLS port: asked of the kernel, since a try to bind could win it. */
  private boolean listens() throws IOException {
    String local = String.format(":%04X 00000000:0000 ", port);
    try (Stream<String> sockets = Files.lines(Path.of("/proc/net/udp"))) {
      return sockets.anyMatch(line -> line.contains(local));
    }
  }

  private void write(String name, TlsIdentity identity) throws IOException {
    Files.writeString(folder.resolve(name + ".pem"), Pem.write(identity.chain()));
    Files.writeString(
        folder.resolve(name + ".key"), Pem.write("PRIVATE KEY", identity.key().getEncoded()));
  }

  private Process run(String program, String... arguments) throws IOException {
    Path file = Path.of("/usr/bin", program);
    String remedy = program + " is missing: apt-get install libcoap3-bin";
    if (!Files.isExecutable(file) && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(remedy);
    }
    Assumptions.assumeTrue(Files.isExecutable(file), remedy);
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + "-" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  private String put(String path, int format, byte[] body) throws Exception {
    Files.write(folder.resolve("body"), body);
    Process client =
        run(
            "coap-client-openssl",
            "-B",
            "30",
            "-m",
            "put",
            "-t",
            String.valueOf(format),
            "-f",
            "body",
            "-c",
            "unit.pem",
            "-j",
            "unit.key",
            "-C",
            "both.pem",
            "coaps://" + HOST + ":" + port + path);
    client.waitFor();
    return Files.readString(folder.resolve("coap-client-openssl-" + (started.size() - 1)), UTF_8);
  }

  @Test
  void certificates_are_got_from_a_foreign_server_in_blocks() throws Exception {
    List<X509Certificate> certificates = new ArrayList<>(city.issuing().chain());
    certificates.addAll(city.hub().chain());
    byte[] der = CertsOnly.write(certificates);
    assertTrue(der.length > 1_024, "they fill more than one block");
    assertEquals("", put("/.well-known/est/crts", 281, der));
    URI server = URI.create("coaps://" + HOST + ":" + port);
    try (EstClient unit =
        CoapEst.open(server, city.unit("kanda-01"), PeerCheck.hub(city.root(), () -> city.now()))) {
      assertEquals(new EstAnswer.Certificates(certificates), unit.caCertificates());
      assertEquals(new EstAnswer.Refused("coap-4.04"), unit.startDocument());
    }
  }

  @Test
  void a_unit_of_another_city_gets_nothing_there() throws Exception {
    TestCity other = TestCity.make(folder.resolve("other"), city.now());
    URI server = URI.create("coaps://" + HOST + ":" + port);
    try (EstClient unit =
        CoapEst.open(
            server, other.unit("kanda-01"), PeerCheck.hub(city.root(), () -> city.now()))) {
      assertInstanceOf(EstAnswer.Distrusted.class, unit.caCertificates());
    }
  }
}
