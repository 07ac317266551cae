package city.seki.hub;

import city.seki.config.ProgramVersion;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings in what the city's other systems know. */
@Command(
    name = "import",
    description =
        "Imports a roster, offices or past attendance: all or nothing, also while the hub runs.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "WHAT")
final class ImportCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine commandLine(InstantSource clock, SecureRandom random) {
    return new CommandLine(new ImportCommand())
        .addSubcommand(new ImportOfficesCommand(clock))
        .addSubcommand(new ImportRosterCommand(clock, random))
        .addSubcommand(new ImportAttendanceCommand(clock, random));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to import: offices, roster or attendance");
  }
}
