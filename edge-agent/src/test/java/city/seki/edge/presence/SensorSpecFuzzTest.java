package city.seki.edge.presence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.edge.Fuzz;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SensorSpecFuzzTest {
  private static final List<byte[]> NAMES =
      Stream.of(
              "ld2410:/dev/ttyS1@256000",
              "scd4x:i2c:1:0x62?altitude=640&asc=off",
              "pir:gpio:17",
              "door:gpio:27",
              "pad:gpio:22")
          .map(name -> name.getBytes(UTF_8))
          .toList();

  /** What it gives back names the same sensor again. */
  @Test
  @Tag("fuzz")
  void any_text_is_a_name_or_is_refused_with_a_reason() {
    Fuzz.run(NAMES, 60, bytes -> read(new String(bytes, UTF_8)));
  }

  private static void read(String text) {
    SensorSpec spec;
    try {
      spec = SensorSpec.parse(text);
    } catch (IllegalArgumentException e) {
      return; // refused, which is an answer
    }
    assertEquals(spec, SensorSpec.parse(spec.toString()));
  }
}
