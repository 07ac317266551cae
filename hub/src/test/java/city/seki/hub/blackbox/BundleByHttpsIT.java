package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.AgentJar;
import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Sha256;
import city.seki.edge.piece.HttpsPieces;
import city.seki.edge.piece.PieceSource;
import city.seki.edge.piece.WholeText;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.unit.EstAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unit's own way to a bundle by HTTPS, at the built hub, with the certificate of a unit. */
@Timeout(300)
class BundleByHttpsIT {
  @TempDir private Path folder;

  private BundleFile bundle(KeyPair release) throws IOException {
    return BundleFile.make(
        HubProgram.EDGE,
        SoftwareVersion.parse("0.0.1"),
        false,
        HubSigner.of(release),
        folder.resolve("the.bundle"));
  }

  @Test
  void a_unit_gets_every_byte_and_nobody_else_gets_any() throws Exception {
    KeyPair release = KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair();
    BundleFile bundle = bundle(release);
    Path keys = folder.resolve("keys.pem");
    Files.writeString(
        keys,
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(release.getPublic().getEncoded())));
    try (SecureCity city = new SecureCity(folder, 1)) {
      var _ =
          HubProgram.succeed(
              HubProgram.HUB,
              "bundle",
              "add",
              bundle.file().toString(),
              "--release-keys",
              keys.toString(),
              "--data",
              city.data().toString());
      Newcomer unit = Newcomer.of("u1", city.claim("u1"), new SecureRandom());
      assertInstanceOf(EstAnswer.Certificates.class, unit.ask("https"));
      URI hub = URI.create("https://127.0.0.1:" + city.httpPort());
      PeerCheck peers = PeerCheck.hub(city.root(), InstantSource.system());
      PieceSource pieces = new HttpsPieces(hub, unit::identity, peers);
      int size = (int) bundle.head().bundleSize();
      assertArrayEquals(
          Files.readAllBytes(bundle.file()), WholeText.fetch(pieces, bundle.sha256(), size));
      assertThrows(
          PieceSource.Nowhere.class,
          () -> pieces.piece(bundle.sha256(), size, 1),
          "behind its end");
      assertThrows(
          PieceSource.Nowhere.class,
          () -> pieces.piece(Sha256.of(new byte[1]), 0, 1),
          "no such one");
      String version = AgentJar.read(HubProgram.EDGE).version().toString();
      assertEquals(
          version,
          pieces.step(bundle.sha256(), "0.0.2").map(step -> step.version()).orElse("none"));
      assertTrue(pieces.step(bundle.sha256(), version).isEmpty());
      PieceSource stranger = new HttpsPieces(hub, () -> null, peers);
      String refused =
          assertThrows(IOException.class, () -> stranger.piece(bundle.sha256(), 0, 1)).getMessage();
      assertTrue(String.valueOf(refused).contains("403"), refused);
    }
  }
}
