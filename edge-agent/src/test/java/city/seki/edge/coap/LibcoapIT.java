package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Place;
import city.seki.config.rules.SeatView.State;
import city.seki.edge.presence.Reading;
import city.seki.edge.senml.SensorReport.Said;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server with libcoap's clients as sensors and labels, over DTLS by OpenSSL and by GnuTLS.
 * Those programs end with 0 whatever happens; so their output is looked at.
 */
@Timeout(180)
class LibcoapIT {
  private static final List<String> CLIENTS = List.of("coap-client-openssl", "coap-client-gnutls");
  private static final String KEY = "0123456789abcdef";
  private static final String LABEL_KEY = "fedcba9876543210";
  private static final Map<String, Peer> PEERS =
      Map.of(
          "room-1", Peer.of("room-1", KEY.getBytes(UTF_8), "room:R1"),
          "room-2", Peer.of("room-2", LABEL_KEY.getBytes(UTF_8), "room:R2"),
          "label-1", Peer.of("label-1", LABEL_KEY.getBytes(UTF_8), null));
  private static final String SENSOR = "/sensors/room-1";
  private static final Place.AtSeat SEAT = new Place.AtSeat("A-01");

  /** Without a time: only DTLS can tell that it was heard before. */
  private static final String PRESENCE = "[{\"n\":\"presence\",\"vb\":true}]";

  private static final List<Said> PRESENT =
      List.of(new Said(new Reading.Presence(true), Duration.ZERO));

  @TempDir Path folder;
  private final BlockingQueue<SensorPost> posts = new LinkedBlockingQueue<>();
  private final LabelBoard board = new LabelBoard();
  private UnitCoap coap;

  @BeforeEach
  void start() throws IOException {
    coap =
        UnitCoap.start(
            new UnitCoap.Listening(InetAddress.getLoopbackAddress(), 0, null),
            PEERS::get,
            new HandPace(),
            posts::add,
            board);
  }

  @AfterEach
  void stop() {
    coap.close();
  }

  private Process client(String program, int port, String path, String... arguments)
      throws IOException {
    Path file = Path.of("/usr/bin", program);
    String remedy = program + " is missing: apt-get install libcoap3-bin";
    if (!Files.isExecutable(file) && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(remedy);
    }
    Assumptions.assumeTrue(Files.isExecutable(file), remedy);
    List<String> command = new ArrayList<>(List.of(file.toString(), "-w"));
    command.addAll(List.of(arguments));
    command.add("coaps://127.0.0.1:" + port + path);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private String said(String program, String path, String... arguments) throws IOException {
    Process process = client(program, coap.port(), path, arguments);
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private String post(String program, String path, int format, byte[] body) throws IOException {
    Path file = Files.write(folder.resolve("body"), body);
    return said(
        program,
        path,
        "-B",
        "30",
        "-u",
        "room-1",
        "-k",
        KEY,
        "-m",
        "post",
        "-t",
        String.valueOf(format),
        "-b",
        "512",
        "-f",
        file.toString());
  }

  private String post(String program, String path, int format, String body) throws IOException {
    return post(program, path, format, body.getBytes(UTF_8));
  }

  private SensorPost arrived() throws InterruptedException {
    return Objects.requireNonNull(posts.poll(20, TimeUnit.SECONDS), "no post within 20 s");
  }

  private void awaitRefused(Cause cause, long least) {
    while (coap.counts().refused(cause) < least) {
      Thread.onSpinWait();
    }
  }

  @Test
  void json_and_cbor_arrive_from_both_clients() throws Exception {
    byte[] cbor = HexFormat.of().parseHex("81a2006870726573656e636504f5");
    for (String program : CLIENTS) {
      assertEquals("", post(program, SENSOR, 110, PRESENCE), program);
      assertEquals(PRESENT, arrived().report().readings(), program);
      assertEquals("", post(program, SENSOR, 112, cbor), program);
      SensorPost post = arrived();
      assertEquals(PRESENT, post.report().readings(), program);
      assertEquals("room-1", post.sensor());
      assertEquals("room:R1", post.place());
    }
    assertEquals(new CoapCounts(4, 0, Map.of()), refusedNothing(coap.counts()));
  }

  /** The last flight of a handshake may come twice on a slow machine. */
  private static CoapCounts refusedNothing(CoapCounts counts) {
    boolean recordsOnly = counts.refused().keySet().stream().allMatch(c -> c == Cause.RECORD);
    return recordsOnly ? new CoapCounts(counts.taken(), counts.repeated(), Map.of()) : counts;
  }

  @Test
  void a_body_of_3_000_bytes_arrives_in_blocks() throws Exception {
    for (String program : CLIENTS) {
      String padded = PRESENCE + " ".repeat(3_000 - PRESENCE.length());
      assertEquals("", post(program, SENSOR, 110, padded), program);
      assertEquals(PRESENT, arrived().report().readings(), program);
    }
  }

  @Test
  void what_is_refused_says_why_changes_nothing_and_is_counted() throws Exception {
    for (String program : CLIENTS) {
      String other = post(program, "/sensors/room-2", 110, PRESENCE);
      assertEquals("4.03 a sensor may post for itself only", other, program);
      String bad = post(program, SENSOR, 112, HexFormat.of().parseHex("81a2006870726573"));
      assertTrue(bad.startsWith("4.00 $ at byte"), bad);
      String format = post(program, SENSOR, 113, PRESENCE);
      assertTrue(format.startsWith("4.15 expected content format 110"), format);
      String large = post(program, SENSOR, 110, PRESENCE + " ".repeat(5_000));
      assertTrue(large.startsWith("4.13"), large);
    }
    for (Cause cause :
        new Cause[] {Cause.FORBIDDEN, Cause.BAD_SENML, Cause.FORMAT, Cause.TOO_LARGE}) {
      assertTrue(coap.counts().refused(cause) >= 2, cause.word());
    }
    assertEquals(0, coap.counts().taken());
    assertTrue(posts.isEmpty());
  }

  @Test
  void the_eleventh_post_of_a_moment_is_too_fast() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals("", post(CLIENTS.getFirst(), SENSOR, 110, PRESENCE));
    }
    assertEquals("4.29 one post a second", post(CLIENTS.getFirst(), SENSOR, 110, PRESENCE));
    assertEquals(10, posts.size());
    assertEquals(1, coap.counts().refused(Cause.TOO_FAST));
  }

  @Test
  void a_wrong_key_and_an_unknown_identity_get_nowhere() throws Exception {
    assertEquals("", post(CLIENTS.getFirst(), SENSOR, 110, PRESENCE)); // the server is warm now
    arrived();
    for (String program : CLIENTS) {
      long records = coap.counts().refused(Cause.RECORD);
      said(program, SENSOR, "-B", "3", "-u", "room-1", "-k", LABEL_KEY, "-m", "post", "-t", "110");
      awaitRefused(Cause.RECORD, records + 1);
      long unknown = coap.counts().refused(Cause.UNKNOWN_IDENTITY);
      said(program, SENSOR, "-B", "3", "-u", "nobody", "-k", KEY, "-m", "post", "-t", "110");
      awaitRefused(Cause.UNKNOWN_IDENTITY, unknown + 1);
    }
    awaitRefused(Cause.HANDSHAKE, 1);
    assertTrue(posts.isEmpty());
    assertEquals(1, coap.counts().taken());
  }

  @Test
  void datagrams_that_are_recorded_and_sent_again_tell_nothing_again() throws Exception {
    Path body = Files.writeString(folder.resolve("body"), PRESENCE);
    for (String program : CLIENTS) {
      long before = coap.counts().refused(Cause.RECORD);
      try (RecordingProxy proxy = new RecordingProxy(coap.port())) {
        Process sensor =
            client(
                program,
                proxy.port(),
                SENSOR,
                "-B",
                "30",
                "-u",
                "room-1",
                "-k",
                KEY,
                "-m",
                "post",
                "-t",
                "110",
                "-f",
                body.toString());
        assertEquals("", new String(sensor.getInputStream().readAllBytes(), UTF_8).strip());
        assertEquals(PRESENT, arrived().report().readings(), program);
        proxy.sendAllAgain();
        assertTrue(proxy.sentAgain() >= 2, program);
        awaitRefused(Cause.RECORD, before + proxy.sentAgain());
      }
    }
    assertTrue(posts.isEmpty());
    assertEquals(2, coap.counts().taken());
    assertEquals(0, coap.counts().repeated());
  }

  @Test
  void a_label_that_observes_is_told_of_the_change() throws Exception {
    for (String program : CLIENTS) {
      board.write(SEAT, State.FREE, null);
      String[] identity = {"-B", "30", "-u", "label-1", "-k", LABEL_KEY};
      assertTrue(said(program, "/seats/A-01", identity).contains("\"free\""), program);
      assertEquals(
          "</seats/A-01>;ct=\"50 0\";obs,</rooms/R1>;ct=\"50 0\";obs",
          said(program, "/.well-known/core", identity));
      Process label =
          client(
              program,
              coap.port(),
              "/seats/A-01",
              "-B",
              "30",
              "-u",
              "label-1",
              "-k",
              LABEL_KEY,
              "-s",
              "30");
      try (BufferedReader lines = label.inputReader(UTF_8)) {
        assertTrue(String.valueOf(lines.readLine()).contains("\"free\""), program);
        board.write(SEAT, State.CLAIMED, LabelBoard.CLOSING);
        assertTrue(String.valueOf(lines.readLine()).contains("\"claimed\""), program);
      } finally {
        label.destroy();
      }
    }
  }
}
