package city.seki.edge.meter;

import city.seki.config.wire.JsonText;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The line of JSON for each event of a sensor, in the words of contract.md. */
final class SensorLines {
  private final String sensor;

  /**
   * @param sensor the name that the installer gave
   */
  SensorLines(String sensor) {
    this.sensor = sensor;
  }

  /** One line, without its end. */
  String line(SensorEvent event) {
    return new String(JsonText.object(line -> write(line, event)), StandardCharsets.UTF_8);
  }

  private void write(JsonText line, SensorEvent event) {
    switch (event) {
      case SensorEvent.Ready _ -> line.put("event", "ready").put("sensor", sensor);
      case SensorEvent.Read read -> write(line.put("event", "reading"), read.reading());
      case SensorEvent.Discarded discarded ->
          line.put("event", "discarded").put("cause", discarded.cause().word());
      case SensorEvent.Fault fault -> line.put("event", "fault").put("cause", fault.cause().word());
    }
  }

  private static void write(JsonText line, Reading reading) {
    switch (reading) {
      case Reading.Motion motion -> line.put("motion", motion.moving());
      case Reading.Radar radar ->
          line.put("presence", radar.target().name().toLowerCase(Locale.ROOT))
              .put("moving_cm", radar.movingCm())
              .put("moving_energy", radar.movingEnergy())
              .put("still_cm", radar.stillCm())
              .put("still_energy", radar.stillEnergy());
      case Reading.Air air ->
          line.put("co2_ppm", air.co2Ppm())
              .put("temperature_c", tenths(air.temperatureC()))
              .put("humidity_percent", tenths(air.humidityPercent()));
      case Reading.Door door -> line.put("door", door.open() ? "open" : "closed");
      case Reading.Pad pad -> line.put("pressed", pad.pressed());
      case Reading.Count count -> line.put("people", count.people());
      case Reading.Presence presence -> line.put("present", presence.present());
    }
  }

  /** More the sensors do not resolve. */
  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
