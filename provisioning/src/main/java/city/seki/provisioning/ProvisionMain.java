package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code seki-provision} program. */
@Command(
    name = "seki-provision",
    description = "Gives units their identities.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
public final class ProvisionMain {
  private static final long NANOS_PER_MS = 1_000_000;

  private ProvisionMain() {}

  public static void main(String[] args) {
    Machine machine =
        new Machine(InstantSource.system(), () -> System.nanoTime() / NANOS_PER_MS, Thread::sleep);
    System.exit(commandLine(machine, new SecureRandom()).execute(args));
  }

  /** The whole command line; real time and chance are handed in by {@link #main} only. */
  static CommandLine commandLine(Machine machine, SecureRandom random) {
    InstantSource clock = machine.clock();
    CommandLine ca =
        new CommandLine(new CaCommand(clock, random))
            .addSubcommand(new IssuingCaCommand(clock, random));
    return new CommandLine(new ProvisionMain())
        .addSubcommand(ca)
        .addSubcommand(new BatchCommand(clock, random))
        .addSubcommand(new ListCommand(clock))
        .addSubcommand(new RevokeCommand(clock))
        .addSubcommand(new EnrolUnitCommand(machine, random))
        .addSubcommand(new RenewCommand(machine, random))
        .setExecutionExceptionHandler(ProvisionMain::explain);
  }

  /** A file that cannot be used is told in one line; anything else is a bug and keeps its trace. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
    if (!(failure instanceof IOException)) {
      throw failure;
    }
    String kind =
        failure.getClass().equals(java.nio.file.AccessDeniedException.class)
            ? ": may not be read or written by this user"
            : "";
    command.getErr().println(failure.getMessage() + kind);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
