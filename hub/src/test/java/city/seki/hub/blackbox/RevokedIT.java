package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A unit that does nothing by itself, connected to the built hub in every way in which units are:
 * when an operator revokes it, the broker cuts its connection, and what it asks on the connections
 * that it has, by HTTPS and CoAPs, is refused. How long that takes is printed, and bounded by
 * nothing but patience.
 */
@Timeout(300)
class RevokedIT {
  private static final int PATIENCE_SECONDS = 60;
  private static final int CONNACK = 0x20;

  @TempDir private Path folder;

  @Test
  void a_revoked_unit_is_cut_off_at_once_wherever_it_is_connected() throws Exception {
    try (SecureCity city = new SecureCity(folder, 1)) {
      Newcomer unit =
          Newcomer.of("u1", city.claims(List.of("u1", "u2")).resolve("u1"), new SecureRandom());
      assertInstanceOf(EstAnswer.Certificates.class, unit.ask("https"));
      SSLContext tls =
          Tls.context(unit::identity, PeerCheck.hub(city.root(), InstantSource.system()));
      try (SSLSocket mqtt = connect(tls, city.mqttPort());
          SSLSocket https = connect(tls, city.httpPort());
          EstClient coaps = unit.asUnit("coaps")) {
        sayConnect(mqtt, "u1");
        assertEquals(200, askForStart(https));
        assertInstanceOf(EstAnswer.StartDocument.class, coaps.startDocument());
        CompletableFuture<Long> cut = awaitCut(mqtt);
        assertTrue(!cut.isDone(), "it is connected");

        long asked = System.nanoTime();
        city.revoke("u1");
        long answered = System.nanoTime();
        long cutAt = cut.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(403, askForStart(https), "on the same connection");
        assertInstanceOf(EstAnswer.Not.class, coaps.startDocument(), "on the same connection");
        long all = System.nanoTime();
        System.out.printf(
            "revoked: the broker cut %d ms after the command was given, %d ms before it had ended;"
                + " HTTPS and CoAPs had refused %d ms after that%n",
            millis(cutAt - asked), millis(answered - cutAt), millis(all - answered));
      }
      try (EstClient again = unit.asUnit("https")) {
        assertInstanceOf(EstAnswer.Not.class, again.startDocument(), "on a new connection");
      }
      List<String> listed = city.tryTo("list").out().lines().toList();
      assertEquals(2, listed.size(), listed.toString());
      assertTrue(listed.getFirst().matches("u1\t.*\tshut out: .*"), listed.toString());
      assertTrue(listed.getLast().matches("u2\t.*\topen claim: .*"), listed.toString());
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static SSLSocket connect(SSLContext tls, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
    socket.startHandshake();
    return socket;
  }

  /** CONNECT of MQTT 5: clean start, keep alive of a minute, no properties. */
  private static void sayConnect(SSLSocket socket, String client) throws IOException {
    byte[] id = client.getBytes(UTF_8);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(new byte[] {0x10, (byte) (13 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 5});
    packet.writeBytes(new byte[] {0x02, 0, 60, 0, 0, (byte) id.length});
    packet.writeBytes(id);
    socket.getOutputStream().write(packet.toByteArray());
    assertEquals(CONNACK, socket.getInputStream().read());
    byte[] rest = socket.getInputStream().readNBytes(socket.getInputStream().read());
    assertEquals(0, rest[1], "the reason code of CONNACK");
  }

  /** When the hub ended it. */
  private static CompletableFuture<Long> awaitCut(SSLSocket socket) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {} // a farewell may come first
          } catch (IOException e) {
            return System.nanoTime(); // cut without one
          }
          return System.nanoTime();
        });
  }

  /** GET /unit on a connection that stays; the status. */
  private static int askForStart(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /unit HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(ISO_8859_1));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, () -> "the connection ended after: " + head);
      head.append((char) next);
    }
    String length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .findFirst()
            .orElse("x:0");
    in.readNBytes(Integer.parseInt(length.substring(length.indexOf(':') + 1).strip()));
    return Integer.parseInt(head.substring(9, 12));
  }
}
