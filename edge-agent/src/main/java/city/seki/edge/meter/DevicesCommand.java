package city.seki.edge.meter;

import city.seki.config.Durations;
import city.seki.config.ProgramVersion;
import city.seki.config.Termination;
import city.seki.config.model.DeviceMapping;
import city.seki.config.source.MappingFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceOpener;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.DeviceWatch;
import city.seki.edge.av.Secret;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code seki-edge devices}: how one device is, by the very driver that a unit runs. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Watches one device on the network and prints one JSON object a line when its state changed,",
      "and every minute as a sign of life. A device that is not reached is looked for until it is back.",
      "Devices are only asked, never told to do something.",
      "Needs no hub and no configuration. Ends on SIGTERM, with exit code 0."
    },
    footer = {
      "",
      "Names of devices:",
      "  pjlink://10.1.2.3        projector or display, PJLink class 1 or 2 (port 4352)",
      "  xapi+https://10.1.2.3    Cisco room device (port 443); xapi+http:// without TLS",
      "  zoom+ssh://10.1.2.3      Zoom Room (port 2244)",
      "  mqtt://10.1.2.3          a device that speaks MQTT, by its broker (port 1883); mqtts://",
      "                           with TLS (port 8883); needs --mapping",
      "  snmp://10.1.2.3          anything that answers SNMP (port 161)",
      "  tcp://10.1.2.3:80        anything that listens on that port",
      "  ping://10.1.2.3          anything that answers an echo",
      "",
      "The file of --password-file holds 'password' or 'user:password' on its first line; for SNMP",
      "the community, or 'user:authpass:privpass' for version 3.",
      "",
      "The file of --mapping is YAML, what stands behind 'mapping' in the city's file:",
      "  availability: {topic: tele/display2/LWT, online: Online, offline: Offline}",
      "  state: {topic: stat/display2/POWER, values: {\"ON\": idle, \"OFF\": standby}}"
    })
public final class DevicesCommand implements Callable<Integer> {
  private final DeviceOpener drivers;
  private final Pace pace;
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec command;

  @Option(
      names = "--watch",
      required = true,
      paramLabel = "NAME",
      converter = DeviceName.class,
      description = "the device to watch")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private DeviceSpec watched;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "a file with its password, which only its owner may read (chmod 600)")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "a file that says what the words of a device mean that speaks MQTT")
  private Optional<Path> mappingFile = Optional.empty();

  @Option(names = "--once", description = "end after the first state")
  private boolean once;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Length.class,
      description = "end after that time: 30s, 5m, 1h30m, PT30S")
  private Optional<Duration> length = Optional.empty();

  /**
   * @param drivers the production driver for each device
   */
  public DevicesCommand(DeviceOpener drivers, Pace pace, Console console) {
    this.drivers = drivers;
    this.pace = pace;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Secret secret = passwordFile.isPresent() ? Secret.read(passwordFile.get()) : null;
    boolean needsMapping = watched instanceof DeviceSpec.Mqtt;
    if (needsMapping != mappingFile.isPresent()) {
      throw new ParameterException(
          command.commandLine(),
          watched
              + (needsMapping
                  ? ": a device that speaks MQTT needs --mapping FILE"
                  : ": --mapping is for devices that speak MQTT"));
    }
    DeviceMapping mapping = mappingFile.isPresent() ? mapping(mappingFile.get()) : null;
    if (needsMapping && mapping == null) {
      return 1;
    }
    Device device = drivers.open(watched, secret, mapping);
    DeviceWatch watch = new DeviceWatch(device, pace, this::tell);
    try (var _ = new Termination(watch::close)) {
      length.ifPresent(time -> closeAfter(time, watch));
      watch.run();
    }
    return 0;
  }

  /** Null where the file is wrong; all that is wrong is printed. */
  private @Nullable DeviceMapping mapping(Path file) {
    return switch (MappingFile.read(file)) {
      case Reading.Loaded(DeviceMapping mapping, var _) -> mapping;
      case Reading.Rejected(List<Problem> problems) -> {
        problems.forEach(problem -> console.err().println("seki-edge: " + problem));
        yield null;
      }
    };
  }

  /** Called by the watching thread, which ends the watch by interrupting itself. */
  private void tell(DeviceReport report) {
    console.out().println(StateLines.line(report));
    String hint = report.details().get(DeviceReport.HINT);
    if (hint != null) {
      console.err().println("seki-edge: " + watched + ": " + hint);
    }
    boolean nobodyReads = console.out().checkError();
    if (once || nobodyReads) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAfter(Duration time, DeviceWatch watch) {
    Thread.ofPlatform()
        .name("time limit")
        .daemon()
        .start(
            () -> {
              try {
                pace.pause(time);
                watch.close();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  static final class DeviceName implements ITypeConverter<DeviceSpec> {
    @Override
    public DeviceSpec convert(String text) {
      try {
        return DeviceSpec.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
