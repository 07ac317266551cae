package city.seki.edge;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.edge.av.Device;
import city.seki.edge.bus.BusFault;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.config.Reason;
import city.seki.edge.config.Unfit;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.SensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether what a unit is told to have is really there, looked at beside the unit that runs: every
 * reader, sensor and pin at a wire that is not in use is opened and let go of again. What is in use
 * is there. Devices of rooms may be switched off, and are not asked; sensors of the network and
 * labels come by themselves.
 */
final class WiringCheck {
  private final Wires wires;
  private final Set<String> used = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private WiringCheck(Wires wires, Unit running) {
    this.wires = wires;
    for (Wiring wiring : running.readers()) {
      used.add(wire(ReaderSpec.parse(wiring.device())));
      pins(wiring).forEach(pin -> used.add(gpio(pin)));
    }
    wired(running).forEach(sensor -> used.add(wire(SensorSpec.parse(sensor.device()))));
  }

  /**
   * @param running whose wires are in use
   * @param wanted with its secrets
   * @throws Unfit if something is not there; it names all that is not
   */
  static void require(Wires wires, Unit running, UnitSetup wanted) throws Unfit {
    WiringCheck check = new WiringCheck(wires, running);
    wanted.unit().readers().forEach(check::reader);
    wired(wanted.unit()).forEach(check::sensor);
    wanted.unit().devices().forEach(device -> check.device(device, wanted));
    if (!check.problems.isEmpty()) {
      throw new Unfit(Reason.WIRING, String.join("; ", check.problems));
    }
    try {
      var _ = SecretFiles.felicaKey(wanted);
    } catch (IllegalArgumentException e) {
      throw new Unfit(Reason.SECRET, String.valueOf(e.getMessage()));
    }
  }

  private static Stream<SensorWiring> wired(Unit unit) {
    return unit.sensors().stream()
        .filter(sensor -> !sensor.device().startsWith(SurveyRuntime.NETWORK));
  }

  private void reader(Wiring wiring) {
    try {
      if (used.add(wire(ReaderSpec.parse(wiring.device())))) {
        try (CardReader reader = wires.reader(wiring)) {
          var _ = reader.open();
        }
      }
    } catch (ReaderFault | IllegalArgumentException e) {
      problems.add(Answering.reader(wiring) + ": " + e.getMessage());
    }
    try {
      for (int pin : pins(wiring)) {
        if (used.add(gpio(pin))) {
          wires.tryOutput(pin);
        }
      }
    } catch (BusFault e) {
      problems.add(Answering.light(wiring) + ": " + e.getMessage());
    }
  }

  private void sensor(SensorWiring wiring) {
    try {
      if (used.add(wire(SensorSpec.parse(wiring.device())))) {
        try (Sensor sensor = wires.sensor(wiring)) {
          sensor.open();
        }
      }
    } catch (SensorFault | IllegalArgumentException e) {
      problems.add(Answering.sensor(wiring) + ": " + e.getMessage());
    }
  }

  private void device(RoomDevice device, UnitSetup wanted) {
    try (Device driver = wires.device(device, wanted.secrets().apply(device.id()))) {
      var _ = driver; // made, and so its address and its mapping are understood
    } catch (IllegalArgumentException e) {
      problems.add("device " + device.id() + ": " + e.getMessage());
    }
  }

  private static List<Integer> pins(Wiring wiring) {
    Wiring.LightPins light = wiring.light();
    if (light == null) {
      return List.of();
    }
    Integer buzzer = light.buzzer();
    return buzzer == null
        ? List.of(light.red(), light.green(), light.blue())
        : List.of(light.red(), light.green(), light.blue(), buzzer);
  }

  private static String gpio(int pin) {
    return "gpio:" + pin;
  }

  /** What only one driver can have: a serial port, an address on a bus, a pin. */
  private static String wire(ReaderSpec spec) {
    return switch (spec) {
      case ReaderSpec.Pn532Hsu(var path) -> path;
      case ReaderSpec.Pn532I2c(var bus, var address) -> i2c(bus, address);
      case ReaderSpec.Pn532Spi _, ReaderSpec.Pcsc _ -> spec.toString();
    };
  }

  private static String wire(SensorSpec spec) {
    return switch (spec) {
      case SensorSpec.Ld2410 radar -> radar.path();
      case SensorSpec.Scd4x air -> i2c(air.bus(), air.address());
      case SensorSpec.Pir(var pin) -> gpio(pin);
      case SensorSpec.Door(var pin) -> gpio(pin);
      case SensorSpec.Pad(var pin) -> gpio(pin);
    };
  }

  private static String i2c(int bus, int address) {
    return "i2c:%d:0x%02x".formatted(bus, address);
  }
}
