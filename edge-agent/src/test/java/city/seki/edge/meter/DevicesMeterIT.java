package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.Mosquitto;
import city.seki.edge.av.emulated.EmulatedPjlink;
import city.seki.edge.av.emulated.PjlinkQuirk;
import city.seki.edge.av.pjlink.TcpPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built meter at an emulated projector, and at peers that know nothing of us. */
@Timeout(180)
class DevicesMeterIT {
  private static final String PASSWORD = "JBMIAProjectorLink";
  private static final Map<String, String> ANSWERS =
      Map.of(
          "%1POWR", "%1POWR=1\r",
          "%1ERST", "%1ERST=000000\r",
          "%1INPT", "%1INPT=31\r",
          "%1AVMT", "%1AVMT=30\r",
          "%1CLSS", "%1CLSS=1\r",
          "%1NAME", "%1NAME=Hall\r",
          "%1LAMP", "%1LAMP=120 1\r");

  @TempDir Path folder;

  private static MeterProcess meter(int port, String... options) throws IOException {
    Stream<String> start = Stream.of("devices", "--watch", "pjlink://127.0.0.1:" + port);
    return new MeterProcess(
        List.of(), Stream.concat(start, Stream.of(options)).toArray(String[]::new));
  }

  private String passwordFile(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file.toString();
  }

  private static String once(TcpPeer.Manner manner) throws Exception {
    try (TcpPeer peer = new TcpPeer(manner);
        MeterProcess meter = meter(peer.port(), "--once")) {
      String line = meter.next();
      assertEquals(0, meter.exitCode());
      return line;
    }
  }

  private static void assertState(String state, String line) {
    assertTrue(line.startsWith("{\"event\":\"state\",\"state\":\"" + state + "\""), line);
  }

  @Test
  void a_projector_that_is_switched_on_unplugged_and_plugged_in_again_is_followed()
      throws Exception {
    try (EmulatedPjlink projector = new EmulatedPjlink(0, 2, PASSWORD, new Random(1));
        MeterProcess meter =
            meter(projector.port(), "--password-file", passwordFile("rw-------"))) {
      String first = meter.next();
      assertState("standby", first);
      assertTrue(
          first.contains("\"source\":\"pjlink\",\"name\":\"Projector\",\"details\":{"), first);
      projector.power(3);
      assertState("booting", meter.next());
      projector.power(1);
      assertState("presenting", meter.next());
      projector.unplug();
      meter.expect("{\"event\":\"state\",\"state\":\"offline\",\"cause\":\"refused\"}");
      projector.plugIn();
      assertState("presenting", meter.next());
      assertEquals(1, projector.mostAtOnce(), "one connection at a time");
      meter.terminate();
      assertEquals(0, meter.exitCode());
      assertFalse(meter.errors().contains(PASSWORD), meter.errors());
    }
  }

  static Stream<Arguments> manners() {
    TcpPeer.Manner plain = TcpPeer.answering("PJLINK 0\r", ANSWERS);
    return Stream.of(
        Arguments.of("plain", plain),
        Arguments.of("byte by byte", through(plain, "\r", "\r", true)),
        Arguments.of("NUL padding", through(plain, "\r", "\r\0\0\0\0", false)),
        Arguments.of("line feeds", through(plain, "\r", "\r\n", false)),
        Arguments.of("link up before", through(plain, "%1", "%2LKUP=00:11:22:AA:BB:CC\r%1", false)),
        Arguments.of("small letters", through(plain, "%1POWR", "%1powr", false)),
        Arguments.of("class 2 headers", through(plain, "%1", "%2", false)));
  }

  /** What it says, with something replaced, and in segments of one byte if so wanted. */
  private static TcpPeer.Manner through(
      TcpPeer.Manner manner, String that, String by, boolean slowly) {
    return (in, out) ->
        manner.with(
            in,
            new java.io.OutputStream() {
              @Override
              public void write(int b) throws IOException {
                out.write(b);
              }

              @Override
              public void write(byte[] bytes) throws IOException {
                String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
                byte[] changed = TcpPeer.bytes(text.replace(that, by));
                if (!slowly) {
                  out.write(changed);
                  return;
                }
                for (byte b : changed) {
                  LockSupport.parkNanos(1_000_000); // its own segment
                  out.write(b);
                }
              }
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manners")
  void a_foreign_device_is_understood_whatever_its_manners(String name, TcpPeer.Manner manner)
      throws Exception {
    String line = once(manner);
    assertState("presenting", line);
    assertTrue(line.contains("\"name\":\"Hall\""), line);
    assertTrue(line.contains("\"lamp_hours\":\"120\""), line);
  }

  @Test
  void who_takes_the_connection_and_says_nothing_is_offline() throws Exception {
    String line = once((in, _) -> in.transferTo(java.io.OutputStream.nullOutputStream()));
    assertEquals("{\"event\":\"state\",\"state\":\"offline\",\"cause\":\"timeout\"}", line);
  }

  @Test
  void who_hangs_up_at_once_is_offline() throws Exception {
    String line = once((_, _) -> {});
    assertEquals("{\"event\":\"state\",\"state\":\"offline\",\"cause\":\"closed\"}", line);
  }

  @Test
  void who_speaks_another_language_is_unknown() throws Exception {
    String line = once(TcpPeer.answering("220 mail ESMTP\r\n", Map.of()));
    assertEquals("{\"event\":\"state\",\"state\":\"unknown\",\"cause\":\"garbage\"}", line);
  }

  @Test
  void a_missing_password_is_told_with_the_remedy() throws Exception {
    try (EmulatedPjlink projector = new EmulatedPjlink(0, 1, PASSWORD, new Random(1));
        MeterProcess meter = meter(projector.port(), "--once")) {
      meter.expect("{\"event\":\"state\",\"state\":\"unknown\",\"cause\":\"password\"}");
      assertEquals(0, meter.exitCode());
      assertTrue(meter.errors().contains("wants a password"), meter.errors());
    }
  }

  @Test
  void a_password_file_that_others_can_read_is_refused() throws Exception {
    try (MeterProcess meter = meter(1, "--password-file", passwordFile("rw-r--r--"))) {
      assertEquals(1, meter.exitCode());
      assertTrue(meter.errors().contains("chmod 600"), meter.errors());
    }
  }

  @Test
  void a_busy_projector_is_unknown_and_found_well_later() throws Exception {
    try (EmulatedPjlink projector = new EmulatedPjlink(0, 1, null, new Random(1))) {
      projector.quirk(PjlinkQuirk.BUSY, true);
      try (MeterProcess meter = meter(projector.port(), "--for", "60s")) {
        meter.expect("{\"event\":\"state\",\"state\":\"unknown\",\"cause\":\"busy\"}");
        projector.quirk(PjlinkQuirk.BUSY, false);
        assertState("standby", meter.next());
      }
    }
  }

  private String mappingFile(String yaml) throws IOException {
    return Files.writeString(folder.resolve("mapping.yaml"), yaml).toString();
  }

  @Test
  void a_device_that_speaks_mqtt_is_understood_by_its_mapping() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      String mapping =
          mappingFile(
              "state: {topic: stat/plug/POWER, values: {\"ON\": idle, \"OFF\": standby}}\n");
      String address = "mqtt://127.0.0.1:" + broker.port();
      try (MeterProcess meter =
          new MeterProcess(
              List.of(), "devices", "--watch", address, "--mapping", mapping, "--for", "60s")) {
        meter.expect("{\"event\":\"state\",\"state\":\"unknown\",\"cause\":\"unheard\"}");
        Process client =
            new ProcessBuilder(
                    "mosquitto_pub",
                    "-p",
                    Integer.toString(broker.port()),
                    "-t",
                    "stat/plug/POWER",
                    "-m",
                    "ON")
                .start();
        assertEquals(0, client.waitFor());
        String line = meter.next();
        assertState("idle", line);
        assertTrue(line.contains("\"source\":\"mqtt\""), line);
        assertTrue(line.contains("\"said\":\"ON\""), line);
        assertTrue(meter.errors().contains("PowerRetain 1"), meter.errors());
        meter.terminate();
        assertEquals(0, meter.exitCode());
      }
    }
  }

  @Test
  void a_mapping_that_is_wrong_or_missing_or_of_no_use_is_told() throws Exception {
    String wrong = mappingFile("state:\n  topic: stat/+/POWER\n  values: {\"ON\": on}\n");
    String mqtt = "mqtt://127.0.0.1";
    try (MeterProcess meter =
        new MeterProcess(List.of(), "devices", "--watch", mqtt, "--mapping", wrong)) {
      assertEquals(1, meter.exitCode());
      assertTrue(meter.errors().contains("mapping.yaml:2:"), meter.errors());
      assertTrue(meter.errors().contains("mapping.yaml:3:"), meter.errors());
    }
    try (MeterProcess meter = new MeterProcess(List.of(), "devices", "--watch", mqtt)) {
      assertEquals(2, meter.exitCode());
      assertTrue(meter.errors().contains("needs --mapping"), meter.errors());
    }
    try (MeterProcess meter =
        new MeterProcess(List.of(), "devices", "--watch", "ping://127.0.0.1", "--mapping", wrong)) {
      assertEquals(2, meter.exitCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pjlink://:hunter2@10.1.2.3", "ftp://10.1.2.3", "tcp://10.1.2.3"})
  void a_name_of_no_device_is_wrong_usage_and_holds_no_password(String name) throws Exception {
    try (MeterProcess meter = new MeterProcess(List.of(), "devices", "--watch", name)) {
      assertEquals(2, meter.exitCode());
      assertFalse(meter.errors().contains("hunter2"), meter.errors());
    }
  }

  @Test
  void it_ends_after_the_time_that_it_was_given() throws Exception {
    try (TcpPeer peer = new TcpPeer((_, _) -> {});
        MeterProcess meter =
            new MeterProcess(
                List.of(), "devices", "--watch", "tcp://127.0.0.1:" + peer.port(), "--for", "2s")) {
      meter.expect(
          "{\"event\":\"state\",\"state\":\"idle\",\"source\":\"tcp\",\"name\":null,\"details\":{}}");
      assertEquals(0, meter.exitCode());
    }
  }
}
