package city.seki.hub;

import city.seki.config.ProgramVersion;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The keys under which the city knows its cards. */
@Command(
    name = "card-key",
    description = {
      "Changes the key under which cards are known, without laying them all on a reader again:",
      "rotate, give the units their files anew, let people tap for some weeks, retire."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class CardKeyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine commandLine(InstantSource clock, SecureRandom random) {
    return new CommandLine(new CardKeyCommand())
        .addSubcommand(new CardKeyRotateCommand(clock, random))
        .addSubcommand(new CardKeyListCommand(random))
        .addSubcommand(new CardKeyRetireCommand(clock, random));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: rotate, list or retire");
  }
}
