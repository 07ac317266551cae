package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.ProgramVersion;
import city.seki.hub.export.ExportFile;
import city.seki.hub.feed.DayFigures;
import city.seki.hub.ngsi.ContextBroker;
import city.seki.hub.ngsi.OfficeEntities;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Offices for the city's context broker. */
@Command(
    name = "ngsi-ld",
    description = {
      "Writes each office with its seats and how it was used on a day as NGSI-LD entities, or",
      "tells them to the city's context broker. No persons, no departments."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ExportNgsiLdCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--date", paramLabel = "DATE", description = "the day (default: yesterday)")
  private @Nullable LocalDate date;

  @Option(names = "--out", paramLabel = "FILE", description = "default: standard output")
  private @Nullable Path out;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "what stands before /ngsi-ld/v1 of the context broker; https, or loopback")
  private @Nullable URI broker;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "the bearer token for the broker")
  private @Nullable Path tokenFile;

  ExportNgsiLdCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (FiguresOf figures = FiguresOf.data(data.existing(), random, clock.instant())) {
      LocalDate day = date == null ? figures.city().day(clock.instant()).minusDays(1) : date;
      byte[] entities = OfficeEntities.of(figures.city(), DayFigures.of(figures.attendance(), day));
      URI to = broker;
      if (to != null) {
        if (!FeedAddress.isProtected(to)) {
          throw new ParameterException(
              spec.commandLine(), "--broker: expected an https address, or one on loopback");
        }
        new ContextBroker(to, FeedAddress.token(tokenFile, "--token-file"), TIMEOUT)
            .upsert(entities);
        spec.commandLine().getOut().println("told " + to + " of the offices on " + day);
      } else if (out != null) {
        ExportFile.write(out, ExportFile.Readers.EVERYBODY, o -> o.write(entities));
      } else {
        spec.commandLine().getOut().print(new String(entities, UTF_8));
        spec.commandLine().getOut().flush();
      }
    }
    return 0;
  }
}
