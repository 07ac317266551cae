package city.seki.hub;

import city.seki.config.ProgramVersion;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a hub knows, as files for others. */
@Command(
    name = "export",
    description = "Writes what the hub knows as a file for others.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine commandLine(InstantSource clock, SecureRandom random) {
    return new CommandLine(new ExportCommand())
        .addSubcommand(new ExportAttendanceCommand(clock, random))
        .addSubcommand(new ExportAuditCommand(clock))
        .addSubcommand(new ExportFeedCommand(clock, random))
        .addSubcommand(new ExportFiguresCommand(clock, random))
        .addSubcommand(new ExportNgsiLdCommand(clock, random))
        .addSubcommand(new ExportOpenDataCommand(clock, random));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to export: attendance, audit, feed, figures, ngsi-ld or open-data");
  }
}
