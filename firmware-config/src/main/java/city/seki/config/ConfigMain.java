package city.seki.config;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code seki-config} program. */
@Command(
    name = "seki-config",
    description = "Checks what a city configures.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {ValidateCommand.class, BundleCommand.class})
public final class ConfigMain {
  private ConfigMain() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ConfigMain())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("seki-config: " + failure.getMessage());
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }
}
