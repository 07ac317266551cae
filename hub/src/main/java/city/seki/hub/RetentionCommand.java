package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.retention.Span;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lets claims that are older than the retention time lose their person; the figures stay. */
@Command(
    name = "retention",
    description = {
      "Lets claims that are older than the retention time lose their person; the figures stay.",
      "The hub must not run; it does the same by itself when it starts. There is no way back."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class RetentionCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--older-than",
      paramLabel = "PERIOD",
      description =
          "how long claims keep their person, as P3Y or P40M, 14 months at least; by whole months"
              + " (default: ${DEFAULT-VALUE})",
      defaultValue = "P3Y")
  private Period retention = Period.ZERO;

  @Option(
      names = "--period",
      paramLabel = "FROM/TO",
      converter = SpanText.class,
      description =
          "days of which the different persons are counted before they are forgotten, such as a"
              + " time that was reported; may be repeated. Months, years, fiscal years and the"
              + " campaigns of the city's file always are.")
  private List<Span> periods = new ArrayList<>();

  @Option(names = "--dry-run", description = "only says what would be forgotten")
  private boolean dry;

  RetentionCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() {
    RetentionRun.requireLongEnough(retention, spec.commandLine(), "--older-than");
    Instant now = clock.instant();
    DataDirectory directory = data.existing();
    LocalDate settled = now.minus(RetentionRun.LATE).atZone(CityZone.of(directory)).toLocalDate();
    for (Span period : periods) {
      if (!period.last().isBefore(settled)) {
        throw new ParameterException(
            spec.commandLine(),
            "--period: expected one that ended before %s, for taps of later days may still come"
                .formatted(settled));
      }
    }
    if (Files.notExists(directory.ledger())) {
      throw new DataException(directory.ledger() + " is not there: nothing was ever written");
    }
    spec.commandLine()
        .getOut()
        .println(
            RetentionRun.said(
                new RetentionRun(directory, random).byHand(retention, periods, dry, now), dry));
    return 0;
  }

  /** Reads a period; a wrong one is wrong usage. */
  private static final class SpanText implements ITypeConverter<Span> {
    @Override
    public Span convert(String text) {
      int slash = text.indexOf('/');
      try {
        return new Span(
            LocalDate.parse(text.substring(0, Math.max(slash, 0))),
            LocalDate.parse(text.substring(slash + 1)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new TypeConversionException(
            "expected FROM/TO, such as 2022-07-01/2022-09-22, not '" + text + "'");
      }
    }
  }
}
