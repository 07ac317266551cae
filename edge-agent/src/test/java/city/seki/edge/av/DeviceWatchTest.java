package city.seki.edge.av;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A device whose state is a function of virtual time; the watch ends when that time is over. */
class DeviceWatchTest {
  private static final DeviceReport OFF =
      DeviceReport.without(DeviceState.OFFLINE, "pjlink", "timeout");

  private record Told(long second, DeviceReport report) {}

  private final List<Told> told = new ArrayList<>();
  private final List<Long> looks = new ArrayList<>();
  private long nanos;
  private boolean closed;

  private long second() {
    return nanos / 1_000_000_000;
  }

  private static DeviceReport report(DeviceState state, String... details) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < details.length; i += 2) {
      map.put(details[i], details[i + 1]);
    }
    return new DeviceReport(
        state, "pjlink", null, "Hall", null, List.of(), List.of(), null, new TreeMap<>(map));
  }

  private final class Scripted implements Device, Pace {
    private final Function<Long, DeviceReport> script;
    private final Duration end;
    private final Duration lookTakes;
    private final Duration speaksAfter;

    Scripted(
        Function<Long, DeviceReport> script,
        Duration end,
        Duration lookTakes,
        Duration speaksAfter) {
      this.script = script;
      this.end = end;
      this.lookTakes = lookTakes;
      this.speaksAfter = speaksAfter;
    }

    @Override
    public String name() {
      return "pjlink://hall";
    }

    @Override
    public DeviceReport look() throws InterruptedException {
      looks.add(second());
      pause(lookTakes);
      return script.apply(second()); // what is pulled during a look fails that look
    }

    @Override
    public void awaitChange(Duration most) throws InterruptedException {
      pause(most.compareTo(speaksAfter) < 0 ? most : speaksAfter);
    }

    @Override
    public Set<String> volatileDetails() {
      return Set.of("lamp_hours");
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      nanos += time.toNanos();
      if (nanos > end.toNanos()) {
        throw new InterruptedException("the test is over");
      }
    }
  }

  private void watch(Duration end, Duration lookTakes, Function<Long, DeviceReport> script) {
    watch(end, lookTakes, Duration.ofDays(1), script);
  }

  private void watch(
      Duration end, Duration lookTakes, Duration speaksAfter, Function<Long, DeviceReport> script) {
    Scripted device = new Scripted(script, end, lookTakes, speaksAfter);
    new DeviceWatch(device, device, r -> told.add(new Told(second(), r))).run();
    assertTrue(Thread.interrupted(), "the watch keeps the interrupt that ended it");
    assertTrue(closed, "the device is let go of");
  }

  @Test
  void looks_come_closer_when_something_changed_and_grow_to_twenty_seconds() {
    watch(
        Duration.ofSeconds(140),
        Duration.ZERO,
        t -> report(t < 100 ? DeviceState.STANDBY : DeviceState.PRESENTING));
    assertEquals(List.of(0L, 5L, 15L, 30L, 50L, 70L, 90L, 110L, 115L, 125L, 140L), looks);
  }

  @Test
  void what_changed_is_told_at_once_and_the_same_again_only_as_a_sign_of_life() {
    watch(
        Duration.ofMinutes(5),
        Duration.ZERO,
        t -> report(t < 100 ? DeviceState.STANDBY : DeviceState.IDLE, "lamp_hours", "" + t));
    assertEquals(
        List.of(DeviceState.STANDBY, DeviceState.IDLE),
        told.stream().map(x -> x.report().state()).distinct().toList());
    for (int i = 1; i < told.size(); i++) {
      long silent = told.get(i).second() - told.get(i - 1).second();
      assertTrue(silent <= 60, "silent for " + silent + " s: " + told);
    }
    assertTrue(told.size() <= 9, "volatile details are no news: " + told);
  }

  @Test
  void other_details_are_news() {
    watch(
        Duration.ofSeconds(20),
        Duration.ZERO,
        t -> report(DeviceState.STANDBY, "input", t < 5 ? "31" : "32"));
    assertEquals(2, told.size(), told.toString());
  }

  @Test
  void a_pulled_cable_shows_within_45_seconds_even_if_each_look_takes_ten() {
    for (long pulled = 200; pulled < 260; pulled++) {
      told.clear();
      nanos = 0;
      long at = pulled;
      watch(
          Duration.ofSeconds(400),
          Duration.ofSeconds(10),
          t -> t < at ? report(DeviceState.STANDBY) : OFF);
      long shown =
          told.stream().filter(x -> x.report().equals(OFF)).findFirst().orElseThrow().second();
      assertTrue(shown - at <= 45, "pulled at " + at + ", shown at " + shown);
    }
  }

  @Test
  void one_failed_look_is_looked_at_again_after_two_seconds_and_not_told() {
    watch(Duration.ofSeconds(30), Duration.ZERO, t -> t == 5 ? OFF : report(DeviceState.IDLE));
    assertTrue(looks.contains(7L), looks.toString());
    assertFalse(told.stream().anyMatch(x -> x.report().equals(OFF)), told.toString());
  }

  @Test
  void a_device_that_was_never_there_is_told_after_the_second_look() {
    watch(Duration.ofSeconds(3), Duration.ZERO, _ -> OFF);
    assertEquals(List.of(new Told(2, OFF)), told);
  }

  @Test
  void a_lost_device_is_looked_for_every_five_seconds_in_the_first_minute() {
    watch(Duration.ofSeconds(130), Duration.ZERO, _ -> OFF);
    assertEquals(
        List.of(0L, 2L, 7L, 12L, 17L, 22L, 27L, 32L, 37L, 42L, 47L, 52L, 57L, 62L),
        looks.subList(0, 14));
    assertTrue(looks.size() <= 18, looks.toString());
  }

  @Test
  void whatever_a_driver_throws_is_told_and_outlived() {
    watch(
        Duration.ofSeconds(20),
        Duration.ZERO,
        t -> {
          if (t < 5) {
            throw new IllegalStateException("bug");
          }
          return report(DeviceState.IDLE);
        });
    assertEquals(DeviceState.UNKNOWN, told.get(0).report().state());
    assertEquals("driver", told.get(0).report().cause());
    assertEquals("pjlink", told.get(0).report().source());
    assertEquals(DeviceState.IDLE, told.get(1).report().state());
  }

  @Test
  void a_device_that_speaks_up_all_the_time_is_asked_once_a_second_at_most() {
    watch(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, _ -> report(DeviceState.IDLE));
    assertTrue(looks.size() <= 11, looks.toString());
  }

  @Test
  void a_device_that_speaks_up_is_looked_at_then() {
    watch(
        Duration.ofSeconds(10),
        Duration.ZERO,
        Duration.ofSeconds(3),
        t -> report(t < 3 ? DeviceState.STANDBY : DeviceState.BOOTING));
    assertEquals(3, told.get(1).second());
  }
}
