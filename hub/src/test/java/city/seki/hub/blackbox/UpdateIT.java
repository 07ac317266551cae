package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.SignedDocument;
import city.seki.hub.blackbox.UnitProcess.Lit;
import city.seki.provisioning.HubKeyFile;
import city.seki.provisioning.UnitIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built unit under {@code seki-edge-start}, and the built hub, with a Mosquitto between them:
 * another version comes in pieces while people tap, also when the unit is killed on the way; one
 * that crashes before its first line comes back.
 */
@Timeout(300)
class UpdateIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final long CONFIRM_S = 60;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private MosquittoClient mqtt;

  @SuppressWarnings("NullAway.Init")
  private HubSigner signer;

  @SuppressWarnings("NullAway.Init")
  private KeyPair release;

  @SuppressWarnings("NullAway.Init")
  private UnitFile.Settings start;

  @Test
  void another_version_comes_while_people_tap_and_a_bad_one_goes_again() throws Exception {
    Path data = folder.resolve("data");
    release = KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair();
    Path keys = keys();
    TestCity.make(data, Instant.now(), 1, "pn532:hsu:/dev/%s");
    try (Mosquitto broker = new Mosquitto(folder)) {
      TestCity.provision(data, folder.resolve("units"), "127.0.0.1", broker.port());
      start = UnitIdentity.read(identity()).settings();
      signer = HubKeyFile.loadOrCreate(data, new SecureRandom());
      mqtt = new MosquittoClient(broker.port());
      Files.copy(keys, identity().resolve("release-keys.pem"));
      BundleFile good = bundle("9.1.0", true);
      BundleFile bad = bundle("9.2.0", false);
      String added =
          HubProgram.succeed(
              HubProgram.HUB,
              "bundle",
              "add",
              good.file().toString(),
              bad.file().toString(),
              "--release-keys",
              keys.toString(),
              "--data",
              data.toString());
      assertTrue(added.contains("9.1.0") && added.contains("9.2.0"), added);
      try (HubProcess _ =
              new HubProcess(data, 0, 0, "--broker", "mqtt://127.0.0.1:" + broker.port());
          SupervisedUnit unit = new SupervisedUnit(folder, identity(), HubProgram.EDGE)) {
        goodOne(unit, good);
        badOne(unit, bad);
      }
    }
  }

  private void goodOne(SupervisedUnit unit, BundleFile good) throws Exception {
    Await.until("the unit runs", LONGEST, () -> reported() != null);
    tell(1, good);
    Path part = unit.slots().resolve("a").resolve("seki-edge.jar.part");
    for (long mib = 1; mib <= 3; mib += 2) {
      long enough = mib << 20;
      Await.until(
          mib + " MiB are there", LONGEST, () -> Files.exists(part) && Files.size(part) >= enough);
      unit.kill();
    }
    Await.until("it goes on", LONGEST, () -> Files.exists(part) && Files.size(part) > 4L << 20);
    Lit lit = unit.tap("seat:A-01", TestCity.card(1));
    assertNotNull(lit);
    assertEquals("GREEN", lit.signal());
    assertTrue(lit.millis() < 1_000, "a tap took " + lit.millis() + " ms beside the pieces");
    Await.until("it is tried", LONGEST, () -> unit.boot().contains("trying=a"));
    Await.until("it is started", LONGEST, () -> unit.boot().contains("left=2"));
    unit.kill();
    ReportedMessage.Software runs = software("9.1.0", "running", unit);
    assertEquals("a", runs.slot());
    assertTrue(unit.boot().contains("current=a\nfloor=9.1.0\n"), unit::log);
    Lit out = unit.tap("seat:A-01", TestCity.card(1));
    assertNotNull(out);
    assertEquals("BLUE", out.signal(), unit::log);
  }

  /** It cannot even begin. */
  private void badOne(SupervisedUnit unit, BundleFile bad) throws Exception {
    int starts = unit.starts();
    tell(2, bad);
    ReportedMessage.Software back = software("9.1.0", "returned", unit);
    assertEquals("9.2.0", back.wanted());
    assertEquals("did-not-start", back.reason(), unit::log);
    assertEquals(starts + 4, unit.starts(), "three of the new one, one of the old one");
    Lit lit = unit.tap("seat:A-01", TestCity.card(1));
    assertNotNull(lit);
    assertEquals("GREEN", lit.signal(), unit::log);
  }

  private Path identity() {
    return folder.resolve("units").resolve("u1");
  }

  private Path keys() throws IOException {
    Path keys = folder.resolve("keys.pem");
    Files.writeString(
        keys,
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(release.getPublic().getEncoded())));
    return keys;
  }

  /**
   * The built jar as another version, without natives of other machines.
   *
   * @param starts else its program is not in it
   */
  private BundleFile bundle(String version, boolean starts) throws IOException {
    Path jar = folder.resolve(version + ".jar");
    Files.copy(HubProgram.EDGE, jar);
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Path manifest = zip.getPath("META-INF/MANIFEST.MF");
      Files.writeString(
          manifest,
          Files.readString(manifest)
              .replaceAll(
                  "(?m)^Implementation-Version: .*$", "Implementation-Version: " + version));
      drop(zip.getPath("org/sqlite/native"), "Linux/");
      drop(zip.getPath("com/sun/jna"), ".class");
      if (!starts) {
        drop(zip.getPath("city/seki/edge"), "nothing");
        drop(zip.getPath("org"), "nothing");
        drop(zip.getPath("com"), "nothing");
      }
    }
    return BundleFile.make(
        jar,
        SoftwareVersion.parse("0.1.0"),
        false,
        HubSigner.of(release),
        folder.resolve(version + ".bundle"));
  }

  private static void drop(Path part, String but) throws IOException {
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.toString().contains(but)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void tell(long version, BundleFile bundle) throws Exception {
    DesiredMessage wish =
        new DesiredMessage(
            "u1",
            version,
            Instant.now().atOffset(ZoneOffset.UTC),
            CONFIRM_S,
            DesiredMessage.Configuration.of(UnitFile.write(start)),
            new DesiredMessage.Software(
                bundle.head().manifest().version().toString(),
                bundle.sha256(),
                bundle.head().bundleSize()),
            null);
    mqtt.publish(
        "seki/1/unit/u1/config/desired",
        new String(SignedDocument.sign(wish.toJson(), signer), UTF_8),
        true);
  }

  /** What the unit reports of its software once it is so far. */
  private ReportedMessage.Software software(String version, String state, SupervisedUnit unit)
      throws Exception {
    AtomicReference<ReportedMessage.Software> found = new AtomicReference<>();
    try {
      Await.until(
          version + " is " + state,
          LONGEST,
          () -> {
            ReportedMessage report = reported();
            if (report == null) {
              return false;
            }
            found.set(report.software());
            boolean is =
                report.software().version().equals(version)
                    && report.software().state().word().equals(state);
            return is;
          });
    } catch (AssertionError e) {
      throw new AssertionError(unit.boot() + unit.log(), e);
    }
    return Objects.requireNonNull(found.get());
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
