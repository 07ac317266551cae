package city.seki.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code seki-config} program. */
@Command(
    name = "seki-config",
    description = {
      "Checks, compares and signs what a city has written down: offices, seats, rooms, units.",
      "How it is written: firmware-config/docs/configuration.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {
      ValidateCommand.class,
      DiffCommand.class,
      SignCommand.class,
      VerifyCommand.class,
      SchemaCommand.class,
      BundleCommand.class,
      RolloutCommand.class
    })
public final class ConfigMain {
  private ConfigMain() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ConfigMain())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("seki-config: " + message(failure));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  /** Of a file, what is wrong with it: the JDK names it alone where the system said no more. */
  private static String message(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e when e.getReason() == null ->
          e.getFile() + ": there is no such file: check the path";
      case AccessDeniedException e when e.getReason() == null ->
          e.getFile() + ": may not be read or written by this user";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
