package city.seki.hub.demo;

import city.seki.config.Durations;
import city.seki.config.Termination;
import city.seki.config.model.City;
import city.seki.config.source.ReferenceCity;
import city.seki.edge.card.Pace;
import city.seki.edge.journal.JournalFault;
import city.seki.hub.broker.BrokerRefused;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.notice.NoticeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows Seki at work on one machine. */
@Command(
    name = "demo",
    description =
        "Runs a city on this machine: hub, broker, and real agents over emulated card readers.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int REFERENCE_SEATS = 75;
  private static final int REFERENCE_OFFICES = 8;

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final SecureRandom random;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "run the day N times faster (default: ${DEFAULT-VALUE})")
  private double speed = 10;

  @Option(
      names = "--offices",
      paramLabel = "N",
      description = "a larger city of so many offices (default: the reference city)")
  private @Nullable Integer offices;

  @Option(names = "--seats", paramLabel = "N", description = "so many seats in all")
  private @Nullable Integer seats;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "end after 90s, 5m, 1h …, with a summary")
  private @Nullable Duration length;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "everything is written there (default: a new temporary directory)")
  private @Nullable Path data;

  @Option(
      names = "--http-port",
      paramLabel = "P",
      description = "port of the page (default: any that is free)")
  private int httpPort;

  @Option(
      names = "--mqtt-port",
      paramLabel = "P",
      description = "port of the broker (default: any that is free)")
  private int mqttPort;

  @Option(
      names = "--notices",
      paramLabel = "FILE",
      description = "how members of staff can be told of their reservations, as for serve")
  private @Nullable Path notices;

  static final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Durations.parse(text);
    }
  }

  public DemoCommand(InstantSource clock, LongSupplier nanos, SecureRandom random) {
    this.clock = clock;
    this.nanos = nanos;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException, BrokerRefused, JournalFault, InterruptedException {
    if (!(speed >= 1 && speed <= 1_000)) {
      throw new ParameterException(spec.commandLine(), "--speed is 1 to 1000, not " + speed);
    }
    City city = city();
    NoticeSettings staff = notices == null ? null : NoticeSettings.read(notices, null);
    // A hundred readers that come up are no news here; what goes wrong is.
    Configuration.set("level@city.seki", "warn");
    PrintWriter out = spec.commandLine().getOut();
    Path directory = data == null ? Files.createTempDirectory("seki-demo-") : data;
    DataDirectory used = DataDirectory.use(directory);
    out.println("Everything is written under " + used.root());
    out.flush();
    CountDownLatch end = new CountDownLatch(1);
    DataException[] failure = new DataException[1];
    Demo.Machine machine =
        new Demo.Machine(
            clock,
            nanos,
            Pace.real(),
            random,
            e -> {
              failure[0] = e;
              end.countDown();
            });
    try (var _ = new Termination(end::countDown)) {
      Demo.Wish wish = new Demo.Wish(city, speed, httpPort, mqttPort, used, staff);
      try (Demo demo = new Demo(wish, machine)) {
        out.println("Seki is ready: " + demo.url());
        out.println("As a member of staff, made for a phone: " + demo.staffUrl());
        if (demo.displayUrl() != null) {
          out.println("The display at a door, beside its card reader: " + demo.displayUrl());
        }
        out.flush();
        await(end);
      }
      out.print(DemoSummary.of(used.ledger()));
      out.flush();
    }
    if (failure[0] != null) {
      throw failure[0];
    }
    return CommandLine.ExitCode.OK;
  }

  private void await(CountDownLatch end) throws InterruptedException {
    Duration time = length;
    if (time == null) {
      end.await();
    } else {
      var _ = end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private City city() {
    if (offices == null && seats == null) {
      return ReferenceCity.city();
    }
    int wantedSeats =
        seats != null
            ? seats
            : Math.multiplyExact(offices == null ? 0 : offices, REFERENCE_SEATS)
                / REFERENCE_OFFICES;
    int wantedOffices =
        offices != null ? offices : Math.max(1, wantedSeats * REFERENCE_OFFICES / REFERENCE_SEATS);
    try {
      return ReferenceCity.scaled(wantedOffices, Math.max(wantedSeats, 1));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
