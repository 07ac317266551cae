package city.seki.edge.light;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.OutputPin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorTest {
  private final List<String> shown = new ArrayList<>();
  private final Indicator indicator =
      new Indicator((signal, pins) -> shown.add(signal + (pins.equals(Pins.DARK) ? " dark" : "")));

  @Test
  void after_a_flash_the_light_returns_to_what_rested() {
    indicator.rest(Signal.AMBER, 0);
    indicator.flash(Signal.BLUE, 100);
    assertEquals(80, indicator.refresh(100));
    assertEquals(920, indicator.refresh(180));
    var _ = indicator.refresh(1_100);
    assertEquals(List.of("OFF dark", "AMBER", "BLUE", "BLUE", "AMBER dark"), shown);
  }

  @Test
  void a_rest_told_during_a_flash_waits_for_its_end() {
    indicator.flash(Signal.GREEN, 0);
    indicator.rest(Signal.AMBER, 1_000);
    assertEquals("GREEN", shown.getLast());
    var _ = indicator.refresh(3_000);
    assertTrue(shown.getLast().startsWith("AMBER"));
  }

  @Test
  void a_new_flash_takes_the_place_of_the_old_one() {
    indicator.flash(Signal.GREEN, 0);
    indicator.flash(Signal.RED, 500);
    assertEquals("RED", shown.getLast());
    var _ = indicator.refresh(2_500);
    assertEquals("OFF dark", shown.getLast());
  }

  @Test
  void a_lamp_is_told_only_what_changes() {
    indicator.rest(Signal.OFF, 0);
    for (long t = 0; t < 1_000; t += 10) {
      assertEquals(Pattern.NEVER, indicator.refresh(t));
    }
    assertEquals(List.of("OFF dark"), shown);
  }

  @Test
  void pins_are_written_only_when_they_change_and_a_broken_one_is_told_once() {
    List<String> writes = new ArrayList<>();
    List<BusFault> faults = new ArrayList<>();
    GpioLamp lamp =
        new GpioLamp(pin("red", writes), pin("green", writes), broken(), null, faults::add);
    lamp.show(Signal.AMBER, Pins.AMBER);
    lamp.show(Signal.RED, Pins.RED);
    lamp.show(Signal.RED, Pins.RED.beeping());
    assertEquals(List.of("red true", "green true", "green false"), writes);
    lamp.show(Signal.BLUE, Pins.BLUE);
    lamp.show(Signal.OFF, Pins.DARK);
    assertEquals(1, faults.size());
    lamp.close();
    assertFalse(writes.isEmpty());
    assertEquals("green closed", writes.getLast());
  }

  private static OutputPin pin(String name, List<String> writes) {
    return new OutputPin() {
      @Override
      public void set(boolean high) {
        writes.add(name + " " + high);
      }

      @Override
      public void close() {
        writes.add(name + " closed");
      }
    };
  }

  private static OutputPin broken() {
    return new OutputPin() {
      @Override
      public void set(boolean high) throws BusFault {
        throw new BusFault(BusFault.Cause.GONE, "no such pin");
      }

      @Override
      public void close() {}
    };
  }
}
