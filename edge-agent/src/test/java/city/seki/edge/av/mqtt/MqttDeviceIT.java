package city.seki.edge.av.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.LinkThreads;
import city.seki.config.model.DeviceState;
import city.seki.edge.Mosquitto;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.DeviceWatch;
import city.seki.edge.av.Secret;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver at a real Mosquitto, where Mosquitto's own clients (MQTT 3.1.1) are the device. */
@Timeout(180)
class MqttDeviceIT {
  private static final String PASSWORD = "hunter2";

  @TempDir Path folder;
  private final LinkThreads threads = LinkThreads.virtual("test");
  private final List<AutoCloseable> opened = new ArrayList<>();
  private @Nullable Mosquitto running;

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    threads.shutdownNow();
  }

  private void start(String... settings) throws IOException {
    Mosquitto started =
        settings.length == 0 ? new Mosquitto(folder) : new Mosquitto(folder, settings);
    running = started;
    opened.add(started);
  }

  private Mosquitto broker() {
    return Objects.requireNonNull(running);
  }

  private MqttDevice device(String scheme, String pin, String mapping, @Nullable Secret secret) {
    var spec = (DeviceSpec.Mqtt) DeviceSpec.parse(scheme + "://127.0.0.1:" + broker().port() + pin);
    MqttDevice device =
        new MqttDevice(
            spec, Mappings.of(mapping), secret, "seki" + opened.size(), threads, Pace.real());
    opened.add(device);
    return device;
  }

  private MqttDevice device(String mapping) {
    return device("mqtt", "", mapping, null);
  }

  /** Reports as a unit gets them. */
  private BlockingQueue<DeviceReport> watched(MqttDevice device) {
    BlockingQueue<DeviceReport> reports = new LinkedBlockingQueue<>();
    DeviceWatch watch = new DeviceWatch(device, Pace.real(), reports::add);
    Thread thread = Thread.ofPlatform().daemon().start(watch::run);
    opened.add(
        () -> {
          watch.close();
          thread.join();
        });
    return reports;
  }

  private static void assertNext(
      BlockingQueue<DeviceReport> reports, String state, @Nullable String cause)
      throws InterruptedException {
    DeviceReport next = reports.poll(60, TimeUnit.SECONDS);
    assertReport(Objects.requireNonNull(next, "no report"), state, cause);
  }

  private static void assertReport(DeviceReport report, String state, @Nullable String cause) {
    assertEquals(state, report.state().word(), report.toString());
    assertEquals(cause, report.cause(), report.toString());
  }

  private void publish(String topic, String payload, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("mosquitto_pub", "-V", "mqttv311", "-h", "127.0.0.1", "-q", "1", "-p"));
    command.addAll(List.of(Integer.toString(broker().port()), "-t", topic, "-m", payload));
    command.addAll(List.of(options));
    Process client = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, client.waitFor(), topic);
  }

  private void run(String... command) throws Exception {
    Process program =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, program.waitFor(), command[0]);
  }

  /** The device itself: while it is connected it is online, and its last will says the contrary. */
  private Process plugged(String topic) throws IOException {
    Process client =
        new ProcessBuilder(
                List.of(
                    "mosquitto_sub",
                    "-V",
                    "mqttv311",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(broker().port()),
                    "-t",
                    "cmnd/display2/#",
                    "--will-topic",
                    topic,
                    "--will-payload",
                    "Offline",
                    "--will-retain"))
            .inheritIO()
            .start();
    opened.add(client::destroyForcibly);
    return client;
  }

  @Test
  void a_plug_is_followed_from_its_retained_words_to_its_last_will() throws Exception {
    start();
    Process plug = plugged("tele/display2/LWT");
    publish("tele/display2/LWT", "Online", "-r");
    publish("stat/display2/POWER", "ON", "-r");
    BlockingQueue<DeviceReport> reports = watched(device(Mappings.TASMOTA));
    assertNext(reports, "idle", null);
    publish("stat/display2/POWER", "OFF");
    assertNext(reports, "standby", null);
    assertEquals(137, plug.destroyForcibly().waitFor());
    assertNext(reports, "offline", "unavailable");
    publish("tele/display2/LWT", "Online", "-r");
    assertNext(reports, "standby", null);
  }

  @Test
  void a_broker_that_is_killed_takes_its_device_along_and_brings_it_back() throws Exception {
    start();
    publish("tele/display2/LWT", "Online", "-r");
    publish("stat/display2/POWER", "ON", "-r");
    BlockingQueue<DeviceReport> reports = watched(device(Mappings.TASMOTA));
    assertNext(reports, "idle", null);
    broker().kill();
    assertNext(reports, "offline", "refused");
    broker().restart();
    assertNext(reports, "unknown", "unheard"); // it kept nothing
    publish("tele/display2/LWT", "Online", "-r");
    publish("stat/display2/POWER", "OFF", "-r");
    DeviceReport next = Objects.requireNonNull(reports.poll(60, TimeUnit.SECONDS));
    while (next.state() == DeviceState.UNKNOWN) {
      next = Objects.requireNonNull(reports.poll(60, TimeUnit.SECONDS));
    }
    assertReport(next, "standby", null);
  }

  @Test
  void user_and_password_are_those_of_the_broker() throws Exception {
    Path users = folder.resolve("users");
    run("mosquitto_passwd", "-b", "-c", users.toString(), "seki", PASSWORD);
    start("allow_anonymous false", "password_file " + users);
    String[] login = {"-r", "-u", "seki", "-P", PASSWORD};
    publish("tele/display2/LWT", "Online", login);
    publish("stat/display2/POWER", "ON", login);
    DeviceReport wrong = device("mqtt", "", Mappings.TASMOTA, new Secret("seki", "hunter3")).look();
    assertReport(wrong, "unknown", "password");
    assertFalse(wrong.toString().contains("hunter3"), wrong.toString());
    assertReport(device(Mappings.TASMOTA).look(), "unknown", "password");
    Secret without = new Secret(null, PASSWORD);
    DeviceReport noUser = device("mqtt", "", Mappings.TASMOTA, without).look();
    assertReport(noUser, "unknown", "password");
    assertTrue(hint(noUser).contains("user:password"), hint(noUser));
    Secret right = new Secret("seki", PASSWORD);
    assertReport(device("mqtt", "", Mappings.TASMOTA, right).look(), "idle", null);
  }

  @Test
  void a_mapping_that_does_not_fit_is_told_with_what_was_found() throws Exception {
    start();
    publish("tele/display2/LWT", "Online", "-r");
    publish("stat/display2/POWER", "on", "-r");
    DeviceReport word = device(Mappings.TASMOTA).look();
    assertReport(word, "unknown", "unfamiliar");
    assertTrue(hint(word).contains("stat/display2/POWER says 'on'"), hint(word));
    DeviceReport topic = device(Mappings.TASMOTA.replace("stat/display2", "stat/display3")).look();
    assertReport(topic, "unknown", "unheard");
    assertTrue(hint(topic).contains("stat/display3/POWER"), hint(topic));
  }

  @Test
  void what_is_too_long_is_not_kept_or_not_even_sent() throws Exception {
    start();
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(100_000));
    Path huge = Files.writeString(folder.resolve("huge"), "x".repeat(2_000_000));
    publish("tele/display2/LWT", "Online", "-r");
    publish("stat/display2/POWER", "ON", "-r");
    MqttDevice device = device(Mappings.TASMOTA);
    assertReport(device.look(), "idle", null);
    sendFile(huge);
    sendFile(large);
    DeviceReport report = device.look();
    while (report.state() == DeviceState.IDLE) {
      device.awaitChange(Duration.ofSeconds(20));
      report = device.look();
    }
    assertReport(report, "unknown", "unfamiliar");
    assertTrue(hint(report).contains("longer than 65536 bytes"), hint(report));
  }

  private void sendFile(Path file) throws Exception {
    run(
        "mosquitto_pub",
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(broker().port()),
        "-q",
        "1",
        "-t",
        "stat/display2/POWER",
        "-f",
        file.toString());
  }

  @Test
  void tls_is_believed_by_the_certificate_that_the_address_names() throws Exception {
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=broker",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem");
    Path certificate = folder.resolve("cert.pem");
    start(
        "allow_anonymous true", "certfile " + certificate, "keyfile " + folder.resolve("key.pem"));
    String pin = "#sha256=" + fingerprint(certificate);
    assertReport(device("mqtts", pin, Mappings.TASMOTA, null).look(), "unknown", "unheard");
    String other = "#sha256=" + "0".repeat(64);
    assertReport(device("mqtts", other, Mappings.TASMOTA, null).look(), "unknown", "tls");
    assertReport(device("mqtts", "", Mappings.TASMOTA, null).look(), "unknown", "tls");
    DeviceReport plain = device(Mappings.TASMOTA).look();
    assertEquals(DeviceState.OFFLINE, plain.state(), plain.toString());
  }

  private static String fingerprint(Path certificate) throws Exception {
    try (InputStream in = Files.newInputStream(certificate)) {
      byte[] encoded = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }
  }

  private static String hint(DeviceReport report) {
    return String.valueOf(report.details().get(DeviceReport.HINT));
  }
}
