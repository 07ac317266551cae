package city.seki.edge.presence.ld2410;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault.Cause;
import city.seki.edge.presence.SensorWatch;
import city.seki.edge.presence.VirtualPace;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.edge.presence.emulated.EmulatedLd2410.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watch and driver in virtual time: a radar breaks a hundred times and comes back. */
class WatchedRadarTest {
  private static final int ROUNDS = 100;

  private final VirtualPace pace = new VirtualPace();
  private final EmulatedLd2410 radar = new EmulatedLd2410();
  private final RadarLine line = new RadarLine(radar, pace);
  private final Ld2410Sensor sensor = new Ld2410Sensor("ld2410:test", line::open, pace);
  private final List<Cause> faults = new ArrayList<>();
  private final List<Duration> until = new ArrayList<>();
  private Duration last = Duration.ZERO;
  private int rounds;

  @AfterEach
  void notInterrupted() {
    Thread.interrupted(); // by which the watch was ended
  }

  @ParameterizedTest
  @CsvSource({"SILENT, TIMEOUT", "GARBAGE, GARBAGE", "DAMAGED, GARBAGE"})
  void a_dead_radar_is_told_within_five_seconds_and_is_back_within_two(
      Trouble trouble, Cause cause) {
    breakAndHeal(() -> radar.suffer(trouble), radar::heal);
    assertEquals(ROUNDS, faults.size());
    assertTrue(faults.stream().allMatch(cause::equals), () -> faults.toString());
    assertWithin(Duration.ofSeconds(5), 0);
    assertWithin(Duration.ofSeconds(2), 1);
    assertEquals(1, line.opened, "its line stayed open");
  }

  @Test
  void a_line_that_is_pulled_out_is_told_at_once_and_found_again() {
    breakAndHeal(() -> line.unplugged = true, () -> line.unplugged = false);
    assertTrue(faults.stream().allMatch(Cause.GONE::equals), () -> faults.toString());
    assertWithin(Duration.ofSeconds(1), 0);
    assertWithin(Duration.ofSeconds(2), 1);
  }

  @Test
  void a_radar_left_in_configuration_is_no_outage() {
    SensorWatch[] watch = new SensorWatch[1];
    int[] readings = new int[1];
    watch[0] =
        new SensorWatch(
            sensor,
            pace,
            event -> {
              assertTrue(!(event instanceof SensorEvent.Fault), event.toString());
              if (event instanceof SensorEvent.Read && ++readings[0] % 10 == 0) {
                radar.leaveConfiguring();
              }
              if (readings[0] == 1000) {
                watch[0].close();
              }
            });
    watch[0].run();
    assertEquals(1000, readings[0]);
  }

  /** Notes how long each fault and each return took. */
  private void breakAndHeal(Runnable breaks, Runnable heals) {
    SensorWatch[] watch = new SensorWatch[1];
    watch[0] =
        new SensorWatch(
            sensor,
            pace,
            event -> {
              switch (event) {
                case SensorEvent.Ready _ -> {
                  note();
                  if (++rounds > ROUNDS) {
                    watch[0].close();
                  }
                  breaks.run();
                }
                case SensorEvent.Fault fault -> {
                  note();
                  faults.add(fault.cause());
                  heals.run();
                }
                case SensorEvent.Read _, SensorEvent.Discarded _ -> {}
              }
            });
    watch[0].run();
  }

  private void note() {
    until.add(pace.passed().minus(last));
    last = pace.passed();
  }

  private void assertWithin(Duration most, int parity) {
    for (int i = 1; i < until.size(); i++) {
      Duration took = until.get(i);
      assertTrue(i % 2 == parity || took.compareTo(most) <= 0, () -> "took " + took);
    }
  }
}
