package city.seki.edge.presence.scd4x;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.Fuzz;
import city.seki.edge.presence.Reading.Air;
import city.seki.edge.presence.Sensed;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MeasurementFuzzTest {
  private static final List<byte[]> SAMPLES =
      List.of(
          Words.write(500, 0x6667, 0x5EB9),
          Words.write(0xFFFF, 0xFFFF, 0xFFFF),
          Words.write(0, 0, 0),
          Words.write(0x8006));

  @Test
  @Tag("fuzz")
  void any_bytes_are_plausible_air_or_are_thrown_away() {
    Fuzz.run(SAMPLES, 30, MeasurementFuzzTest::survive);
  }

  private static void survive(byte[] input) {
    if (Measurement.read(input) instanceof Sensed.Read(Air air)) {
      assertTrue(air.co2Ppm() > 0 && air.co2Ppm() <= 40_000, "CO2");
      assertTrue(air.temperatureC() >= -30 && air.temperatureC() <= 80, "temperature");
      assertTrue(air.humidityPercent() >= 0 && air.humidityPercent() <= 100, "humidity");
    }
  }
}
