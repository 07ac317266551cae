package city.seki.edge.kiosk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page's server, by plain sockets: what a browser would not send is sent, too. */
@Timeout(60)
class KioskServerTest {
  @SuppressWarnings("NullAway.Init")
  private KioskServer server;

  @BeforeEach
  void start() throws IOException {
    server = KioskServer.start(0, Thread.ofVirtual().factory());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
  }

  private static void send(Socket socket, String... lines) throws IOException {
    socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));
  }

  private String answer(String... lines) throws IOException {
    try (Socket socket = connect()) {
      send(socket, lines);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String get(String path, String host) throws IOException {
    return answer("GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close");
  }

  private String own() {
    return "127.0.0.1:" + server.port();
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(
        answer.startsWith("HTTP/1.1 " + status + " "), answer.lines().findFirst().orElse(""));
  }

  @Test
  void the_page_and_its_parts_are_given_to_a_browser_at_this_machine() throws IOException {
    assertTrue(get("/", own()).contains("<html lang=\"ja\">"));
    assertTrue(get("/", "localhost:" + server.port()).contains("<html lang=\"ja\">"));
    assertTrue(get("/kiosk.js", own()).contains("EventSource"));
    assertTrue(get("/kiosk.css", own()).contains("prefers-reduced-motion"));
  }

  @Test
  void a_name_of_the_network_reaches_nothing() throws IOException {
    for (String host :
        List.of("evil.example", "evil.example:" + server.port(), "127.0.0.1", "127.0.0.1:1", "")) {
      assertStatus(421, get("/", host));
      assertStatus(421, get("/events", host));
    }
    assertStatus(
        421, answer("GET / HTTP/1.1", "Host: " + own(), "Host: evil.example", "Connection: close"));
  }

  @Test
  void nothing_else_is_there_and_nothing_is_taken_in() throws IOException {
    assertStatus(404, get("/../../../etc/passwd", own()));
    assertStatus(404, get("/kiosk.html", own()));
    assertStatus(
        405, answer("POST / HTTP/1.1", "Host: " + own(), "Content-Length: 0", "Connection: close"));
    assertStatus(405, answer("DELETE /events HTTP/1.1", "Host: " + own(), "Connection: close"));
  }

  @Test
  void every_answer_forbids_what_the_page_does_not_need() throws IOException {
    for (String answer : List.of(get("/", own()), get("/no", own()), get("/", "evil"))) {
      String head = answer.toLowerCase(Locale.ROOT);
      assertTrue(head.contains("content-security-policy: default-src 'none';"), head);
      assertTrue(head.contains("frame-ancestors 'none'"), head);
      assertTrue(head.contains("x-content-type-options: nosniff"), head);
      assertTrue(head.contains("cross-origin-resource-policy: same-origin"), head);
      assertTrue(head.contains("cache-control: no-store"), head);
    }
  }

  @Test
  void nobody_outside_this_machine_finds_it() throws IOException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress address : others) {
      assertThrows(
          ConnectException.class,
          () -> new Socket(address, server.port()).close(),
          address::toString);
    }
  }

  private static String event(BufferedReader lines) throws IOException {
    String line;
    do {
      line = lines.readLine();
    } while (line != null && !line.startsWith("data: "));
    return String.valueOf(line);
  }

  @Test
  void a_stream_begins_with_what_is_shown_and_tells_what_is_shown_next() throws IOException {
    server.show("{\"n\":1}".getBytes(UTF_8));
    try (Socket socket = connect();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      send(socket, "GET /events HTTP/1.1", "Host: " + own());
      assertEquals("data: {\"n\":1}", event(lines));
      server.show("{\"n\":2}".getBytes(UTF_8));
      assertEquals("data: {\"n\":2}", event(lines));
      server.close();
      assertEquals("null", event(lines));
    }
  }

  @Test
  void pages_that_were_left_open_do_not_pile_up() throws IOException {
    server.show("{}".getBytes(UTF_8));
    Socket[] open = new Socket[8];
    for (int i = 0; i < open.length; i++) {
      open[i] = connect();
      send(open[i], "GET /events HTTP/1.1", "Host: " + own());
      assertEquals('H', open[i].getInputStream().read());
    }
    assertStatus(503, get("/", own()));
    for (Socket socket : open) {
      socket.close();
    }
    String answer;
    do {
      server.show("{}".getBytes(UTF_8)); // whoever is gone is noticed when something is said
      answer = get("/", own());
    } while (answer.startsWith("HTTP/1.1 503"));
    assertStatus(200, answer);
  }

  /** A unit that gets another configuration begins anew in the same process. */
  @Test
  void its_port_is_free_again_at_once_also_when_a_page_was_open() throws IOException {
    server.show("{}".getBytes(UTF_8));
    try (Socket page = connect()) {
      send(page, "GET /events HTTP/1.1", "Host: " + own());
      assertEquals('H', page.getInputStream().read());
      int port = server.port();
      server.close();
      server = KioskServer.start(port, Thread.ofVirtual().factory());
      assertStatus(200, get("/", own()));
    }
  }

  @Test
  void a_port_that_somebody_has_is_told() {
    assertThrows(
        IOException.class,
        () -> KioskServer.start(server.port(), Thread.ofVirtual().factory()).close());
  }
}
