package city.seki.provisioning.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ClaimFile;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on a unit's disk, and what a power cut leaves of it. */
class IdentityFolderTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2027-01-04T00:00:00Z");
  private static final String UNIT = "kanda-01";

  @TempDir static Path city;
  @TempDir Path dir;
  private static YearHub hub;

  @BeforeAll
  static void make() throws IOException {
    hub = new YearHub(city, NOW, RANDOM);
  }

  /** Enrols and renews once, as far as the power lasts. */
  private static void live(IdentityFolder folder) throws IOException {
    Held held = folder.read();
    if (held.own() == null) {
      ask(folder, held.spareKey() == null ? P256.generate(RANDOM) : held.spareKey(), held);
      adopt(folder, "start");
    }
    Held enrolled = folder.read();
    assertNotNull(enrolled.own());
    ask(folder, P256.generate(RANDOM), enrolled);
    adopt(folder, "start");
  }

  private static void ask(IdentityFolder folder, KeyPair key, Held held) throws IOException {
    if (held.asking() == null) {
      folder.keepRequest(key, CertificateRequest.make(new Holder.Unit(UNIT), key, new byte[0]));
    }
    Held.Asking asking = Objects.requireNonNull(folder.read().asking());
    if (asking.answer() == null) {
      TlsIdentity shown =
          held.own() == null
              ? ((Claim.ByCertificate) Objects.requireNonNull(held.claim()).proof()).identity()
              : held.own().identity();
      hub.now = hub.now.plusSeconds(7_200);
      EstAnswer answer = hub.enrol(shown, asking.request());
      if (!(answer instanceof EstAnswer.Certificates(var certificates))) {
        throw new AssertionError(answer);
      }
      List<X509Certificate> chain = new ArrayList<>(certificates);
      chain.add(hub.authorities().getFirst());
      folder.keepAnswer(chain);
    }
  }

  private static void adopt(IdentityFolder folder, String start) throws IOException {
    assertEquals("start", start);
    folder.keepStart(hub.start(UNIT));
    folder.adopt(hub.root());
    folder.forgetClaim();
  }

  @Test
  void after_a_power_cut_at_any_change_there_is_an_identity_or_the_same_request()
      throws IOException {
    int cuts = 0;
    boolean wasCut = true;
    while (wasCut) {
      int at = cuts;
      int[] changes = new int[1];
      BooleanSupplier power = () -> changes[0]++ == at;
      MemoryFiles files = new MemoryFiles(power);
      files.files.put(
          IdentityFolder.CLAIM, ClaimFile.write(City.file(hub, UNIT, Approval.BY_BATCH)));
      IdentityFolder folder = new IdentityFolder(files);
      wasCut = false;
      try {
        live(folder);
      } catch (MemoryFiles.PowerCut e) {
        wasCut = true;
        byte[] before = requestIn(files);
        Held held = folder.read();
        assertTrue(held.own() != null || held.claim() != null, "cut " + at + " strands the unit");
        if (held.asking() != null) {
          assertArrayEquals(before, held.asking().request().der(), "cut " + at);
        }
        if (held.own() != null) {
          assertTrue(
              hub.verdict(held.own().identity()) instanceof Trust.Believed(Holder.Unit _),
              "cut " + at);
        }
        live(folder);
      }
      Held end = folder.read();
      assertEquals(UNIT, end.unit(), "cut " + at);
      assertNull(end.asking(), "cut " + at);
      assertTrue(end.isComplete(), "cut " + at);
      cuts++;
    }
    assertTrue(cuts > 20, "there were only " + cuts + " places to cut at");
    assertEquals(1, hub.mostKeysOfAClaim());
  }

  private static byte[] requestIn(MemoryFiles files) throws IOException {
    Held held = new IdentityFolder(files).read();
    return held.asking() == null ? new byte[0] : held.asking().request().der();
  }

  @Test
  void a_request_that_is_dropped_at_any_power_cut_leaves_the_old_certificate() throws IOException {
    MemoryFiles first = new MemoryFiles(() -> false);
    first.files.put(IdentityFolder.CLAIM, ClaimFile.write(City.file(hub, UNIT, Approval.BY_BATCH)));
    live(new IdentityFolder(first));
    Held old = new IdentityFolder(first).read();
    ask(new IdentityFolder(first), P256.generate(RANDOM), old);
    for (int at = 0; at < 6; at++) {
      int[] changes = {-at};
      MemoryFiles files = new MemoryFiles(() -> changes[0]++ == 0);
      files.files.putAll(first.files);
      IdentityFolder folder = new IdentityFolder(files);
      assertThrows(MemoryFiles.PowerCut.class, folder::dropRequest);
      assertEquals(
          Objects.requireNonNull(old.own()).identity().certificate(),
          Objects.requireNonNull(folder.read().own()).identity().certificate());
    }
  }

  @Test
  void on_a_disk_only_the_owner_may_read_it_and_no_key_is_in_its_text() throws IOException {
    Path place = dir.resolve("identity");
    IdentityFolder folder = IdentityFolder.at(place);
    folder.take(City.file(hub, UNIT, Approval.BY_BATCH));
    live(folder);
    try (var files = Files.list(place)) {
      for (Path each : files.toList()) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
            each.toString());
      }
    }
    assertNotEquals(Files.readString(place.resolve("unit.key")), folder.toString());
    Files.setPosixFilePermissions(
        place.resolve("unit.key"), PosixFilePermissions.fromString("rw-r--r--"));
    String message =
        assertThrows(FileSystemException.class, () -> IdentityFolder.at(place).read()).getMessage();
    assertTrue(String.valueOf(message).contains("chmod 600"), message);
  }

  @Test
  void a_certificate_without_its_key_is_told_with_the_remedy() throws IOException {
    Path place = dir.resolve("identity");
    IdentityFolder folder = IdentityFolder.at(place);
    folder.take(City.file(hub, UNIT, Approval.BY_BATCH));
    live(folder);
    Files.delete(place.resolve("unit.key"));
    String message = assertThrows(FileSystemException.class, folder::read).getMessage();
    assertTrue(String.valueOf(message).matches("(?s).*unit\\.pem.*new claim.*"), message);
  }
}
