package city.seki.edge.linux;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusFault.Cause;
import city.seki.edge.bus.I2cDevice;
import city.seki.edge.bus.Pi4jBuses;
import java.nio.file.Path;

/**
 * What is promised of the wires, proved on a Linux kernel that has them; exit code 1 if a proof
 * failed. The first argument says as whom: {@code wires} with the folder of the simulated pins,
 * {@code nobody} (a user without permissions), {@code no-board} (no Raspberry Pi).
 */
public final class WiresProof {
  private static final int PIN = 17;
  private static final int ADDRESS = 0x24;

  private WiresProof() {}

  public static void main(String[] args) throws Exception {
    Proofs proofs = new Proofs();
    switch (args[0]) {
      case "wires" -> wires(proofs, new SimulatedPins(Path.of(args[1])));
      case "nobody" -> nobody(proofs);
      case "no-board" -> noBoard(proofs);
      default -> throw new IllegalArgumentException(args[0] + ": wires, nobody or no-board");
    }
    System.exit(proofs.failed() == 0 ? 0 : 1);
  }

  private static void wires(Proofs proofs, SimulatedPins pins) throws Exception {
    AnsweredBus bus = new AnsweredBus();
    bus.serve();
    try (Pi4jBuses buses = Pi4jBuses.ofThisMachine()) {
      new BusProofs(proofs, bus, buses).all();
      new ReaderProofs(proofs, bus, buses).all();
      new InputProofs(proofs, pins, buses).all();
      new PinProofs(proofs, pins, buses).all();
    }
    new SelftestProof(proofs, bus, pins).all();
  }

  private static void nobody(Proofs proofs) {
    try (Pi4jBuses buses = Pi4jBuses.ofThisMachine()) {
      proofs.prove(
          "a bus that this user may not use is denied",
          () -> Proofs.fails(Cause.DENIED, () -> buses.i2c(AnsweredBus.NUMBER, ADDRESS)));
      proofs.prove(
          "a pin that this user may not use is denied",
          () -> Proofs.fails(Cause.DENIED, () -> buses.output(PIN)));
    }
  }

  private static void noBoard(Proofs proofs) throws Exception {
    AnsweredBus bus = new AnsweredBus();
    bus.serve();
    try (Pi4jBuses buses = Pi4jBuses.ofThisMachine()) {
      proofs.prove("a bus of a board that is no Raspberry Pi works, too", () -> reads(bus, buses));
      proofs.prove(
          "a pin of a board that is no Raspberry Pi is not supported",
          () -> Proofs.fails(Cause.UNSUPPORTED, () -> buses.output(PIN)));
    }
  }

  private static void reads(AnsweredBus bus, Pi4jBuses buses) throws BusFault {
    bus.attach(ADDRESS, AnsweredBus.filledWith(7));
    try (I2cDevice device = buses.i2c(AnsweredBus.NUMBER, ADDRESS)) {
      byte[] one = new byte[1];
      device.read(one);
      Proofs.same((byte) 7, one[0], "read");
    }
  }
}
