package city.seki.edge.meter;

import city.seki.config.ProgramVersion;
import city.seki.config.Termination;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.SensorWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code seki-edge sensors}: what one sensor says, by the very driver that a unit runs. */
@Command(
    name = "sensors",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Watches one sensor and prints one JSON object a line:",
      "ready, reading, discarded, fault. A sensor that vanishes is looked for until it is back.",
      "Needs no hub and no configuration. Ends on SIGTERM, with exit code 0."
    },
    footer = {
      "",
      "Names of sensors:",
      "  ld2410:/dev/ttyS1@256000  radar HLK-LD2410 on a serial line",
      "  scd4x:i2c:1               air sensor SCD40 or SCD41 on I2C bus 1",
      "  scd4x:i2c:1?altitude=640  the same, 640 m above the sea; also asc=on or off",
      "  pir:gpio:17               infrared sensor; its first minute does not count",
      "  door:gpio:27              contact to ground, closed while the door is",
      "  pad:gpio:22               contact to ground, closed while somebody sits"
    })
public final class SensorsCommand implements Callable<Integer> {
  private final Function<SensorSpec, Sensor> drivers;
  private final Pace pace;
  private final Console console;

  @Option(
      names = "--watch",
      required = true,
      paramLabel = "NAME",
      converter = SensorName.class,
      description = "the sensor to watch")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private SensorSpec watched;

  @Option(names = "--once", description = "end with the first reading, or when standard input ends")
  private boolean once;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = ReadersCommand.Length.class,
      description = "end after that time: 30s, 5m, 1h30m, PT30S")
  private Optional<Duration> length = Optional.empty();

  /**
   * @param drivers the production driver for each sensor, not yet opened
   */
  public SensorsCommand(Function<SensorSpec, Sensor> drivers, Pace pace, Console console) {
    this.drivers = drivers;
    this.pace = pace;
    this.console = console;
  }

  @Override
  public Integer call() {
    SensorLines lines = new SensorLines(watched.toString());
    FirstReading enough = new FirstReading();
    SensorWatch watch =
        new SensorWatch(drivers.apply(watched), pace, event -> tell(event, lines, enough));
    try (var _ = new Termination(watch::close)) {
      length.ifPresent(time -> background("time limit", () -> closeAfter(time, watch)));
      if (once) {
        background("standard input", () -> closeAfterInput(enough, watch));
      }
      watch.run();
    }
    return 0;
  }

  /** Called by the watching thread, which ends the watch by interrupting itself. */
  private void tell(SensorEvent event, SensorLines lines, FirstReading enough) {
    if (Thread.currentThread().isInterrupted()) {
      return; // what came together with the last line that was wanted
    }
    console.out().println(lines.line(event));
    if (event instanceof SensorEvent.Fault fault) {
      console.err().println("seki-edge: " + fault.detail());
    }
    boolean last = enough.after(event) && once;
    boolean nobodyReads = console.out().checkError();
    if (last || nobodyReads) {
      Thread.currentThread().interrupt();
    }
  }

  private static void background(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon().start(work);
  }

  private void closeAfter(Duration time, SensorWatch watch) {
    try {
      pace.pause(time);
      watch.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAfterInput(FirstReading enough, SensorWatch watch) {
    try {
      console.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      console.err().println("seki-edge: standard input: " + e.getMessage());
    }
    if (enough.afterInput()) {
      watch.close();
    }
  }

  static final class SensorName implements ITypeConverter<SensorSpec> {
    @Override
    public SensorSpec convert(String text) {
      try {
        return SensorSpec.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
