package city.seki.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateWordsTest {
  private static final StateWords WORDS =
      new StateWords(
          Map.of("OFF", DeviceState.STANDBY, "99", DeviceState.FAULT),
          new TreeMap<>(
              Map.of(
                  BigDecimal.ZERO, DeviceState.STANDBY, new BigDecimal("20"), DeviceState.IDLE)));

  @ParameterizedTest
  @CsvSource({
    "OFF,STANDBY",
    "off,",
    "0,STANDBY",
    "-0.0,STANDBY",
    "19.999,STANDBY",
    "20,IDLE",
    "2e1,IDLE",
    "1E300,IDLE",
    "1E-300,STANDBY",
    "+21,IDLE",
    "99,FAULT",
    "99.0,IDLE",
    "-1,",
    "NaN,",
    "Infinity,",
    "0x10,",
    "1_000,",
    "20 W,",
    "1E9999,",
    "'',"
  })
  void a_word_is_taken_exactly_and_a_number_by_the_highest_bound_it_reaches(
      String word, DeviceState state) {
    assertEquals(state, WORDS.state(word));
  }

  @Test
  void what_no_value_maps_is_unknown_and_is_not_written() {
    Map<String, DeviceState> unknown = Map.of("?", DeviceState.UNKNOWN);
    assertThrows(IllegalArgumentException.class, () -> new StateWords(unknown, new TreeMap<>()));
    assertThrows(IllegalArgumentException.class, () -> new StateWords(Map.of(), new TreeMap<>()));
  }
}
