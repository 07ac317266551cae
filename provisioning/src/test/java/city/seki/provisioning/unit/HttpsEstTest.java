package city.seki.provisioning.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ClaimFile;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.PeerCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit that asks a real HTTPS server. */
class HttpsEstTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final String UNIT = "kanda-01";

  @TempDir Path dir;
  @TempDir Path identity;
  private YearHub hub;

  @BeforeEach
  void makeHub() throws IOException {
    hub = new YearHub(dir, now, RANDOM);
  }

  private Enroller enroller(ClaimFile.Content claim, Instant wall) throws IOException {
    IdentityFolder folder = IdentityFolder.at(identity);
    folder.take(claim);
    KnownTime time = new KnownTime(() -> wall, shown -> false, () -> 0);
    return Enroller.open(folder, new NetworkTransports(time::told), time, RANDOM, standing -> {});
  }

  /** As long as there is something to do at once. */
  private static Standing run(Enroller unit) throws IOException {
    while (unit.step().equals(Duration.ZERO)) {
      // each step is a change or a question
    }
    return unit.standing();
  }

  private static ClaimFile.Content typed(HttpsHub server, ClaimCode code) {
    return new ClaimFile.Content(
        null, List.of(server.address()), new ClaimFile.OfCode(code.text()), List.of());
  }

  private static ClaimFile.Content at(HttpsHub server, ClaimFile.Content claim) {
    return new ClaimFile.Content(
        claim.unit(), List.of(server.address()), claim.proof(), claim.readers());
  }

  @Test
  void a_typed_code_brings_root_certificate_and_start_document() throws IOException {
    try (HttpsHub server = new HttpsHub(hub, hub.identity())) {
      Enroller unit = enroller(typed(server, hub.code(UNIT, Approval.BY_BATCH)), now);
      assertEquals(Standing.Kind.READY, run(unit).kind());
      assertEquals(hub.root(), unit.held().root());
      assertEquals(UNIT, unit.held().unit());
      assertEquals(
          List.of(
              "/.well-known/est/cacerts",
              "/.well-known/est/simpleenroll Basic",
              "/.well-known/est/cacerts Basic",
              "/unit"),
          server.heard);
    }
  }

  @Test
  void a_code_is_not_sent_to_a_hub_that_it_is_not_of() throws IOException {
    YearHub other = new YearHub(dir.resolve("other"), now, RANDOM);
    try (HttpsHub server = new HttpsHub(other, other.identity())) {
      Standing standing = run(enroller(typed(server, hub.code(UNIT, Approval.BY_BATCH)), now));
      assertTrue(standing.text().contains("nothing was sent"), standing.text());
      assertEquals(List.of("/.well-known/est/cacerts"), server.heard);
    }
  }

  @Test
  void a_claim_brings_its_unit_in_whatever_its_clock_shows() throws IOException {
    try (HttpsHub server = new HttpsHub(hub, hub.identity())) {
      for (String wall : List.of("1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
        ClaimFile.Content claim = City.file(hub, UNIT, Approval.BY_BATCH);
        Enroller unit = enroller(at(server, claim), Instant.parse(wall));
        Standing standing = run(unit);
        assertEquals(Standing.Kind.READY, standing.kind(), wall + ": " + standing);
        for (Path each : List.of(Path.of("unit.key"), Path.of("unit.pem"))) {
          Files.delete(identity.resolve(each));
        }
      }
    }
  }

  @Test
  void who_waits_and_who_is_refused_is_told_so() throws IOException {
    try (HttpsHub server = new HttpsHub(hub, hub.identity())) {
      ClaimFile.Content claim = City.file(hub, UNIT, Approval.BY_OPERATOR);
      assertEquals(Standing.Kind.WAITING, run(enroller(at(server, claim), now)).kind());
      hub.revoke(UNIT);
      Standing refused = run(enroller(at(server, claim), now));
      assertEquals(Standing.Kind.REFUSED, refused.kind());
      assertTrue(refused.text().contains("claim-withdrawn"), refused.text());
    }
  }

  @Test
  void a_server_that_is_not_the_hub_is_not_asked_and_one_that_is_not_there_is_told()
      throws IOException {
    YearHub other = new YearHub(dir.resolve("other"), now, RANDOM);
    URI gone;
    try (HttpsHub server = new HttpsHub(other, other.identity())) {
      gone = server.address();
      EstAnswer.Distrusted distrusted =
          assertInstanceOf(EstAnswer.Distrusted.class, ask(server.address()));
      assertTrue(distrusted.why().contains("does not lead to the root"), distrusted.why());
      assertEquals(List.of(), server.heard);
    }
    EstAnswer.Unreachable unreachable = assertInstanceOf(EstAnswer.Unreachable.class, ask(gone));
    assertTrue(unreachable.cause().contains(gone.toString()), unreachable.cause());
    assertFalse(unreachable.cause().contains("null"), unreachable.cause());
  }

  private EstAnswer ask(URI server) {
    try (EstClient client =
        new HttpsEst(
            server, new Transports.Nothing(), PeerCheck.hub(hub.root(), () -> now), time -> {})) {
      return client.enrol(
          CertificateRequest.make(new Holder.Unit(UNIT), P256.generate(RANDOM), new byte[0]));
    }
  }
}
