package city.seki.edge;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Wiring;
import city.seki.config.model.Wiring.LightPins;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceOpener;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.OutputPin;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.light.GpioLamp;
import city.seki.edge.light.Lamp;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** The wires of one machine, real or emulated. Pi4J is touched only where pins are wired. */
public final class MachineWires implements Wires {
  private final Function<ReaderSpec, CardReader> readers;
  private final Function<SensorSpec, Sensor> sensors;
  private final DeviceOpener devices;
  private final Pi4jBuses buses;

  /**
   * @param readers makes the driver for a reader, not yet opened
   * @param sensors the same for a sensor
   * @param devices the same for a device, with what it wants to know and how it is understood
   */
  public MachineWires(
      Function<ReaderSpec, CardReader> readers,
      Function<SensorSpec, Sensor> sensors,
      DeviceOpener devices,
      Pi4jBuses buses) {
    this.readers = readers;
    this.sensors = sensors;
    this.devices = devices;
    this.buses = buses;
  }

  /** The wires of a unit that reads cards and does nothing else. */
  public MachineWires(Function<ReaderSpec, CardReader> readers, Pi4jBuses buses) {
    this(
        readers,
        spec -> {
          throw new IllegalArgumentException("this unit has no sensors, not " + spec);
        },
        (spec, secret, mapping) -> {
          throw new IllegalArgumentException("this unit has no devices, not " + spec);
        },
        buses);
  }

  @Override
  public CardReader reader(Wiring wiring) {
    return readers.apply(ReaderSpec.parse(wiring.device()));
  }

  @Override
  public Sensor sensor(SensorWiring wiring) {
    return sensors.apply(SensorSpec.parse(wiring.device()));
  }

  @Override
  public Device device(RoomDevice device, @Nullable Secret secret) {
    return devices.open(DeviceSpec.parse(device.address()), secret, device.mapping());
  }

  /** A light whose pins cannot be had is told and left out: a tap is worth more than its light. */
  @Override
  public Lamp lamp(Wiring wiring) {
    try {
      return open(wiring);
    } catch (BusFault fault) {
      Logger.error("light of {} stays dark: {}", wiring.name(), fault.getMessage());
      return Lamp.none();
    }
  }

  @Override
  public void tryOutput(int pin) throws BusFault {
    buses.output(pin).close();
  }

  @Override
  public Lamp open(Wiring wiring) throws BusFault {
    LightPins pins = wiring.light();
    if (pins == null) {
      return Lamp.none();
    }
    List<OutputPin> opened = new ArrayList<>();
    try {
      Integer buzzer = pins.buzzer();
      return new GpioLamp(
          output(pins.red(), opened),
          output(pins.green(), opened),
          output(pins.blue(), opened),
          buzzer == null ? null : output(buzzer, opened),
          fault -> Logger.error("light of {}: {}", wiring.name(), fault.getMessage()));
    } catch (BusFault fault) {
      opened.forEach(OutputPin::close);
      throw fault;
    }
  }

  private OutputPin output(int pin, List<OutputPin> opened) throws BusFault {
    OutputPin output = buses.output(pin);
    opened.add(output);
    return output;
  }
}
