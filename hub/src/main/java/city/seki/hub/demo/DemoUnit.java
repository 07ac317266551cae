package city.seki.hub.demo;

import city.seki.config.model.Office;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.edge.MachineWires;
import city.seki.edge.Wires;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.av.pjlink.PjlinkNotices;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Pins;
import city.seki.edge.light.Signal;
import city.seki.edge.presence.Sensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The board of one unit in the demo: emulated chips on emulated buses, wired as the city's file
 * says. Above the bus all is production code: Pi4J, drivers, lights.
 */
final class DemoUnit implements Wires, AutoCloseable {
  /** Hears what a light says when that changes. */
  @FunctionalInterface
  interface LightWatch {
    void says(String office, String reader, Signal signal);
  }

  private final Unit unit;
  private final Pace pace;
  private final LightWatch lights;
  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();
  private final Map<String, SerialCable> cables = new HashMap<>();
  private final List<Thread> chipThreads = new ArrayList<>();
  private final List<DemoReader> readers = new ArrayList<>();
  private final MachineWires wires = new MachineWires(this::driver, buses);

  private final @Nullable DemoSurvey survey;

  /** What the boards of all units have in common. */
  record Common(
      Pace pace,
      Pace lived,
      RandomGenerator random,
      PjlinkNotices notices,
      ThreadFactory threads,
      LightWatch lights) {}

  DemoUnit(Unit unit, @Nullable Office office, Common common) throws IOException {
    this.unit = unit;
    this.pace = common.pace();
    this.lights = common.lights();
    ThreadFactory threads = common.threads();
    survey =
        office == null
            ? null
            : new DemoSurvey(
                unit,
                office,
                board,
                buses,
                common.lived(),
                common.random(),
                common.notices(),
                threads);
    for (Wiring wiring : unit.readers()) {
      EmulatedPn532 chip = new EmulatedPn532();
      connect(chip, ReaderSpec.parse(wiring.device()), threads);
      readers.add(new DemoReader(unit.office(), wiring.name().toString(), chip, pace));
    }
  }

  private void connect(EmulatedPn532 chip, ReaderSpec spec, ThreadFactory threads) {
    switch (spec) {
      case ReaderSpec.Pn532I2c(int bus, int address) ->
          board.attachI2c(bus, address, Pn532Wires.i2c(chip));
      case ReaderSpec.Pn532Spi(int bus, int chipSelect) ->
          board.attachSpi(bus, chipSelect, Pn532Wires.spi(chip));
      case ReaderSpec.Pn532Hsu(String path) -> {
        SerialCable cable = new SerialCable();
        cables.put(path, cable);
        Thread thread = threads.newThread(() -> serve(chip, cable));
        chipThreads.add(thread);
        thread.start();
      }
      case ReaderSpec.Pcsc(String name) ->
          throw new IllegalArgumentException(
              "the demo emulates PN532 readers, not pcsc:" + name + " of unit " + unit.id());
    }
  }

  private static void serve(EmulatedPn532 chip, SerialCable cable) {
    try (SerialLine line = cable.device().open()) {
      Pn532Wires.serve(chip, line);
    } catch (BusFault e) {
      Logger.error("an emulated serial line failed: {}", e.getMessage());
    }
  }

  private CardReader driver(ReaderSpec spec) {
    return switch (spec) {
      case ReaderSpec.Pn532I2c(int bus, int address) -> Pn532Reader.i2c(buses, bus, address, pace);
      case ReaderSpec.Pn532Spi(int bus, int chipSelect) ->
          Pn532Reader.spi(buses, bus, chipSelect, pace);
      case ReaderSpec.Pn532Hsu(String path) -> {
        SerialCable cable = cables.get(path);
        if (cable == null) {
          throw new IllegalArgumentException("no emulated serial line " + path);
        }
        yield Pn532Reader.hsu(spec.toString(), cable.host(), pace);
      }
      case ReaderSpec.Pcsc pcsc -> throw new IllegalArgumentException("not in the demo: " + pcsc);
    };
  }

  List<DemoReader> readers() {
    return List.copyOf(readers);
  }

  List<DemoRoom> rooms() {
    return survey == null ? List.of() : survey.rooms();
  }

  @Override
  public Sensor sensor(SensorWiring wiring) {
    return Objects.requireNonNull(survey).sensor(wiring);
  }

  @Override
  public Device device(RoomDevice device, @Nullable Secret secret) {
    return Objects.requireNonNull(survey).device(device);
  }

  @Override
  public CardReader reader(Wiring wiring) {
    return wires.reader(wiring);
  }

  /** The production light on emulated pins, and whoever watches it. */
  @Override
  public Lamp lamp(Wiring wiring) {
    Lamp pins = wires.lamp(wiring);
    String reader = wiring.name().toString();
    return new Lamp() {
      private Signal said = Signal.OFF;

      @Override
      public void show(Signal signal, Pins on) {
        pins.show(signal, on);
        if (signal != said) {
          said = signal;
          lights.says(unit.office(), reader, signal);
        }
      }

      @Override
      public void close() {
        pins.close();
      }
    };
  }

  @Override
  public void close() {
    cables.values().forEach(SerialCable::unplug);
    chipThreads.forEach(Thread::interrupt);
    if (survey != null) {
      survey.close();
    }
    buses.close();
  }
}
