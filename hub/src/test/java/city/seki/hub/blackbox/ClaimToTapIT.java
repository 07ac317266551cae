package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.blackbox.UnitProcess.Around;
import city.seki.hub.blackbox.UnitProcess.Lit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The built hub without {@code --dev} and the built unit, which begins with nothing but its claim:
 * from a blank data directory to a tap that the hub has granted, without a file copied by hand; and
 * out again, at once, when it is revoked.
 */
@Timeout(300)
class ClaimToTapIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void a_unit_with_a_claim_comes_in_over_coaps_and_is_out_when_it_is_revoked() throws Exception {
    try (SecureCity city = new SecureCity(folder, 1)) {
      Path identity = city.claim("u1");
      try (UnitProcess unit = unit(identity)) {
        taps(city, unit);
        city.revoke("u1");
        Await.until("it is told why", LONGEST, () -> read(log()).contains("was it revoked there?"));
        Await.until("it counts as gone", LONGEST, () -> !state(city).equals("online"));
        assertEquals("unknown", city.web().seat("open", "A-01").path("state").asString());
        unit.terminate();
      }
      HubProgram.Ran renewed = provision("renew", "--identity", identity.toString());
      assertEquals(1, renewed.code(), renewed.out());
      assertTrue(renewed.err().contains("give it a new claim"), renewed.err());
      assertFalse(Files.exists(identity.resolve("claim.yaml")), "the claim has done its work");
      assertTrue(Files.exists(identity.resolve("unit.pem")));
    }
  }

  @Test
  void a_unit_whose_installer_types_a_code_comes_in_over_https() throws Exception {
    try (SecureCity city = new SecureCity(folder, 1)) {
      Path identity = folder.resolve("identity");
      String code = city.code("u1");
      refused(city, mistyped(code), identity);
      Process typing =
          new ProcessBuilder(
                  HubProgram.command(
                      HubProgram.PROVISION,
                      "enrol",
                      "--code",
                      code,
                      "--hub",
                      city.https(),
                      "--identity",
                      identity.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("enrol.log").toFile())
              .start();
      try {
        Await.until("an operator lets it in", LONGEST, city::approvesWhoWaits);
        assertTrue(typing.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS), "it goes on waiting");
        assertEquals(0, typing.exitValue(), () -> read(folder.resolve("enrol.log")));
      } finally {
        typing.destroyForcibly();
      }
      try (UnitProcess unit = unit(identity)) {
        taps(city, unit);
        unit.terminate();
      }
    }
  }

  /** It ends and says what to look for, and the folder is as good as before. */
  private static void refused(SecureCity city, String code, Path identity) throws Exception {
    HubProgram.Ran ran =
        provision(
            "enrol", "--code", code, "--hub", city.https(), "--identity", identity.toString());
    assertEquals(1, ran.code(), ran.out());
    assertTrue(ran.err().contains("the code is not of this hub"), ran.err());
  }

  private static String mistyped(String code) {
    return (code.charAt(0) == '7' ? '8' : '7') + code.substring(1);
  }

  private static HubProgram.Ran provision(String... arguments) throws Exception {
    return HubProgram.run(HubProgram.PROVISION, arguments);
  }

  private UnitProcess unit(Path identity) throws IOException {
    return new UnitProcess(identity, folder.resolve("blank"), log(), Around.NOTHING);
  }

  private Path log() {
    return folder.resolve("unit.log");
  }

  private static void taps(SecureCity city, UnitProcess unit)
      throws IOException, InterruptedException {
    Await.until(
        "the unit is there",
        LONGEST,
        () -> {
          assertTrue(unit.isAlive(), "the unit ended");
          return state(city).equals("online");
        });
    Lit lit = unit.tap("seat:A-01", TestCity.card(1));
    assertNotNull(lit);
    // A machine that is too busy to answer in time notes the tap: the hub decides it all the same.
    assertTrue(Set.of("GREEN", "NOTED").contains(lit.signal()), lit.signal());
    Await.until(
        "the hub knows that somebody sits there",
        () -> city.web().seat("open", "A-01").path("state").asString().equals("claimed"));
  }

  private static String state(SecureCity city) throws IOException, InterruptedException {
    for (JsonNode each : city.web().get("/api/v1/units")) {
      if (each.path("unit").asString().equals("u1")) {
        return each.path("state").asString();
      }
    }
    return "";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
