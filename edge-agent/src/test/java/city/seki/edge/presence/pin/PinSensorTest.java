package city.seki.edge.presence.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.BusFault;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.VirtualPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinSensorTest {
  private final VirtualPace pace = new VirtualPace();

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private PinSensor opened(PinKind kind, ScriptedPin pin) throws SensorFault {
    PinSensor sensor = PinSensor.on("test", kind, pin::open, pace);
    sensor.open();
    return sensor;
  }

  private List<String> told(PinSensor sensor, Duration time) throws Exception {
    List<String> all = new ArrayList<>();
    while (pace.passed().compareTo(time) < 0) {
      for (Sensed sensed : sensor.next()) {
        all.add(pace.passed().toMillis() + " " + word(((Sensed.Read) sensed).reading()));
      }
    }
    return all;
  }

  private static String word(Reading reading) {
    return switch (reading) {
      case Reading.Door door -> door.open() ? "open" : "closed";
      case Reading.Pad pad -> pad.pressed() ? "pressed" : "left";
      case Reading.Motion motion -> motion.moving() ? "motion" : "still";
      default -> "?";
    };
  }

  @Test
  void a_door_tells_once_how_it_is_and_then_each_change() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false).at(ms(10_000), true).at(ms(20_000), false);
    assertEquals(
        List.of("30 closed", "10030 open", "20030 closed"),
        told(opened(PinKind.DOOR, pin), ms(60_000)));
  }

  @Test
  void a_contact_that_bounces_is_one_change() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false);
    for (int i = 0; i < 20; i++) {
      pin.at(ms(5_000 + 2 * i), i % 2 == 0);
    }
    pin.at(ms(5_040), true);
    assertEquals(List.of("30 closed", "5070 open"), told(opened(PinKind.DOOR, pin), ms(10_000)));
  }

  @Test
  void a_spike_is_no_change() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false).at(ms(5_000), true).at(ms(5_010), false);
    assertEquals(List.of("30 closed"), told(opened(PinKind.DOOR, pin), ms(10_000)));
  }

  @Test
  void a_pad_is_pressed_while_its_contact_is_closed() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, true).at(ms(2_000), false).at(ms(9_000), true);
    assertEquals(
        List.of("50 left", "2050 pressed", "9050 left"),
        told(opened(PinKind.PAD, pin), ms(10_000)));
  }

  @Test
  void a_pin_that_never_changes_is_well() throws Exception {
    PinSensor sensor = opened(PinKind.PAD, new ScriptedPin(pace, true));
    assertEquals(1, told(sensor, ms(1_000)).size());
    for (int i = 0; i < 100; i++) {
      Duration before = pace.passed();
      assertEquals(List.of(), sensor.next());
      assertTrue(pace.passed().minus(before).compareTo(Duration.ofSeconds(1)) <= 0);
    }
  }

  @Test
  void a_pir_is_not_believed_in_its_first_minute() throws Exception {
    ScriptedPin pin =
        new ScriptedPin(pace, false)
            .at(ms(10_000), true)
            .at(ms(13_000), false)
            .at(ms(70_000), true)
            .at(ms(73_000), false);
    assertEquals(
        List.of("20 still", "70020 motion", "75500 still"),
        told(opened(PinKind.PIR, pin), ms(90_000)));
  }

  @Test
  void a_pir_that_is_high_at_the_end_of_its_warm_up_is_believed_then() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, true);
    List<String> told = told(opened(PinKind.PIR, pin), ms(90_000));
    assertEquals("20 still", told.getFirst());
    assertEquals(2, told.size());
    assertTrue(told.getLast().matches("6[01]\\d{3} motion"), told.getLast());
  }

  /** Not retriggered: hold 2 s, blind 2.5 s, again and again while somebody moves. */
  @Test
  void a_pir_that_is_blind_between_two_pulses_has_not_seen_nothing() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false);
    for (int i = 0; i < 5; i++) {
      pin.at(ms(70_000 + 4_400 * i), true).at(ms(72_000 + 4_400 * i), false);
    }
    assertEquals(
        List.of("20 still", "70020 motion", "92100 still"),
        told(opened(PinKind.PIR, pin), ms(120_000)));
  }

  @Test
  void the_warm_up_is_not_begun_anew_when_the_pin_is_opened_again() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false).at(ms(90_000), true);
    PinSensor sensor = opened(PinKind.PIR, pin);
    assertEquals(1, told(sensor, ms(80_000)).size());
    sensor.close();
    sensor.open();
    List<String> told = told(sensor, ms(91_000));
    assertEquals(2, told.size(), "its level once more, and the motion");
    assertTrue(told.getLast().endsWith("motion"));
  }

  @Test
  void a_pin_that_never_settles_is_a_fault_and_tells_its_level_when_it_does() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false);
    for (int i = 0; i < 1000; i++) {
      pin.at(ms(5_000 + 7 * i), i % 2 == 0);
    }
    PinSensor sensor = opened(PinKind.DOOR, pin);
    SensorFault fault = assertThrows(SensorFault.class, () -> told(sensor, ms(20_000)));
    assertEquals(SensorFault.Cause.GARBAGE, fault.reason());
    assertTrue(pace.passed().compareTo(ms(9_000)) < 0, () -> "told at " + pace.passed());
    pace.pass(ms(6_000));
    assertEquals(1, told(sensor, ms(20_000)).size());
  }

  @Test
  void a_pin_that_cannot_be_had_or_read_is_told_as_its_wire_says() throws Exception {
    ScriptedPin pin = new ScriptedPin(pace, false);
    pin.fault = new BusFault(BusFault.Cause.DENIED, "gpio:17 is already in use here");
    PinSensor sensor = PinSensor.on("door:gpio:17", PinKind.DOOR, pin::open, pace);
    assertEquals(SensorFault.Cause.DENIED, assertThrows(SensorFault.class, sensor::open).reason());
    pin.fault = null;
    sensor.open();
    assertEquals(1, told(sensor, ms(1_000)).size());
    pin.fault = new BusFault(BusFault.Cause.GONE, "gone");
    assertEquals(SensorFault.Cause.GONE, assertThrows(SensorFault.class, sensor::next).reason());
  }
}
