package city.seki.edge.presence.scd4x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.bus.emulated.I2cTarget;
import city.seki.edge.presence.Reading.Air;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.VirtualPace;
import city.seki.edge.presence.emulated.EmulatedScd4x;
import city.seki.edge.presence.emulated.EmulatedScd4x.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The production driver through Pi4J on an emulated bus. */
class Scd4xSensorTest {
  private static final SensorSpec.Scd4x PLAIN = new SensorSpec.Scd4x(1, 0x62, null, null);
  private static final Sensed CHECKSUM = new Sensed.Discarded(Sensed.Discarded.Cause.CHECKSUM);

  private final VirtualPace pace = new VirtualPace();
  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();
  private final EmulatedScd4x chip = new EmulatedScd4x(pace);
  private final Scd4xSensor sensor = Scd4xSensor.i2c(buses, PLAIN, pace);

  @BeforeEach
  void attach() {
    board.attachI2c(1, 0x62, chip);
  }

  @AfterEach
  void release() {
    sensor.close();
    buses.close();
  }

  private List<Sensed> within(Duration time) throws Exception {
    List<Sensed> all = new ArrayList<>();
    Duration end = pace.passed().plus(time);
    while (pace.passed().compareTo(end) < 0) {
      all.addAll(sensor.next());
    }
    return all;
  }

  private static Air air(Sensed sensed) {
    return (Air) assertInstanceOf(Sensed.Read.class, sensed).reading();
  }

  @Test
  void it_is_read_every_five_seconds() throws Exception {
    sensor.open();
    assertEquals(12, within(Duration.ofSeconds(61)).size());
    chip.sense(new Air(1400, 24.5, 55.0));
    Air air = air(within(Duration.ofSeconds(6)).getLast());
    assertEquals(1400, air.co2Ppm());
    assertEquals(24.5, air.temperatureC(), 0.01);
    assertEquals(55.0, air.humidityPercent(), 0.01);
  }

  @Test
  void one_that_measures_already_is_read_after_a_restart_of_the_agent() throws Exception {
    sensor.open();
    assertEquals(1, within(Duration.ofSeconds(7)).size());
    sensor.close();
    try (Scd4xSensor next =
        Scd4xSensor.i2c(buses, new SensorSpec.Scd4x(1, 0x62, 640, null), pace)) {
      next.open();
      assertEquals(640, chip.altitude());
    }
    sensor.open();
    assertEquals(1, within(Duration.ofSeconds(6)).size());
  }

  @Test
  void settings_are_written_only_where_they_differ() throws Exception {
    List<Integer> codes = new ArrayList<>();
    board.attachI2c(
        1,
        0x62,
        new I2cTarget() {
          @Override
          public boolean write(byte[] bytes) {
            codes.add(Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]));
            return chip.write(bytes);
          }

          @Override
          public boolean read(byte[] into) {
            return chip.read(into);
          }
        });
    SensorSpec.Scd4x set = new SensorSpec.Scd4x(1, 0x62, 640, false);
    try (Scd4xSensor first = Scd4xSensor.i2c(buses, set, pace)) {
      first.open();
    }
    assertTrue(codes.contains(Command.SET_ALTITUDE.code()));
    assertTrue(codes.contains(Command.SET_SELF_CALIBRATION.code()));
    assertEquals(640, chip.altitude());
    assertFalse(chip.isSelfCalibrating());
    codes.clear();
    try (Scd4xSensor second = Scd4xSensor.i2c(buses, set, pace)) {
      second.open();
    }
    assertFalse(codes.contains(Command.SET_ALTITUDE.code()), "it differs no more");
    assertFalse(codes.contains(Command.SET_SELF_CALIBRATION.code()), "it differs no more");
    codes.clear();
    sensor.open();
    assertFalse(codes.contains(Command.GET_ALTITUDE.code()), "nobody asked for one");
  }

  @Test
  void a_sample_with_a_wrong_check_sum_is_thrown_away_and_the_next_one_counts() throws Exception {
    sensor.open();
    chip.suffer(Trouble.BAD_CRC);
    assertEquals(List.of(CHECKSUM), within(Duration.ofSeconds(6)));
    chip.heal();
    assertEquals(500, air(within(Duration.ofSeconds(5)).getFirst()).co2Ppm());
  }

  @Test
  void nothing_but_damaged_samples_is_a_fault_within_fifteen_seconds() throws Exception {
    sensor.open();
    var _ = within(Duration.ofSeconds(6));
    chip.suffer(Trouble.BAD_CRC);
    assertFault(SensorFault.Cause.GARBAGE);
  }

  @Test
  void one_that_measures_no_more_is_a_fault_within_fifteen_seconds() throws Exception {
    sensor.open();
    var _ = within(Duration.ofSeconds(6));
    chip.powerCycle();
    assertFault(SensorFault.Cause.TIMEOUT);
    sensor.open();
    assertEquals(1, within(Duration.ofSeconds(6)).size());
  }

  private void assertFault(SensorFault.Cause cause) {
    Duration before = pace.passed();
    SensorFault fault = assertThrows(SensorFault.class, () -> within(Duration.ofMinutes(1)));
    assertEquals(cause, fault.reason());
    Duration took = pace.passed().minus(before);
    assertTrue(took.compareTo(Duration.ofSeconds(14)) < 0, () -> "took " + took);
  }

  @Test
  void one_that_does_not_acknowledge_is_told_with_its_address_and_a_remedy() throws Exception {
    chip.suffer(Trouble.SILENT);
    SensorFault fault = assertThrows(SensorFault.class, sensor::open);
    assertEquals(SensorFault.Cause.TIMEOUT, fault.reason());
    assertTrue(fault.toString().contains("0x62"), fault.toString());
    chip.heal();
    sensor.open();
    assertEquals(1, within(Duration.ofSeconds(6)).size());
    chip.suffer(Trouble.SILENT);
    assertThrows(SensorFault.class, sensor::next);
    chip.heal();
    assertEquals(List.of(), sensor.next());
  }

  @Test
  void what_is_no_such_sensor_is_garbage() {
    chip.suffer(Trouble.GARBAGE);
    assertEquals(SensorFault.Cause.GARBAGE, assertThrows(SensorFault.class, sensor::open).reason());
  }

  /** The sensor refuses what it cannot do now, as the real one does. */
  @Test
  void the_emulated_sensor_takes_no_settings_while_it_measures() {
    assertTrue(chip.write(Words.command(Command.START_PERIODIC.code())));
    assertFalse(chip.write(Words.command(Command.SET_ALTITUDE.code(), 640)));
    assertFalse(chip.write(Words.command(Command.READ.code())), "nothing measured yet");
    assertTrue(chip.write(Words.command(Command.STOP_PERIODIC.code())));
    assertFalse(chip.write(Words.command(Command.SERIAL.code())), "it takes 500 ms to stop");
    pace.pass(Duration.ofMillis(500));
    assertTrue(chip.write(Words.command(Command.SET_ALTITUDE.code(), 640)));
  }
}
