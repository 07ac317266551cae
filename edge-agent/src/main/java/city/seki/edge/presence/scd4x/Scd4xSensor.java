package city.seki.edge.presence.scd4x;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusOpener;
import city.seki.edge.bus.I2cDevice;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensed.Discarded;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.SensorFault.Cause;
import city.seki.edge.presence.SensorSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An air sensor SCD40 or SCD41 that measures every five seconds. While it waits it holds no bus:
 * command and answer are two transfers with a pause between.
 *
 * <p>Opening stops a measurement that an earlier run of the agent began, since the sensor refuses
 * its settings while it measures. Settings are written only where they differ and are never made
 * permanent: the memory for that takes 2,000 writes.
 */
public final class Scd4xSensor implements Sensor {
  private static final Duration WAKING = Duration.ofMillis(30);
  private static final Duration STOPPING = Duration.ofMillis(500);
  private static final Duration EXECUTION = Duration.ofMillis(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** Two periods of five seconds, and one look more. */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private static final int READY_BITS = 0x07FF;

  private final SensorSpec.Scd4x spec;
  private final BusOpener<I2cDevice> bus;
  private final Pace pace;
  private @Nullable I2cDevice device;
  private long lastReading;
  private boolean discardedSince;

  public Scd4xSensor(SensorSpec.Scd4x spec, BusOpener<I2cDevice> bus, Pace pace) {
    this.spec = spec;
    this.bus = bus;
    this.pace = pace;
  }

  /** On a bus of this machine, real or emulated. */
  public static Scd4xSensor i2c(Pi4jBuses buses, SensorSpec.Scd4x spec, Pace pace) {
    return new Scd4xSensor(spec, () -> buses.i2c(spec.bus(), spec.address()), pace);
  }

  @Override
  public String name() {
    return spec.toString();
  }

  @Override
  public void open() throws SensorFault {
    try {
      I2cDevice open = device == null ? bus.open() : device;
      device = open;
      stop(open);
      var _ = ask(open, Command.SERIAL, 3);
      set(open, spec.altitudeMetres(), Command.GET_ALTITUDE, Command.SET_ALTITUDE);
      Boolean asc = spec.selfCalibration();
      set(
          open,
          asc == null ? null : asc ? 1 : 0,
          Command.GET_SELF_CALIBRATION,
          Command.SET_SELF_CALIBRATION);
      open.write(Words.command(Command.START_PERIODIC.code()));
      lastReading = pace.nanos();
      discardedSince = false;
    } catch (BusFault e) {
      throw fault(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // for the watch, which ends by it
      throw new SensorFault(Cause.TIMEOUT, name() + ": opening was interrupted", e);
    }
  }

  /** Sensirion's own order: what sleeps is woken, what measures is stopped. */
  private void stop(I2cDevice open) throws BusFault, InterruptedException {
    try {
      open.write(Words.command(Command.WAKE_UP.code()));
    } catch (BusFault e) {
      if (e.reason() != BusFault.Cause.NO_ANSWER) { // never acknowledged by a sensor that slept
        throw e;
      }
    }
    pace.pause(WAKING);
    open.write(Words.command(Command.STOP_PERIODIC.code()));
    pace.pause(STOPPING);
  }

  private void set(I2cDevice open, @Nullable Integer wanted, Command get, Command set)
      throws BusFault, SensorFault, InterruptedException {
    if (wanted != null && ask(open, get, 1)[0] != wanted) {
      open.write(Words.command(set.code(), wanted));
      pace.pause(EXECUTION);
    }
  }

  private int[] ask(I2cDevice open, Command command, int words)
      throws BusFault, SensorFault, InterruptedException {
    return Words.read(exchange(open, command, words))
        .orElseThrow(
            () ->
                new SensorFault(
                    Cause.GARBAGE, name() + ": what answers there does not speak like an SCD4x"));
  }

  private byte[] exchange(I2cDevice open, Command command, int words)
      throws BusFault, InterruptedException {
    open.write(Words.command(command.code()));
    pace.pause(EXECUTION);
    byte[] bytes = new byte[words * Words.SIZE];
    open.read(bytes);
    return bytes;
  }

  @Override
  public List<Sensed> next() throws SensorFault, InterruptedException {
    I2cDevice open = device;
    if (open == null) {
      throw new SensorFault(Cause.GONE, name() + " is not open");
    }
    if (pace.nanos() - lastReading >= SILENCE.toNanos()) {
      throw silent();
    }
    try {
      return look(open);
    } catch (BusFault e) {
      throw fault(e);
    }
  }

  private List<Sensed> look(I2cDevice open) throws BusFault, InterruptedException {
    Optional<int[]> ready = Words.read(exchange(open, Command.DATA_READY, 1));
    if (ready.isPresent() && (ready.get()[0] & READY_BITS) == 0) {
      pace.pause(BETWEEN_LOOKS);
      return List.of();
    }
    Sensed sensed =
        ready.isEmpty()
            ? new Discarded(Discarded.Cause.CHECKSUM)
            : Measurement.read(exchange(open, Command.READ, 3));
    switch (sensed) {
      case Sensed.Read _ -> {
        lastReading = pace.nanos();
        discardedSince = false;
      }
      case Discarded _ -> {
        discardedSince = true;
        pace.pause(BETWEEN_LOOKS);
      }
    }
    return List.of(sensed);
  }

  private SensorFault silent() {
    return discardedSince
        ? new SensorFault(
            Cause.GARBAGE,
            name()
                + ": nothing but damaged samples: shorten its wires, check its pull-up resistors")
        : new SensorFault(Cause.TIMEOUT, name() + ": it answers and measures nothing");
  }

  private SensorFault fault(BusFault e) {
    return e.reason() == BusFault.Cause.NO_ANSWER
        ? new SensorFault(
            Cause.TIMEOUT,
            "%s: nothing acknowledges at 0x%02x: check its power and wires"
                .formatted(name(), spec.address()),
            e)
        : SensorFault.of(name(), e);
  }

  @Override
  public void close() {
    I2cDevice open = device;
    device = null;
    if (open != null) {
      open.close();
    }
  }
}
