package city.seki.edge.linux;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.model.Wiring.LightPins;
import city.seki.config.wire.CardKey;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import city.seki.provisioning.UnitIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code seki-edge.jar} as it is delivered, in a process of its own, on the same wires. */
final class SelftestProof {
  private static final LightPins PINS = new LightPins(17, 27, 22, 23);
  private static final String UNIT = "desk-u1";

  private final Proofs proofs;
  private final AnsweredBus bus;
  private final SimulatedPins pins;

  SelftestProof(Proofs proofs, AnsweredBus bus, SimulatedPins pins) {
    this.proofs = proofs;
    this.bus = bus;
    this.pins = pins;
  }

  void all() {
    proofs.prove("the selftest finds reader, light and journal, and no hub", this::selftest);
  }

  private void selftest() throws IOException, InterruptedException {
    bus.attach(Pn532Reader.I2C_ADDRESS, Pn532Wires.i2c(new EmulatedPn532()));
    Process selftest =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar().toString(),
                "selftest",
                "--identity",
                identity().toString())
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    boolean lit = false;
    try (BufferedReader lines = selftest.inputReader()) {
      while (!selftest.waitFor(50, TimeUnit.MILLISECONDS)) {
        lit |= pins.isHigh(PINS.blue());
        while (lines.ready()) {
          said.add(lines.readLine());
        }
      }
      lines.lines().forEach(said::add);
    }
    said.forEach(line -> System.out.println("        " + line));
    expect(said, "ok    reader seat:A-01 at pn532:i2c:1:0x24: firmware 1.6");
    expect(said, "ok    light seat:A-01: red, green, blue, amber");
    expect(said, "ok    journal: written and read");
    expect(said, "FAIL  hub at 127.0.0.1:1883");
    Proofs.same(1, selftest.exitValue(), "exit code without a hub");
    Proofs.same(true, lit, "the light was blue for a while");
    Proofs.same("0000", pins.levels(17, 27, 22, 23), "light at the end");
    bus.detach(Pn532Reader.I2C_ADDRESS);
  }

  /** The jar that this program itself was started from. */
  static Path jar() {
    return Path.of(System.getProperty("java.class.path").split(":", -1)[0]);
  }

  private static Path identity() throws IOException {
    Path folder = Files.createTempDirectory("units");
    new UnitIdentity(
            new Unit(
                UNIT,
                "desk",
                List.of(new Wiring(ReaderName.parse("seat:A-01"), "pn532:i2c:1:0x24", PINS))),
            URI.create("mqtt://127.0.0.1:1883"),
            new CardKey("k1", new byte[CardKey.MIN_SECRET_BYTES]),
            null)
        .write(folder);
    return folder.resolve(UNIT);
  }

  private static void expect(List<String> said, String beginning) {
    if (said.stream().noneMatch(line -> line.startsWith(beginning))) {
      throw new AssertionError("no line begins with: " + beginning);
    }
  }
}
