package city.seki.edge.linux;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusFault.Cause;
import city.seki.edge.bus.I2cDevice;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.emulated.I2cTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** I2C and SPI through Pi4J's linuxfs. */
final class BusProofs {
  private static final int ONE = 0x24;
  private static final int OTHER = 0x62;
  private static final int KERNELS_OWN = 0x36;
  private static final int NO_BUS = 7;
  private static final int TRANSFERS = 50;

  private final Proofs proofs;
  private final AnsweredBus bus;
  private final Pi4jBuses buses;

  BusProofs(Proofs proofs, AnsweredBus bus, Pi4jBuses buses) {
    this.proofs = proofs;
    this.bus = bus;
    this.buses = buses;
  }

  void all() {
    proofs.prove("bytes written and read arrive as they were sent", this::bytesArrive);
    proofs.prove("where nothing acknowledges there is no answer", this::nothingAcknowledges);
    proofs.prove("two devices on one bus are never taken for each other", this::twoDevices);
    proofs.prove(
        "an address that a driver of the kernel holds is denied, and no other device hears of it",
        this::heldAddress);
    proofs.prove("a device that is open may not be opened a second time", this::openedTwice);
    proofs.prove(
        "a bus that does not exist is gone",
        () -> Proofs.fails(Cause.GONE, () -> buses.i2c(NO_BUS, ONE)));
    proofs.prove(
        "an SPI bus that does not exist is gone",
        () -> Proofs.fails(Cause.GONE, () -> buses.spi(0, 0)));
    proofs.prove("wires closed and opened again leave no file open", this::noFileStaysOpen);
  }

  private I2cDevice open(int address) throws BusFault {
    return buses.i2c(AnsweredBus.NUMBER, address);
  }

  private void bytesArrive() throws BusFault {
    List<byte[]> heard = new ArrayList<>();
    bus.attach(
        ONE,
        new I2cTarget() {
          @Override
          public boolean write(byte[] bytes) {
            return heard.add(bytes);
          }

          @Override
          public boolean read(byte[] into) {
            for (int i = 0; i < into.length; i++) {
              into[i] = (byte) (i * 7);
            }
            return true;
          }
        });
    try (I2cDevice device = open(ONE)) {
      byte[] sent = new byte[274];
      for (int i = 0; i < sent.length; i++) {
        sent[i] = (byte) (i * 5);
      }
      device.write(sent);
      byte[] received = new byte[274];
      device.read(received);
      Proofs.same(Arrays.toString(sent), Arrays.toString(heard.getFirst()), "sent");
      for (int i = 0; i < received.length; i++) {
        Proofs.same((byte) (i * 7), received[i], "byte " + i);
      }
    }
    bus.detach(ONE);
  }

  private void nothingAcknowledges() throws BusFault {
    try (I2cDevice device = open(ONE)) {
      for (AnsweredBus.Refusal refusal : AnsweredBus.Refusal.values()) {
        bus.refuseBy(refusal);
        Proofs.fails(Cause.NO_ANSWER, () -> device.write(new byte[] {1, 2}));
        Proofs.fails(Cause.NO_ANSWER, () -> device.read(new byte[1]));
      }
      bus.attach(ONE, AnsweredBus.filledWith(9));
      byte[] one = new byte[1];
      device.read(one);
      Proofs.same((byte) 9, one[0], "a device that came later");
    }
    bus.detach(ONE);
  }

  private void twoDevices() throws Exception {
    bus.attach(ONE, AnsweredBus.filledWith(ONE));
    bus.attach(OTHER, AnsweredBus.filledWith(OTHER));
    try (I2cDevice one = open(ONE);
        I2cDevice other = open(OTHER);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> first = threads.submit(() -> readOften(one, ONE));
      Future<?> second = threads.submit(() -> readOften(other, OTHER));
      first.get();
      second.get();
    }
    bus.detach(ONE);
    bus.detach(OTHER);
  }

  private static Object readOften(I2cDevice device, int value) throws BusFault {
    byte[] bytes = new byte[9];
    for (int i = 0; i < TRANSFERS; i++) {
      device.write(new byte[] {(byte) value});
      device.read(bytes);
      Proofs.same((byte) value, bytes[i % 9], "transfer " + i);
    }
    return value;
  }

  private void heldAddress() throws BusFault {
    List<byte[]> heard = new ArrayList<>();
    bus.attach(
        ONE,
        new I2cTarget() {
          @Override
          public boolean write(byte[] bytes) {
            return heard.add(bytes);
          }

          @Override
          public boolean read(byte[] into) {
            return true;
          }
        });
    try (I2cDevice neighbour = open(ONE)) {
      neighbour.write(new byte[] {1});
      for (int i = 0; i < 3; i++) {
        Proofs.fails(Cause.DENIED, this::writeHeld);
      }
      neighbour.write(new byte[] {3});
    }
    Proofs.same(
        "[[1], [3]]", heard.stream().map(Arrays::toString).toList().toString(), "the neighbour");
    bus.detach(ONE);
  }

  private void writeHeld() throws BusFault {
    try (I2cDevice held = open(KERNELS_OWN)) {
      held.write(new byte[] {2});
    }
  }

  private void openedTwice() throws BusFault {
    bus.attach(ONE, AnsweredBus.filledWith(1));
    try (I2cDevice first = open(ONE)) {
      Proofs.fails(Cause.DENIED, () -> open(ONE));
      first.read(new byte[1]);
    }
    bus.detach(ONE);
  }

  private void noFileStaysOpen() throws BusFault, IOException {
    bus.attach(ONE, AnsweredBus.filledWith(1));
    buses.close();
    long before = openFiles();
    for (int i = 0; i < 10; i++) {
      try (I2cDevice device = open(ONE)) {
        device.read(new byte[1]);
      }
      buses.output(20).close();
      buses.close();
    }
    Proofs.same(before, openFiles(), "files open");
    bus.detach(ONE);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
