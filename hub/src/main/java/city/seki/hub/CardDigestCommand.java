package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.CardId;
import city.seki.hub.data.DataDirectory;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints by what a card is known at this hub. */
@Command(
    name = "card-digest",
    description = "Prints the keyed digest of a card, as taps carry it.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class CardDigestCommand implements Callable<Integer> {
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "CARD", description = "tech:HEXID, such as felica:0123456789ABCDEF")
  private String card = "";

  CardDigestCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    CardId id = cardId();
    DataDirectory directory = data.use();
    spec.commandLine()
        .getOut()
        .println(CardKeyFile.loadOrCreate(directory.root(), random).digest(id));
    return 0;
  }

  private CardId cardId() {
    try {
      return CardId.parse(card);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "CARD: " + e.getMessage());
    }
  }
}
