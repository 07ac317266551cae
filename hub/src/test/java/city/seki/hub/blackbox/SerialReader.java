package city.seki.hub.blackbox;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader outside of the unit's process: a PN532 at the other end of a serial line (two
 * pseudo-terminals that socat joins), which a unit opens as it opens any.
 */
final class SerialReader implements AutoCloseable {
  private static final int BAUD = 115_200;

  private final EmulatedPn532 chip = new EmulatedPn532();
  private final Process socat;
  private final TtyLine line;

  /**
   * @param device where the unit finds it
   */
  SerialReader(Path device) throws IOException, InterruptedException, BusFault {
    Mosquitto.require("/usr/bin/socat", "socat");
    Path far = device.resolveSibling(device.getFileName() + ".chip");
    socat =
        new ProcessBuilder(
                List.of("socat", "pty,raw,echo=0,link=" + device, "pty,raw,echo=0,link=" + far))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until("socat makes terminals", () -> Files.exists(device) && Files.exists(far));
    line = TtyLine.open(far.toString(), BAUD);
    var _ = Thread.ofPlatform().daemon().start(() -> Pn532Wires.serve(chip, line));
  }

  void lay(EmulatedCard card) {
    chip.lay(card);
  }

  void liftAll() {
    chip.liftAll();
  }

  @Override
  public void close() {
    socat.destroyForcibly();
    line.close();
  }
}
