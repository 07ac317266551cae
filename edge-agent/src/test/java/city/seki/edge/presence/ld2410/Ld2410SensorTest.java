package city.seki.edge.presence.ld2410;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensed.Discarded.Cause;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.VirtualPace;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.edge.presence.emulated.EmulatedLd2410.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The production driver against an emulated radar. */
class Ld2410SensorTest {
  private static final Radar BOTH = new Radar(Target.BOTH, 120, 80, 81, 59);

  private final VirtualPace pace = new VirtualPace();
  private final EmulatedLd2410 radar = new EmulatedLd2410();
  private final RadarLine line = new RadarLine(radar, pace);
  private final Ld2410Sensor sensor = new Ld2410Sensor("ld2410:test", line::open, pace);

  private static Sensed read(Reading reading) {
    return new Sensed.Read(reading);
  }

  @ParameterizedTest
  @EnumSource
  void what_it_senses_is_read_in_both_kinds_of_report(Target target) throws Exception {
    sensor.open();
    var _ = sensor.next();
    for (boolean engineering : List.of(false, true)) {
      radar.engineering(engineering);
      Radar sensed = new Radar(target, 120, 80, 81, 59);
      radar.sense(sensed);
      assertEquals(List.of(read(sensed)), sensor.next());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void a_radar_that_calibrates_itself_sees_nobody(int state) throws Exception {
    radar.sense(BOTH);
    radar.calibrate(state);
    sensor.open();
    assertEquals(List.of(read(new Radar(Target.NONE, 120, 80, 81, 59))), sensor.next());
  }

  @Test
  void ten_reports_a_second_are_all_read() throws Exception {
    sensor.open();
    int count = 0;
    while (pace.passed().compareTo(Duration.ofSeconds(10)) < 0) {
      count += sensor.next().size();
    }
    assertEquals(100, count);
  }

  @Test
  void a_radar_left_in_configuration_is_brought_back_before_it_is_a_fault() throws Exception {
    radar.leaveConfiguring();
    sensor.open();
    assertTrue(pace.passed().compareTo(Duration.ofMillis(1500)) < 0, "at the second try");
    assertInstanceOf(Sensed.Read.class, sensor.next().getFirst());
    radar.leaveConfiguring();
    List<Sensed> sensed = new ArrayList<>();
    while (sensed.isEmpty()) {
      sensed.addAll(sensor.next());
    }
    assertInstanceOf(Sensed.Read.class, sensed.getFirst());
  }

  @Test
  void a_silent_radar_is_told_within_three_seconds_and_is_read_again_on_the_same_line()
      throws Exception {
    sensor.open();
    var _ = sensor.next();
    radar.suffer(Trouble.SILENT);
    Duration before = pace.passed();
    SensorFault fault = faulting();
    assertEquals(SensorFault.Cause.TIMEOUT, fault.reason());
    Duration took = pace.passed().minus(before);
    assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, () -> "took " + took);
    assertThrows(SensorFault.class, sensor::next);
    assertThrows(SensorFault.class, sensor::open);
    radar.heal();
    assertInstanceOf(Sensed.Read.class, sensor.next().getFirst());
    assertEquals(1, line.opened);
  }

  @Test
  void another_speed_is_garbage() throws Exception {
    sensor.open();
    var _ = sensor.next();
    radar.suffer(Trouble.GARBAGE);
    SensorFault fault = faulting();
    assertEquals(SensorFault.Cause.GARBAGE, fault.reason());
    assertTrue(fault.toString().contains("speed"), fault.toString());
  }

  @Test
  void garbage_from_the_first_byte_on_is_told_as_thrown_away_too() throws Exception {
    radar.suffer(Trouble.GARBAGE);
    SensorFault fault = assertThrows(SensorFault.class, sensor::open);
    assertEquals(SensorFault.Cause.GARBAGE, fault.reason());
    assertInstanceOf(Sensed.Discarded.class, sensor.next().getFirst());
  }

  @Test
  void one_damaged_report_is_thrown_away_and_the_next_one_counts() throws Exception {
    sensor.open();
    var _ = sensor.next();
    radar.suffer(Trouble.DAMAGED);
    assertEquals(List.of(new Sensed.Discarded(Cause.CHECKSUM)), sensor.next());
    radar.heal();
    radar.sense(BOTH);
    assertEquals(List.of(read(BOTH)), sensor.next());
  }

  @Test
  void reports_cut_short_cost_only_themselves() throws Exception {
    radar.suffer(Trouble.CUT);
    sensor.open();
    int read = 0;
    int discarded = 0;
    for (int i = 0; i < 40; i++) {
      for (Sensed sensed : sensor.next()) {
        read += sensed instanceof Sensed.Read ? 1 : 0;
        discarded += sensed instanceof Sensed.Discarded ? 1 : 0;
      }
    }
    assertTrue(read >= 20 && discarded >= 20, "read " + read + ", discarded " + discarded);
  }

  @Test
  void a_line_that_is_gone_is_told_at_once() throws Exception {
    sensor.open();
    var _ = sensor.next();
    line.unplugged = true;
    assertEquals(SensorFault.Cause.GONE, assertThrows(SensorFault.class, sensor::next).reason());
    sensor.close();
    sensor.close();
    assertEquals(SensorFault.Cause.GONE, assertThrows(SensorFault.class, sensor::open).reason());
    line.unplugged = false;
    sensor.open();
    assertInstanceOf(Sensed.Read.class, sensor.next().getFirst());
  }

  private SensorFault faulting() {
    return assertThrows(
        SensorFault.class,
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            var _ = sensor.next();
          }
        });
  }
}
