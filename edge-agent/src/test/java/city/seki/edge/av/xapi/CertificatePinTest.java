package city.seki.edge.av.xapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.card.Pace;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device over TLS with a certificate that it signed itself, in another name, and expired. */
@Timeout(60)
class CertificatePinTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static HttpsServer server;
  private static String fingerprint;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(selfSigned(folder))) {
      keys.load(in, PASSWORD);
    }
    byte[] certificate = keys.getCertificate("device").getEncoded();
    fingerprint =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    byte[] document = Documents.vector("status_idle.xml");
    server.createContext(
        "/getxml",
        exchange -> {
          exchange.sendResponseHeaders(200, document.length);
          exchange.getResponseBody().write(document);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static Path selfSigned(Path folder) throws Exception {
    Path file = folder.resolve("device.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "device",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=codec",
                    "-startdate",
                    "2010/01/01",
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit",
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("keytool.log")));
    return file;
  }

  private static DeviceReport look(String fragment) throws InterruptedException {
    String address = "https://127.0.0.1:" + server.getAddress().getPort() + fragment;
    try (XapiDevice device = new XapiDevice(URI.create(address), "admin", "secret", Pace.real())) {
      return device.look();
    }
  }

  @Test
  void the_certificate_of_the_fingerprint_is_trusted() throws Exception {
    DeviceReport report = look("#sha256=" + fingerprint);
    assertEquals(DeviceState.STANDBY, report.state());
  }

  @Test
  void any_other_is_not_and_without_a_fingerprint_neither() throws Exception {
    String other =
        fingerprint.replace(fingerprint.charAt(0), fingerprint.charAt(0) == '0' ? '1' : '0');
    for (String fragment : List.of("#sha256=" + other, "")) {
      DeviceReport report = look(fragment);
      assertEquals(DeviceState.OFFLINE, report.state());
      assertEquals("tls", report.cause());
    }
  }
}
