package city.seki.hub;

import city.seki.config.ProgramVersion;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Figures of any time, for people and programs. */
@Command(
    name = "report",
    description = "Figures of any time, for people and programs.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param bytes standard output, for what is no UTF-8
   */
  static CommandLine commandLine(InstantSource clock, SecureRandom random, OutputStream bytes) {
    return new CommandLine(new ReportCommand())
        .addSubcommand(new ReportTeleworkCommand(clock, random, bytes))
        .addSubcommand(new ReportUtilisationCommand(clock, bytes))
        .addSubcommand(new ReportSurveyCommand(clock, random));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say which report: telework, utilisation or survey");
  }
}
