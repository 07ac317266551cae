package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.blackbox.UnitProcess.Around;
import city.seki.hub.blackbox.UnitProcess.Lit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The built hub without {@code --dev} and the built unit, which begins with nothing but its claim:
 * from a blank data directory to a tap that the hub has granted, without a file copied by hand.
 */
@Timeout(300)
class ClaimToTapIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void a_unit_with_a_claim_comes_in_over_coaps() throws Exception {
    try (SecureCity city = new SecureCity(folder, 1)) {
      comesIn(city, city.coaps());
    }
  }

  @Test
  void a_unit_with_a_claim_comes_in_over_https() throws Exception {
    try (SecureCity city = new SecureCity(folder, 1)) {
      comesIn(city, city.https());
    }
  }

  private void comesIn(SecureCity city, URI est) throws Exception {
    Path identity = city.claim("u1", est);
    Path journal = folder.resolve("blank");
    try (UnitProcess unit =
        new UnitProcess(identity, journal, folder.resolve("unit.log"), Around.NOTHING)) {
      Await.until("the unit is there", LONGEST, () -> isThere(city, unit));
      Lit lit = unit.tap("seat:A-01", TestCity.card(1));
      assertNotNull(lit);
      assertEquals("GREEN", lit.signal());
      Await.until(
          "the hub knows who sits there",
          () -> !city.web().seat("open", "A-01").path("state").asString().equals("free"));
      unit.terminate();
    }
    assertFalse(Files.exists(identity.resolve("claim.yaml")), "the claim has done its work");
    assertTrue(Files.exists(identity.resolve("unit.pem")));
  }

  private static boolean isThere(SecureCity city, UnitProcess unit)
      throws IOException, InterruptedException {
    assertTrue(unit.isAlive(), "the unit ended");
    for (JsonNode each : city.web().get("/api/v1/units")) {
      if (each.path("unit").asString().equals("u1")) {
        return each.path("state").asString().equals("online");
      }
    }
    return false;
  }
}
