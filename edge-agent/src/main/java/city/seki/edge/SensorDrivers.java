package city.seki.edge;

import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.ld2410.Ld2410Sensor;
import city.seki.edge.presence.pin.PinSensor;
import city.seki.edge.presence.scd4x.Scd4xSensor;

/**
 * The production driver for each kind of sensor, not yet opened; the others are not even loaded.
 */
final class SensorDrivers {
  private final Pace pace;
  private final Pi4jBuses buses;

  /**
   * @param buses for the sensors on I2C and pins; not touched for the others
   */
  SensorDrivers(Pace pace, Pi4jBuses buses) {
    this.pace = pace;
    this.buses = buses;
  }

  Sensor of(SensorSpec spec) {
    return switch (spec) {
      case SensorSpec.Ld2410 radar -> Ld2410Sensor.tty(radar, pace);
      case SensorSpec.Scd4x air -> Scd4xSensor.i2c(buses, air, pace);
      case SensorSpec.Pir pir -> PinSensor.pir(buses, pir, pace);
      case SensorSpec.Door door -> PinSensor.door(buses, door, pace);
      case SensorSpec.Pad pad -> PinSensor.pad(buses, pad, pace);
    };
  }
}
