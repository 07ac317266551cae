package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--key",
      paramLabel = "ID",
      description = "the key, such as k1, while cards are known under two (default: the current)")
  private @Nullable String keyId;

  CardDigestCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    CardId id = cardId();
    DataDirectory directory = data.use();
    spec.commandLine()
        .getOut()
        .println(key(CardKeyFile.loadOrCreate(directory.root(), random)).digest(id));
    return 0;
  }

  private CardKey key(CardKey current) {
    CardKey before = current.before();
    if (keyId == null || keyId.equals(current.id())) {
      return current;
    }
    if (before != null && keyId.equals(before.id())) {
      return before;
    }
    throw new DataException("there is no card key " + keyId + "; card-key list shows them");
  }

  private CardId cardId() {
    try {
      return CardId.parse(card);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "CARD: " + e.getMessage());
    }
  }
}
