package city.seki.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "30s,PT30S",
    "5m,PT5M",
    "2h,PT2H",
    "2d,PT48H",
    "1h30m,PT1H30M",
    "1d2h3m4s,PT26H3M4S",
    "250ms,PT0.25S",
    "PT30S,PT30S",
    "pt1.5s,PT1.5S",
    "P1D,PT24H",
    "90s,PT1M30S"
  })
  void a_length_of_time_is_read(String text, Duration expected) {
    assertEquals(expected, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "30", "s", "30 s", "-5s", "5s5m", "1.5s", "PT", "P", "1y", "9999999999s"})
  void anything_else_is_refused_with_an_example(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    assertTrue(refused.toString().contains("write 30s, 5m"), refused.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0ms", "PT0S", "PT-5S", "-PT5S"})
  void nothing_and_less_is_no_length(String text) {
    assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
  }

  @Test
  void the_message_repeats_what_was_written() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Durations.parse("soon"));
    assertTrue(refused.toString().contains("'soon' is no"), refused.toString());
  }
}
