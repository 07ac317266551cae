package city.seki.config.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator is told who asks at a wrong place. */
@Timeout(60)
class HubApiTest {
  private static HubApi api(int port) {
    try {
      return new HubApi(
          URI.create("https://127.0.0.1:" + port),
          "token",
          SSLContext.getDefault(),
          HubTrust.parameters());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String refusalAt(int port) {
    try (HubApi api = api(port)) {
      return String.valueOf(
          assertThrows(IOException.class, () -> api.list("/api/v1/enrolment/certificates"))
              .getMessage());
    }
  }

  @Test
  void a_hub_that_does_not_run_is_named_with_what_to_look_at() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String told = refusalAt(port);
    assertTrue(told.contains("127.0.0.1:" + port) && told.contains("--http-port"), told);
  }

  @Test
  void a_port_without_tls_is_named_with_what_to_look_at() throws Exception {
    Thread server;
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server = Thread.ofVirtual().start(() -> serve(plain));
      String told = refusalAt(plain.getLocalPort());
      assertTrue(told.contains("--root") && told.contains("--dev"), told);
    }
    server.join();
  }

  /** Whoever is cut off before the answer was understood may come again, as at a real server. */
  private static void serve(ServerSocket plain) {
    while (!plain.isClosed()) {
      try {
        Socket one = plain.accept();
        Thread.ofVirtual().start(() -> answer(one));
      } catch (SocketException e) {
        return; // the test is over
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void answer(Socket client) {
    try (Socket one = client) {
      one.getInputStream().read(new byte[1024]);
      one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      one.getOutputStream().flush();
      one.shutdownOutput();
      while (one.getInputStream().read() >= 0) {
        // until the client has had enough
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
