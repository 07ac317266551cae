package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.blackbox.UnitProcess.Around;
import city.seki.hub.blackbox.UnitProcess.Lit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built hub, a built unit and {@code seki-config rollout}: what an operator wrote into the
 * city's file becomes what the unit is, and what the unit cannot be stops the roll-out.
 */
@Timeout(300)
class RolledOutIT {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String READER = "device: \"pn532:hsu:/dev/A-01\"";

  /** Of which {@code EmulatedUnit} says that somebody else has it. */
  private static final int TAKEN_PIN = 27;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private HubProcess hub;

  @Test
  void a_city_file_becomes_what_a_unit_is_and_what_it_cannot_be_stops_there() throws Exception {
    Path data = folder.resolve("data");
    TestCity.make(data, Instant.now(), 1, "pn532:hsu:/dev/%s");
    try (HubProcess started = new HubProcess(data, 0, 0)) {
      hub = started;
      token(started.token());
      TestCity.provision(data, folder.resolve("units"), "127.0.0.1", started.mqttPort());
      try (UnitProcess unit =
          new UnitProcess(
              folder.resolve("units/u1"),
              folder.resolve("unit"),
              folder.resolve("unit.log"),
              Around.NOTHING)) {
        Await.until("the hub hears the unit", LONGEST, () -> unitsState().equals("online"));
        rollOut(unit);
      }
    }
  }

  private void rollOut(UnitProcess unit) throws Exception {
    start(5);
    status(1, "FINISHED");
    String good = config();
    assertTrue(Long.parseLong(good) > 0, good);
    assertEquals("GREEN", tap(unit, 1));

    start(TAKEN_PIN);
    status(2, "somebody holds a seat of it");
    hub.web().expect(204, "POST", "/api/v1/offices/open/seats/A-01/end", "{\"note\":\"roll-out\"}");
    String stopped = status(2, "PAUSED");
    assertTrue(stopped.contains("u1") && stopped.contains("gpio:27"), stopped);
    assertEquals(good, config(), "the unit goes on with what it had");
    assertEquals("GREEN", tap(unit, 2));
  }

  /** With the red light at that pin. */
  private void start(int red) throws IOException, InterruptedException {
    Path file = folder.resolve("red-at-" + red + ".yaml");
    String city = Files.readString(folder.resolve("city-file.yaml"));
    String light = ", light: {red: %d, green: 6, blue: 13}".formatted(red);
    Files.writeString(file, city.replaceFirst(READER, READER + light));
    String said =
        rollout(
            "start", "--file", file.toString(), "--unit", "u1", "--rest", "1s", "--confirm", "1m");
    assertTrue(said.startsWith("Roll-out "), said);
  }

  private String status(int number, String expected) throws IOException, InterruptedException {
    String[] said = {""};
    Await.until(
        "roll-out " + number + " says " + expected,
        LONGEST,
        () -> {
          said[0] = rollout("status", Integer.toString(number));
          return said[0].contains(expected);
        });
    return said[0];
  }

  private String rollout(String act, String... arguments) throws IOException, InterruptedException {
    String[] all = new String[arguments.length + 6];
    System.arraycopy(
        new String[] {
          "rollout", act, "--hub", hub.http(), "--token-file", folder.resolve("token").toString()
        },
        0,
        all,
        0,
        6);
    System.arraycopy(arguments, 0, all, 6, arguments.length);
    return HubProgram.succeed(HubProgram.CONFIG, all);
  }

  private void token(String secret) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private String unitsState() throws IOException, InterruptedException {
    return hub.web().get("/api/v1/units").get(0).path("state").asString("");
  }

  private String config() throws IOException, InterruptedException {
    return hub.web().get("/api/v1/units").get(0).path("config").asString("");
  }

  private static String tap(UnitProcess unit, int person) throws InterruptedException {
    Lit lit = unit.tap("seat:A-01", TestCity.card(person));
    assertNotNull(lit);
    return lit.signal();
  }
}
