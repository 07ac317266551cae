package city.seki.edge.av.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's snmpd, which knows nothing of us, as the device: versions 2c and 3. */
@Timeout(120)
class SnmpdIT {
  private static final Path PROGRAM = Path.of("/usr/sbin/snmpd");
  private static final Secret COMMUNITY = new Secret(null, "seki-read");

  @TempDir Path folder;
  private int port;
  private @Nullable Process snmpd;

  @BeforeEach
  void require_snmpd() throws IOException {
    boolean missing = !Files.isExecutable(PROGRAM);
    String remedy = "snmpd is missing: apt-get install snmpd";
    if (missing && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(remedy);
    }
    Assumptions.assumeFalse(missing, remedy);
    try (DatagramSocket free =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (snmpd != null) {
      assertTrue(snmpd.destroyForcibly().waitFor() >= 0);
    }
  }

  private void start(String... lines) throws Exception {
    stop();
    List<String> config =
        new ArrayList<>(
            List.of(
                "agentaddress udp:127.0.0.1:" + port,
                "rocommunity seki-read 127.0.0.1",
                "rouser reader priv",
                "rouser reader256 priv",
                "sysName hall-projector",
                "sysDescr an emulated device"));
    config.addAll(List.of(lines));
    Path state = Files.createDirectories(folder.resolve("state"));
    // Users are made from the persistent file only.
    Files.write(
        state.resolve("snmpd.conf"),
        List.of(
            "createUser reader SHA authpass1 AES privpass1",
            "createUser reader256 SHA-256 authpass1 AES privpass1"));
    Path file = Files.write(folder.resolve("snmpd.conf"), config);
    ProcessBuilder builder =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-f",
                "-Lo",
                "-C",
                "-c",
                file + "," + state.resolve("snmpd.conf"),
                "-I",
                "-smux",
                "-p",
                folder.resolve("pid").toString())
            .redirectErrorStream(true);
    builder.environment().put("SNMP_PERSISTENT_DIR", state.toString());
    snmpd = builder.start();
    var output = snmpd.inputReader();
    StringBuilder said = new StringBuilder();
    String line = output.readLine();
    while (line != null && !line.startsWith("NET-SNMP version")) {
      said.append(line).append('\n');
      line = output.readLine();
    }
    assertNotNull(line, said::toString);
    Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {}));
  }

  private SnmpDevice device(@Nullable Secret secret) {
    var spec = (DeviceSpec.Snmp) DeviceSpec.parse("snmp://127.0.0.1:" + port);
    return new SnmpDevice(spec, secret, Pace.real());
  }

  private DeviceReport look(@Nullable Secret secret) throws InterruptedException {
    return device(secret).look();
  }

  @Test
  void version_2c_tells_name_description_and_uptime() throws Exception {
    start();
    DeviceReport report = look(COMMUNITY);
    assertEquals(DeviceState.IDLE, report.state(), report.toString());
    assertEquals("hall-projector", report.name());
    assertEquals("an emulated device", report.details().get("description"));
    assertTrue(report.details().containsKey("uptime_s"), report.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader", "reader256"})
  void version_3_authenticates_and_encrypts(String user) throws Exception {
    start();
    DeviceReport report = look(new Secret(user, "authpass1:privpass1"));
    assertEquals(DeviceState.IDLE, report.state(), report.toString());
    assertEquals("hall-projector", report.name());
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, authpass1:privpass1, that user",
    "reader, authpass2:privpass1, passphrase",
    "reader256, authpass2:privpass1, passphrase",
    "reader, authpass1:privpass2, passphrase"
  })
  void version_3_says_which_secret_is_wrong(String user, String password, String words)
      throws Exception {
    start();
    DeviceReport report = look(new Secret(user, password));
    assertEquals(DeviceState.UNKNOWN, report.state(), report.toString());
    assertEquals("password", report.cause());
    String hint = String.valueOf(report.details().get("hint"));
    assertTrue(hint.contains(words), hint);
  }

  @Test
  void a_wrong_community_is_silence_and_the_words_say_so() throws Exception {
    start();
    DeviceReport report = look(new Secret(null, "wrong"));
    assertEquals(DeviceState.OFFLINE, report.state());
    assertEquals("timeout", report.cause());
    String hint = String.valueOf(report.details().get("hint"));
    assertTrue(hint.contains("community"), hint);
  }

  @Test
  void nobody_there_is_a_timeout() throws Exception {
    DeviceReport report = look(COMMUNITY);
    assertEquals(DeviceState.OFFLINE, report.state());
    assertEquals("timeout", report.cause());
  }

  @ParameterizedTest
  @CsvSource({"2, IDLE", "1, IDLE", "3, DEGRADED", "5, FAULT"})
  void the_status_of_its_parts_decides(int status, DeviceState state) throws Exception {
    start(
        "override .1.3.6.1.2.1.25.3.2.1.5.1 integer " + status,
        "override .1.3.6.1.2.1.25.3.2.1.2.1 object_id .1.3.6.1.2.1.25.3.1.5");
    DeviceReport report = look(COMMUNITY);
    assertEquals(state, report.state(), report.toString());
  }

  @Test
  void a_restart_is_booting_for_one_look() throws Exception {
    start("override .1.3.6.1.2.1.1.3.0 timeticks 500000");
    SnmpDevice device = device(COMMUNITY);
    assertEquals(DeviceState.IDLE, device.look().state());
    start();
    assertEquals(DeviceState.BOOTING, device.look().state());
    assertEquals(DeviceState.IDLE, device.look().state());
  }
}
