package city.seki.hub;

import city.seki.hub.history.Scope;
import java.time.LocalDate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options {@code --from} and {@code --to} of commands that count a time. */
final class TimeOption {
  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day")
  private LocalDate from = LocalDate.EPOCH;

  @Option(names = "--to", required = true, paramLabel = "DATE", description = "last day")
  private LocalDate to = LocalDate.EPOCH;

  Scope scope(CommandSpec spec) {
    if (to.isBefore(from)) {
      throw new ParameterException(
          spec.commandLine(), "--from: expected a day before --to, or the same");
    }
    return Scope.of(from, to);
  }
}
