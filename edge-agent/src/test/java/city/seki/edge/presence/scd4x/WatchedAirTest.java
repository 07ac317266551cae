package city.seki.edge.presence.scd4x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault.Cause;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.SensorWatch;
import city.seki.edge.presence.VirtualPace;
import city.seki.edge.presence.emulated.EmulatedScd4x;
import city.seki.edge.presence.emulated.EmulatedScd4x.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watch and driver in virtual time: an air sensor breaks ten times and comes back. */
class WatchedAirTest {
  private static final int ROUNDS = 10;
  private static final Duration MOST = Duration.ofSeconds(15);

  private final VirtualPace pace = new VirtualPace();
  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();
  private final EmulatedScd4x chip = new EmulatedScd4x(pace);
  private Duration last = Duration.ZERO;
  private int faults;

  @AfterEach
  void release() {
    Thread.interrupted(); // by which the watch was ended
    buses.close();
  }

  @ParameterizedTest
  @CsvSource({"SILENT, TIMEOUT", "BAD_CRC, GARBAGE", "STUCK, TIMEOUT", "GARBAGE, GARBAGE"})
  void a_dead_sensor_is_told_and_a_healed_one_is_back_within_fifteen_seconds(
      Trouble trouble, Cause cause) {
    board.attachI2c(1, 0x62, chip);
    SensorWatch[] watch = new SensorWatch[1];
    watch[0] =
        new SensorWatch(
            Scd4xSensor.i2c(buses, new SensorSpec.Scd4x(1, 0x62, null, null), pace),
            pace,
            event -> {
              switch (event) {
                case SensorEvent.Ready _ -> {
                  within();
                  chip.suffer(trouble);
                }
                case SensorEvent.Fault fault -> {
                  within();
                  assertEquals(cause, fault.cause());
                  if (++faults == ROUNDS) {
                    watch[0].close();
                  }
                  chip.heal();
                }
                case SensorEvent.Read _, SensorEvent.Discarded _ -> {}
              }
            });
    watch[0].run();
    assertEquals(ROUNDS, faults);
  }

  private void within() {
    Duration took = pace.passed().minus(last);
    assertTrue(took.compareTo(MOST) < 0, () -> "took " + took);
    last = pace.passed();
  }
}
