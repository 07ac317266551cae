package city.seki.edge.light;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatternTest {
  @ParameterizedTest
  @CsvSource({"GREEN,3000", "BLUE,1000", "RED,2000", "RED_AMBER,3000", "NOTED,2000"})
  void a_flash_lasts_as_long_as_the_product_says(Signal signal, long millis) {
    Pattern pattern = Pattern.of(signal);
    assertFalse(pattern.isOver(millis - 1));
    assertTrue(pattern.isOver(millis));
    assertEquals(Pins.DARK, pattern.at(millis));
    assertTrue(signal.isFlash());
  }

  @Test
  void yes_beeps_once_and_no_beeps_twice() {
    assertEquals(1, beeps(Signal.GREEN));
    assertEquals(1, beeps(Signal.BLUE));
    assertEquals(2, beeps(Signal.RED));
    assertEquals(2, beeps(Signal.RED_AMBER));
    assertEquals(1, beeps(Signal.NOTED));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OFF", "AMBER", "WARN", "UNCLAIMED", "ENROLLING", "WAITING", "SHUT_OUT", "IDENTIFY"})
  void what_rests_is_silent_and_never_over(Signal signal) {
    assertEquals(0, beeps(signal));
    assertFalse(Pattern.of(signal).isOver(1_000_000_000L));
    assertFalse(signal.isFlash());
  }

  @Test
  void each_signal_has_its_colour() {
    assertEquals(Pins.GREEN, Pattern.of(Signal.GREEN).at(2_999));
    assertEquals(Pins.BLUE, Pattern.of(Signal.BLUE).at(999));
    assertEquals(Pins.RED, Pattern.of(Signal.RED).at(1_999));
    assertEquals(Pins.RED, Pattern.of(Signal.RED_AMBER).at(249));
    assertEquals(Pins.AMBER, Pattern.of(Signal.RED_AMBER).at(250));
    assertEquals(Pins.AMBER, Pattern.of(Signal.NOTED).at(1_999));
    assertEquals(Pins.DARK, Pattern.of(Signal.OFF).at(0));
  }

  @Test
  void trouble_breathes_and_a_near_reservation_blinks_green() {
    assertEquals(Pins.AMBER, Pattern.of(Signal.AMBER).at(4_999 - 4_000));
    assertEquals(Pins.DARK, Pattern.of(Signal.AMBER).at(5_000));
    assertEquals(Pins.GREEN, Pattern.of(Signal.WARN).at(60_000));
    assertEquals(Pins.DARK, Pattern.of(Signal.WARN).at(60_500));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_changes_before_the_next_change_that_is_told(Signal signal) {
    Pattern pattern = Pattern.of(signal);
    for (long t = 0; t < 5_000; t++) {
      long change = pattern.nextChange(t);
      assertTrue(change > 0, signal + " at " + t);
      long last = Math.min(change, 5_000) - 1;
      assertEquals(pattern.at(t), pattern.at(t + last), signal + " at " + t);
    }
  }

  private static int beeps(Signal signal) {
    int count = 0;
    boolean before = false;
    for (long t = 0; t < 5_000; t++) {
      boolean sounds = Pattern.of(signal).at(t).buzzer();
      count += sounds && !before ? 1 : 0;
      before = sounds;
    }
    return count;
  }
}
