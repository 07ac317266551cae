package city.seki.hub;

import city.seki.config.ProgramVersion;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tokens by which people and programs sign in. */
@Command(
    name = "token",
    description = "Makes, lists and revokes the tokens to sign in with.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine commandLine(InstantSource clock, SecureRandom random) {
    return new CommandLine(new TokenCommand())
        .addSubcommand(new TokenCreateCommand(clock, random))
        .addSubcommand(new TokenListCommand(clock))
        .addSubcommand(new TokenRevokeCommand(clock));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
  }
}
