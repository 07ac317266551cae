package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Wiring;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimFileTest {
  private static final List<URI> EST =
      List.of(
          EstAddress.parse("coaps://hub.example:5684"), EstAddress.parse("https://[::1]:8443/"));
  private static final String PEM = "-----BEGIN X-----\nAAAA\nBBBB\n-----END X-----\n";

  @TempDir Path dir;

  private Reading<ClaimFile.Content> read(String yaml) throws IOException {
    return ClaimFile.read(Files.writeString(dir.resolve("claim.yaml"), yaml));
  }

  private List<String> problems(String yaml) throws IOException {
    return Readings.rejected(read(yaml)).stream().map(Problem::message).toList();
  }

  @Test
  void what_was_written_reads_to_the_same() throws IOException {
    List<Wiring> readers =
        List.of(
            new Wiring(
                ReaderName.parse("seat:A-01"),
                "pn532:i2c:1:0x24",
                new Wiring.LightPins(17, 27, 22, null)));
    for (ClaimFile.Content claim :
        List.of(
            new ClaimFile.Content(
                "kanda-01", EST, new ClaimFile.OfCertificate(PEM, PEM + PEM, PEM), readers),
            new ClaimFile.Content(null, EST, new ClaimFile.OfCode("ABCD-EFGH"), List.of()))) {
      assertEquals(claim, Readings.loaded(read(ClaimFile.write(claim))));
    }
  }

  @Test
  void no_secret_of_a_claim_is_in_its_text() {
    ClaimFile.Proof code = new ClaimFile.OfCode("ABCD-EFGH");
    ClaimFile.Proof key = new ClaimFile.OfCertificate("root", "certificate", "secret");
    assertEquals("OfCode OfCertificate", code + " " + key);
  }

  @Test
  void a_claim_that_cannot_open_anything_says_what_is_missing() throws IOException {
    assertTrue(
        problems("est: [https://hub:8443]\n").getFirst().contains("root, certificate and key"));
    assertTrue(
        problems("est: [\"https://hub:8443\"]\ncode: A\nkey: B\n").getFirst().contains("a code"));
    assertTrue(problems("est: []\ncode: A\n").getFirst().contains("ask somewhere"));
    assertTrue(problems("est: [\"http://hub:80\"]\ncode: A\n").getFirst().contains("https://HOST"));
    assertTrue(
        problems("est: [\"https://hub/est:1\"]\ncode: A\n").getFirst().contains("https://HOST"));
  }
}
