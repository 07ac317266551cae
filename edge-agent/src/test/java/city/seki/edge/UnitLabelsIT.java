package city.seki.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Place;
import city.seki.config.model.SensorWiring;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.av.Secret;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.light.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole unit with libcoap's client as the label of its seat, the sign at a door and a sensor of
 * that room, over DTLS. The client ends with 0 whatever happens; so its output is looked at.
 */
@Timeout(180)
class UnitLabelsIT {
  private static final Path CLIENT = Path.of("/usr/bin/coap-client-openssl");
  private static final String KEY = "0123456789abcdef";
  private static final String SIGN_KEY = "fedcba9876543210";
  private static final String SENSOR_KEY = "00112233445566ff";
  private static final String HEX = "66656463626139383736353433323130";

  @TempDir private Path folder;
  private final OneSeat seat = new OneSeat();
  private final Deque<AutoCloseable> ends = new ArrayDeque<>(List.of(seat));

  @SuppressWarnings("NullAway.Init")
  private Mosquitto broker;

  @SuppressWarnings("NullAway.Init")
  private UnitRuntime unit;

  @BeforeEach
  void start() throws Exception {
    String remedy = CLIENT + " is missing: apt-get install libcoap3-bin";
    if (!Files.isExecutable(CLIENT) && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(remedy);
    }
    Assumptions.assumeTrue(Files.isExecutable(CLIENT), remedy);
    broker = new Mosquitto(folder);
    ends.push(broker);
    ScriptedHub hub = new ScriptedHub(broker.port());
    ends.push(hub);
    HubSigner signer =
        HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    seat.hubKey = signer.key();
    hub.retain(Channel.SNAPSHOT_PEOPLE, SignedDocument.sign(OneSeat.people().toJson(), signer));
    hub.retain(Channel.SNAPSHOT, SignedDocument.sign(OneSeat.snapshot().toJson(), signer));
    unit =
        seat.start(
            folder,
            broker.port(),
            List.of(new SensorWiring(new Place.InRoom("vc-1"), "coap:desk")),
            Map.of("desk", new Secret(null, SENSOR_KEY)),
            Map.of(
                "a01", new Secret(null, KEY),
                "door", new Secret("hex", HEX),
                "desk", new Secret(null, SIGN_KEY))); // the sensor has that name already
    ends.push(unit);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable end : ends) {
      end.close();
    }
  }

  private Process client(String identity, String key, String path, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(CLIENT.toString(), "-w", "-u", identity, "-k", key));
    command.addAll(List.of(arguments));
    command.add("coaps://127.0.0.1:" + unit.coapPort() + path);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private String said(String identity, String key, String path, String... arguments)
      throws IOException {
    Process process = client(identity, key, path, arguments);
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  /** What the seat's label shows once the hub has told of the office. */
  private String seatOnceKnown(String... arguments) throws IOException {
    String said;
    do {
      said = said("a01", KEY, "/seats/A-01", arguments);
      assertTrue(said.isEmpty() || said.startsWith("5.03") || said.contains("free"), said);
    } while (!said.contains("free"));
    return said;
  }

  private static void awaitLine(BufferedReader lines, String part) throws IOException {
    String line;
    do {
      line = String.valueOf(lines.readLine());
      assertFalse(line.equals("null"), "the label was never told: " + part);
    } while (!line.contains(part));
  }

  @Test
  void a_label_reads_its_seat_and_is_told_when_a_card_takes_it() throws Exception {
    String json = seatOnceKnown("-B", "30");
    assertTrue(json.startsWith("{\"v\":1,\"office\":\"office\",\"seat\":\"A-01\""), json);
    assertEquals("free\n-\n空き\nFree", seatOnceKnown("-A", "0", "-B", "30"));
    Process label = client("a01", KEY, "/seats/A-01", "-s", "60", "-B", "60");
    try (BufferedReader lines = label.inputReader(UTF_8)) {
      awaitLine(lines, "\"free\"");
      seat.chip.lay(EmulatedCard.felica(OneSeat.IDM));
      awaitLine(lines, "\"state\":\"claimed\"");
    } finally {
      label.destroy();
    }
    assertTrue(said("a01", KEY, "/seats/A-01", "-A", "0").startsWith("claimed\n23:59\n"));
  }

  @Test
  void a_label_goes_on_while_the_hub_is_away() throws Exception {
    var _ = seatOnceKnown("-B", "30");
    Process label = client("a01", KEY, "/seats/A-01", "-s", "60", "-B", "60");
    try (BufferedReader lines = label.inputReader(UTF_8)) {
      awaitLine(lines, "\"free\"");
      broker.kill();
      seat.chip.lay(EmulatedCard.felica(OneSeat.IDM));
      awaitLine(lines, "\"state\":\"claimed\"");
      seat.await(Signal.GREEN);
    } finally {
      label.destroy();
    }
  }

  @Test
  void a_sign_at_the_door_is_told_when_the_room_is_used_and_by_how_many() throws Exception {
    Process sign = client("door", SIGN_KEY, "/rooms/vc-1", "-s", "60", "-B", "60");
    try (BufferedReader lines = sign.inputReader(UTF_8)) {
      awaitLine(lines, "\"state\":\"unknown\"");
      String[] count = {"-m", "post", "-t", "110", "-e", "[{\"n\":\"count\",\"v\":3}]", "-B", "30"};
      assertEquals("", said("desk", SENSOR_KEY, "/sensors/desk", count));
      awaitLine(lines, "\"state\":\"occupied\"");
    } finally {
      sign.destroy();
    }
    String json = said("door", SIGN_KEY, "/rooms/vc-1");
    assertTrue(json.contains("\"people\":3"), json);
    assertEquals("occupied\n-\n使用中\nIn use", said("door", SIGN_KEY, "/rooms/vc-1", "-A", "0"));
  }

  @Test
  void who_has_no_key_reads_nothing_a_label_posts_nothing_and_both_are_counted() throws Exception {
    var _ = seatOnceKnown("-B", "30");
    assertEquals("4.04", said("a01", KEY, "/seats/Z-99", "-B", "30"));
    assertEquals("4.04", said("door", SIGN_KEY, "/rooms/A-01", "-B", "30"));
    String[] presence = {
      "-m", "post", "-t", "110", "-e", "[{\"n\":\"presence\",\"vb\":true}]", "-B", "30"
    };
    assertTrue(said("a01", KEY, "/sensors/desk", presence).startsWith("4.03"));
    assertTrue(said("a01", KEY, "/sensors/a01", presence).startsWith("4.04"));
    assertTrue(said("desk", SENSOR_KEY, "/sensors/other", presence).startsWith("4.03"));
    String wrong = said("a01", SIGN_KEY, "/seats/A-01", "-B", "3");
    assertFalse(wrong.contains("free"), wrong);
    String unknown = said("nobody", KEY, "/seats/A-01", "-B", "3");
    assertFalse(unknown.contains("free"), unknown);
    awaitRefused("forbidden", 2);
    awaitRefused("unknown-sensor", 1);
    awaitRefused("unknown-identity", 1);
    awaitRefused("record", 1); // the last flight under another key cannot be read
  }

  private void awaitRefused(String cause, long least) {
    while (unit.refusedByCause().getOrDefault(cause, 0L) < least) {
      Thread.onSpinWait();
    }
  }
}
