package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a new card key the current one. */
@Command(
    name = "rotate",
    description = "Makes a new card key; the one before stays until it is retired.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class CardKeyRotateCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  CardKeyRotateCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    DataDirectory directory = data.existing();
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      String from = CardKeyFile.load(directory.root()).id();
      access
          .audit()
          .append(
              clock.instant(),
              SystemUser.name(),
              "rotate-card-key",
              JsonText.object(o -> o.put("from", from)));
      CardKey key = CardKeyFile.rotate(directory.root(), random);
      spec.commandLine()
          .getOut()
          .printf(
              "%s is the card key now, after %s. Give every unit its new file (seki-provision"
                  + " batch, or its start document); cards are learnt under %s as they are tapped.%n",
              key.id(), from, key.id());
    }
    return 0;
  }
}
