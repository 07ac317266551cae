package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Seating;
import city.seki.config.wire.CardKey;
import city.seki.hub.data.DataDirectory;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the card keys, never their secrets, and how far a rotation has come. */
@Command(
    name = "list",
    description = "Lists the card keys, and how many cards are known only under the old one.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class CardKeyListCommand implements Callable<Integer> {
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  CardKeyListCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    DataDirectory directory = data.existing();
    CardKey current = CardKeyFile.load(directory.root());
    Seating state = KnownCards.in(directory, random);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s  current%n", current.id());
    CardKey before = current.before();
    if (before != null) {
      out.printf(
          "%s  being replaced: %d cards and tags are known under both keys, %d only under it%n",
          before.id(),
          KnownCards.twins(state, before.id()).size(),
          CardRenewal.left(state, before.id()).size());
    }
    return 0;
  }
}
