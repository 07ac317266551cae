package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedLiteS;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.felica.MasterKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built meter at an emulated PN532 over a pseudo-terminal that vanishes and returns. */
@Timeout(120)
class SerialMeterIT {
  private static final String IDM = "011603005B1BD402";
  private static final String GONE = "{\"event\":\"gone\"}";
  private static final String FAULT = "{\"event\":\"fault\",\"cause\":\"gone\"}";

  @TempDir Path folder;
  private final EmulatedPn532 chip = new EmulatedPn532();

  private Process plugIn() throws Exception {
    require(Files.isExecutable(Path.of("/usr/bin/socat")));
    // "-d -d" prints a line when both ends are there and the transfer starts.
    Process socat =
        new ProcessBuilder("socat", "-d", "-d", end("host"), end("chip"))
            .redirectErrorStream(true)
            .start();
    String line = "";
    while (line != null && !line.contains("starting data transfer")) {
      line = socat.inputReader().readLine();
    }
    TtyLine wire = TtyLine.open(folder.resolve("chip").toString(), 115_200);
    Thread.ofPlatform().daemon().start(() -> Pn532Wires.serve(chip, wire));
    return socat;
  }

  private String end(String name) {
    return "pty,raw,echo=0,link=" + folder.resolve(name);
  }

  private static void require(boolean socat) {
    String message = "apt-get install -y socat";
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(socat, message);
    }
    Assumptions.assumeTrue(socat, message);
  }

  private static void unplug(Process socat) throws InterruptedException {
    socat.destroyForcibly();
    assertTrue(socat.waitFor(Duration.ofSeconds(10)), "kill -9 ends socat");
  }

  @Test
  void cards_are_told_and_a_line_that_vanishes_is_found_again() throws Exception {
    String name = "pn532:hsu:" + folder.resolve("host");
    String ready = "{\"event\":\"ready\",\"reader\":\"" + name + "\",\"firmware\":\"1.6\"}";
    EmulatedCard card = EmulatedCard.felica(IDM);
    Process socat = plugIn();
    try (MeterProcess meter =
        new MeterProcess(List.of(), "readers", "--watch", name, "--show-id")) {
      meter.expect(ready);
      for (int i = 0; i < 3; i++) {
        chip.lay(card);
        meter.expect("{\"event\":\"card\",\"tech\":\"felica\",\"id\":\"" + IDM + "\"}");
        chip.lift(card);
        meter.expect(GONE);
        unplug(socat);
        meter.expect(FAULT);
        chip.powerCycle();
        socat = plugIn();
        meter.expect(ready);
      }
      meter.terminate();
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
  }

  /** The installer's look at a key, and at a card whose number was copied. */
  @Test
  void whether_a_card_is_a_copy_is_told_with_the_key() throws Exception {
    String name = "pn532:hsu:" + folder.resolve("host");
    String master = "c59fb54551fcd5d5a9681e4d88b59dc92a4c36294d15b2c2";
    Path key = Files.writeString(folder.resolve("felica-master-key"), master + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Process socat = plugIn();
    try (MeterProcess meter =
        new MeterProcess(List.of(), "readers", "--watch", name, "--felica-key", key.toString())) {
      meter.expect("{\"event\":\"ready\",\"reader\":\"" + name + "\",\"firmware\":\"1.6\"}");
      told(
          meter,
          EmulatedLiteS.issued(IDM, MasterKey.parse(master)),
          "{\"event\":\"card\",\"tech\":\"felica\",\"mac\":\"ok\"}");
      told(
          meter,
          EmulatedLiteS.copied(IDM),
          "{\"event\":\"refused\",\"tech\":\"felica\",\"reason\":\"not-genuine\",\"mac\":\"failed\"}");
      told(
          meter,
          EmulatedCard.felica(IDM),
          "{\"event\":\"card\",\"tech\":\"felica\",\"mac\":\"unsupported\"}");
      meter.terminate();
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
  }

  private void told(MeterProcess meter, EmulatedCard card, String line) throws Exception {
    chip.lay(card);
    meter.expect(line);
    chip.lift(card);
    meter.expect(GONE);
  }
}
