package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.edge.presence.emulated.EmulatedLd2410.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built meter at an emulated radar over a pseudo-terminal. */
@Timeout(180)
class SensorMeterIT {
  private static final String STILL =
      "{\"event\":\"reading\",\"presence\":\"still\",\"moving_cm\":81,\"moving_energy\":0,"
          + "\"still_cm\":0,\"still_energy\":59}";
  private static final String BOTH =
      "{\"event\":\"reading\",\"presence\":\"both\",\"moving_cm\":42,\"moving_energy\":100,"
          + "\"still_cm\":0,\"still_energy\":100}";
  private static final String CHECKSUM = "{\"event\":\"discarded\",\"cause\":\"checksum\"}";
  private static final String GARBAGE = "{\"event\":\"discarded\",\"cause\":\"garbage\"}";

  @TempDir Path folder;
  private final EmulatedLd2410 radar = new EmulatedLd2410();

  private Process plugIn() throws IOException {
    require(Files.isExecutable(Path.of("/usr/bin/socat")));
    // "-d -d" prints a line when both ends are there and the transfer starts.
    Process socat =
        new ProcessBuilder("socat", "-d", "-d", end("host"), end("radar"))
            .redirectErrorStream(true)
            .start();
    String line = "";
    while (line != null && !line.contains("starting data transfer")) {
      line = socat.inputReader().readLine();
    }
    return socat;
  }

  private String end(String name) {
    return "pty,raw,echo=0,link=" + folder.resolve(name);
  }

  private static void require(boolean socat) {
    String message = "apt-get install -y socat";
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(socat, message);
    }
    Assumptions.assumeTrue(socat, message);
  }

  private TtyLine device() throws BusFault {
    return TtyLine.open(folder.resolve("radar").toString(), 256_000);
  }

  private void serve() throws BusFault {
    TtyLine wire = device();
    Thread.ofPlatform().daemon().start(() -> radar.serve(wire, Pace.real()));
  }

  private static void unplug(Process socat) throws InterruptedException {
    socat.destroyForcibly();
    assertTrue(socat.waitFor(Duration.ofSeconds(10)), "kill -9 ends socat");
  }

  private String name() {
    return "ld2410:" + folder.resolve("host") + "@256000";
  }

  private String ready() {
    return "{\"event\":\"ready\",\"sensor\":\"" + name() + "\"}";
  }

  private static String fault(String cause) {
    return "{\"event\":\"fault\",\"cause\":\"" + cause + "\"}";
  }

  private MeterProcess meter(String... more) throws IOException {
    String[] arguments = new String[3 + more.length];
    System.arraycopy(new String[] {"sensors", "--watch", name()}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new MeterProcess(List.of(), arguments);
  }

  @Test
  void a_radar_is_read_and_falls_silent_and_is_unplugged_and_is_read_again() throws Exception {
    radar.sense(new Radar(Target.STILL, 81, 0, 0, 59));
    Process socat = plugIn();
    serve();
    try (MeterProcess meter = meter()) {
      meter.expect(ready());
      for (int i = 0; i < 10; i++) {
        meter.expect(STILL);
      }
      radar.sense(new Radar(Target.BOTH, 42, 100, 0, 100));
      meter.until(BOTH);
      radar.suffer(Trouble.SILENT);
      Duration silent = timeUntil(meter, fault("timeout"));
      assertTrue(silent.compareTo(Duration.ofSeconds(5)) < 0, () -> "told after " + silent);
      radar.heal();
      meter.expect(ready());
      meter.expect(BOTH);
      unplug(socat);
      meter.until(fault("gone"));
      socat = plugIn();
      serve();
      meter.until(ready());
      meter.terminate();
      meter.drain();
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
  }

  private static Duration timeUntil(MeterProcess meter, String line) throws InterruptedException {
    long begun = System.nanoTime();
    meter.until(line);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void garbage_and_damaged_reports_are_told_and_cost_no_report() throws Exception {
    String still = "f4f3f2f10d0002aa0251000000003b00005500f8f7f6f5";
    Process socat = plugIn();
    try (MeterProcess meter = meter();
        TtyLine wire = device()) {
      meter.until(fault("timeout"));
      wire.write(HexFormat.of().parseHex("00112233445566778899aabbccddeeff" + still));
      meter.expect(ready());
      meter.expect(GARBAGE);
      meter.expect(STILL);
      String damaged = still.substring(0, still.length() - 2) + "f4";
      wire.write(HexFormat.of().parseHex(damaged + still.substring(0, 20) + still));
      meter.expect(CHECKSUM);
      meter.expect(CHECKSUM);
      meter.expect(STILL);
      meter.terminate();
      meter.drain();
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
  }

  @Test
  void another_speed_is_a_fault_that_says_garbage() throws Exception {
    radar.suffer(Trouble.GARBAGE);
    Process socat = plugIn();
    serve();
    try (MeterProcess meter = meter()) {
      meter.until(fault("garbage"));
      radar.heal();
      meter.until(ready());
      meter.terminate();
      meter.drain();
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
  }

  @Test
  void once_ends_with_the_first_reading_and_for_after_its_time() throws Exception {
    radar.sense(new Radar(Target.STILL, 81, 0, 0, 59));
    Process socat = plugIn();
    serve();
    try (MeterProcess meter = meter("--for", "2s")) {
      meter.expect(ready());
      meter.expect(STILL);
      meter.drain();
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
    socat = plugIn();
    serve();
    try (MeterProcess meter = meter("--once")) {
      meter.expect(ready());
      meter.expect(STILL);
      assertEquals(0, meter.exitCode());
    } finally {
      unplug(socat);
    }
  }
}
