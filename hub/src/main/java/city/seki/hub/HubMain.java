package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.ProgramVersion;
import city.seki.config.supervisor.Supervisor;
import city.seki.hub.demo.DemoCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code seki-hub} program. */
@Command(
    name = "seki-hub",
    description = "The server of one city's satellite offices.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
public final class HubMain {
  private HubMain() {}

  public static void main(String[] args) {
    // Names and notes are Japanese, whatever the locale of a server says.
    PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.exit(commandLine(InstantSource.system(), new SecureRandom()).setOut(out).execute(args));
  }

  /** The program with every command that there is. */
  static CommandLine commandLine(InstantSource clock, SecureRandom random) {
    return new CommandLine(new HubMain())
        .addSubcommand(new DemoCommand(clock, System::nanoTime, random))
        .addSubcommand(
            new ServeCommand(
                clock, System::nanoTime, random, Supervisor.of(System.getenv(), System::nanoTime)))
        .addSubcommand(ImportCommand.commandLine(clock, random))
        .addSubcommand(
            ReportCommand.commandLine(clock, random, new FileOutputStream(FileDescriptor.out)))
        .addSubcommand(new MusterCommand(clock, random, new FileOutputStream(FileDescriptor.out)))
        .addSubcommand(ExportCommand.commandLine(clock, random))
        .addSubcommand(TokenCommand.commandLine(clock, random))
        .addSubcommand(AccountCommand.commandLine(clock, random))
        .addSubcommand(new CardDigestCommand(random))
        .addSubcommand(CardKeyCommand.commandLine(clock, random))
        .addSubcommand(new RetentionCommand(clock, random))
        .addSubcommand(BundleCommand.commandLine(clock))
        .addSubcommand(new BackupCommand(clock))
        .addSubcommand(new CheckCommand(clock))
        .setExecutionExceptionHandler(HubMain::failed);
  }

  /** One line that says what went wrong; 1 is contract.md's exit code for it. */
  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    String message = failure.getMessage();
    command
        .getErr()
        .println(
            "seki-hub: "
                + (message == null
                    ? failure.getClass().getSimpleName()
                    : message.lines().findFirst().orElse("")));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
