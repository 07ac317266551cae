package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.ReportedMessage.Progress;
import city.seki.config.wire.SignedDocument;
import city.seki.hub.FreePort;
import city.seki.hub.blackbox.UnitProcess.Around;
import city.seki.hub.blackbox.UnitProcess.Lit;
import city.seki.provisioning.HubKeyFile;
import city.seki.provisioning.UnitIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built unit and the built hub, with a Mosquitto between them: what cuts the unit off, or is
 * not there, is refused or taken back by the unit itself, also when it is killed meanwhile.
 */
@Timeout(300)
class CutOffIT {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final long SOON_S = 5;
  private static final int TAKEN_PIN = 27;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private MosquittoClient mqtt;

  @SuppressWarnings("NullAway.Init")
  private HubSigner signer;

  @SuppressWarnings("NullAway.Init")
  private UnitFile.Settings start;

  private String boot = "";

  @Test
  void a_unit_takes_back_by_itself_what_cuts_it_off() throws Exception {
    Path data = folder.resolve("data");
    TestCity.make(data, Instant.now(), 1, "pn532:hsu:/dev/%s");
    try (Mosquitto broker = new Mosquitto(folder)) {
      TestCity.provision(data, folder.resolve("units"), "127.0.0.1", broker.port());
      start = UnitIdentity.read(identity()).settings();
      signer = HubKeyFile.loadOrCreate(data, new SecureRandom());
      mqtt = new MosquittoClient(broker.port());
      try (HubProcess hub =
          new HubProcess(data, 0, 0, "--broker", "mqtt://127.0.0.1:" + broker.port())) {
        live(hub);
      }
    }
  }

  private void live(HubProcess hub) throws Exception {
    try (UnitProcess unit = unit()) {
      Await.until(
          "the hub has told the office", LONGEST, () -> Files.exists(file("snapshot.json")));
      assertEquals("GREEN", tap(unit, 1));
      tell(1, SOON_S, with("nowhere", start.hub(), List.of(reader("A-01", null))));
      refused(1, "office-unknown", "nowhere");
      tell(2, SOON_S, with("open", start.hub(), List.of(reader("A-01", TAKEN_PIN))));
      refused(2, "wiring", "gpio:27");
      Wiring unplugged =
          new Wiring(new ReaderName.Kiosk("door"), "pn532:hsu:/dev/unplugged/door", null);
      tell(3, SOON_S, with("open", start.hub(), List.of(reader("A-01", null), unplugged)));
      refused(3, "wiring", "kiosk:door");
      assertEquals("RED", tap(unit, 2), "all that did not interrupt it");
      tell(4, SOON_S, elsewhere());
      Await.until("it is tried", LONGEST, () -> state().contains("\"trial\""));
      unit.kill();
    }
    try (UnitProcess unit = unit()) {
      ReportedMessage back = report(4, Progress.RETURNED);
      assertEquals("hub-unreached", back.configuration().reason());
      assertEquals(null, back.configuration().version());
      assertTrue(log().contains("start 2 of 3"), this::log);
      assertEquals("BLUE", tap(unit, 1), "it answers as before");
      good(unit);
    }
    try (UnitProcess unit = unit()) {
      String before = boot;
      report(5, Progress.RUNNING);
      Await.until("it is back", LONGEST, () -> !before.equals(bootOf(reported())));
      assertEquals("RED", tap(unit, 1));
      assertEquals("claimed", hub.web().seat("open", "A-01").path("state").asString());
      unit.terminate();
    }
  }

  /** What is well is kept, told, and there after a kill. */
  private void good(UnitProcess unit) throws Exception {
    tell(5, LONGEST.toSeconds(), with("open", start.hub(), List.of(reader("A-01", 5))));
    ReportedMessage good = report(5, Progress.RUNNING);
    assertEquals((Long) 5L, good.configuration().version());
    boot = good.boot();
    assertEquals("GREEN", tap(unit, 2));
    unit.kill();
  }

  private UnitProcess unit() throws IOException {
    return new UnitProcess(
        identity(), folder.resolve("unit"), folder.resolve("unit.log"), Around.NOTHING);
  }

  private Path identity() {
    return folder.resolve("units").resolve("u1");
  }

  private Path file(String name) {
    return folder.resolve("unit").resolve(name);
  }

  private String state() throws IOException {
    Path state = file("config").resolve("state.json");
    return Files.exists(state) ? Files.readString(state) : "";
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("unit.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String tap(UnitProcess unit, int person) throws InterruptedException {
    Lit lit = unit.tap("seat:A-01", TestCity.card(person));
    assertNotNull(lit);
    return lit.signal();
  }

  private UnitFile.Settings with(String office, URI hub, List<Wiring> readers) {
    return new UnitFile.Settings(new Unit("u1", office, readers), hub, start.est(), start.hubKey());
  }

  /** A broker at which nobody is. */
  private UnitFile.Settings elsewhere() throws IOException {
    URI nobody = URI.create("mqtt://127.0.0.1:" + FreePort.take());
    return with("open", nobody, List.of(reader("A-01", null)));
  }

  private static Wiring reader(String seat, @Nullable Integer red) {
    return new Wiring(
        new ReaderName.AtSeat(seat),
        "pn532:hsu:/dev/" + seat,
        red == null ? null : new Wiring.LightPins(red, 6, 13, null));
  }

  private void tell(long version, long confirmS, UnitFile.Settings settings) throws Exception {
    DesiredMessage wish =
        new DesiredMessage(
            "u1",
            version,
            Instant.now().atOffset(ZoneOffset.UTC),
            confirmS,
            DesiredMessage.Configuration.of(UnitFile.write(settings)),
            null,
            null);
    mqtt.publish(
        "seki/1/unit/u1/config/desired",
        new String(SignedDocument.sign(wish.toJson(), signer), UTF_8),
        true);
  }

  private void refused(long version, String reason, String named) throws Exception {
    ReportedMessage report = report(version, Progress.REFUSED);
    assertEquals(reason, report.configuration().reason());
    String detail = String.valueOf(report.configuration().detail());
    assertTrue(detail.contains(named), detail);
  }

  /** What the unit reports once it is so far with that version. */
  private ReportedMessage report(long version, Progress progress) throws Exception {
    AtomicReference<ReportedMessage> found = new AtomicReference<>();
    Await.until(
        "version " + version + " is " + progress.word(),
        LONGEST,
        () -> {
          ReportedMessage report = reported();
          boolean is =
              report != null
                  && Long.valueOf(version).equals(report.desired())
                  && report.configuration().state() == progress;
          if (is) {
            found.set(report);
          }
          return is;
        });
    return Objects.requireNonNull(found.get());
  }

  private String bootOf(@Nullable ReportedMessage report) {
    return report == null ? boot : report.boot();
  }

  private @Nullable ReportedMessage reported() throws IOException, InterruptedException {
    for (String line : mqtt.retained("seki/1/unit/u1/config/reported")) {
      try {
        return ReportedMessage.parse(line.substring(line.indexOf('{')).getBytes(UTF_8));
      } catch (BadMessage e) {
        throw new AssertionError(line, e);
      }
    }
    return null;
  }
}
