package city.seki.edge.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.emulated.EmulatedContact;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.edge.presence.emulated.EmulatedScd4x;
import city.seki.edge.presence.ld2410.Ld2410Sensor;
import city.seki.edge.presence.pin.PinSensor;
import city.seki.edge.presence.scd4x.Scd4xSensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The command line in this process, over emulated devices. */
@Timeout(60)
class SensorsCommandTest {
  private static final InputStream OPEN_INPUT = new PipedInputStream();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Function<SensorSpec, Sensor> drivers, InputStream in, String... arguments) {
    PrintStream errors = new PrintStream(err, true, UTF_8);
    Console console = new Console(in, new PrintStream(out, true, UTF_8), errors);
    CommandLine line =
        new CommandLine(new SensorsCommand(drivers, Pace.real(), console))
            .setErr(new PrintWriter(errors, true, UTF_8));
    int code = line.execute(arguments);
    Thread.interrupted(); // by which the meter ends itself
    return code;
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void once_ends_with_the_first_reading() throws Exception {
    SerialCable cable = new SerialCable();
    EmulatedLd2410 radar = new EmulatedLd2410();
    radar.sense(new Radar(Target.STILL, 81, 0, 0, 59));
    var end = cable.device().open();
    Thread serving = Thread.ofPlatform().daemon().start(() -> radar.serve(end, Pace.real()));
    int code =
        run(
            spec -> new Ld2410Sensor(spec.toString(), cable.host(), Pace.real()),
            OPEN_INPUT,
            "--watch",
            "ld2410:/dev/ttyS1",
            "--once");
    cable.unplug();
    serving.join();
    assertEquals(0, code, err.toString(UTF_8));
    assertEquals(
        List.of(
            "{\"event\":\"ready\",\"sensor\":\"ld2410:/dev/ttyS1@256000\"}",
            "{\"event\":\"reading\",\"presence\":\"still\",\"moving_cm\":81,\"moving_energy\":0,"
                + "\"still_cm\":0,\"still_energy\":59}"),
        lines());
  }

  @Test
  void once_without_input_ends_when_a_sensor_shows_that_it_is_not_there() {
    EmulatedBoard board = new EmulatedBoard();
    try (Pi4jBuses buses = board.buses()) {
      int code =
          run(
              spec -> Scd4xSensor.i2c(buses, (SensorSpec.Scd4x) spec, Pace.real()),
              new ByteArrayInputStream(new byte[0]),
              "--watch",
              "scd4x:i2c:1",
              "--once");
      assertEquals(0, code);
      assertEquals(List.of("{\"event\":\"fault\",\"cause\":\"timeout\"}"), lines());
      assertTrue(err.toString(UTF_8).contains("0x62"), "stderr tells the remedy");
    }
  }

  @Test
  void once_without_input_waits_for_the_air_to_be_measured() {
    EmulatedBoard board = new EmulatedBoard();
    board.attachI2c(1, 0x62, new EmulatedScd4x(Pace.real()));
    try (Pi4jBuses buses = board.buses()) {
      int code =
          run(
              spec -> Scd4xSensor.i2c(buses, (SensorSpec.Scd4x) spec, Pace.real()),
              new ByteArrayInputStream(new byte[0]),
              "--watch",
              "scd4x:i2c:1",
              "--once");
      assertEquals(0, code);
      assertEquals(
          "{\"event\":\"reading\",\"co2_ppm\":500,\"temperature_c\":25.0,\"humidity_percent\":37.0}",
          lines().getLast());
    }
  }

  @Test
  void for_ends_after_that_time() {
    EmulatedBoard board = new EmulatedBoard();
    EmulatedContact.door(board, 27).set(false);
    long begun = Pace.real().nanos();
    try (Pi4jBuses buses = board.buses()) {
      int code =
          run(
              spec -> PinSensor.door(buses, (SensorSpec.Door) spec, Pace.real()),
              OPEN_INPUT,
              "--watch",
              "door:gpio:27",
              "--for",
              "1s");
      assertEquals(0, code);
    }
    assertTrue(Pace.real().nanos() - begun >= Duration.ofSeconds(1).toNanos(), "too early");
    assertEquals("{\"event\":\"reading\",\"door\":\"open\"}", lines().getLast());
  }

  @Test
  void a_name_of_no_sensor_is_wrong_usage_and_tells_the_form() {
    assertEquals(2, run(_ -> null, OPEN_INPUT, "--watch", "bme280:i2c:1"));
    assertTrue(err.toString(UTF_8).contains("names no sensor"), err.toString(UTF_8));
    assertEquals(List.of(), lines());
  }
}
