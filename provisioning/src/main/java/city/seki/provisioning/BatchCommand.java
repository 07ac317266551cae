package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the folder of every unit of the city. */
@Command(
    name = "batch",
    description = "Writes one folder per unit of the hub's imported city.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class BatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dev",
      description = "identities without certificates, for a hub that runs with --dev")
  private boolean dev;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the hub's data directory: its city.yaml and its keys are read")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the folders are written")
  private Path out = Path.of("");

  @Option(
      names = "--hub",
      defaultValue = "mqtt://127.0.0.1:1883",
      paramLabel = "URL",
      description = "where the units reach the hub (${DEFAULT-VALUE})")
  private String hub = "";

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (!dev) {
      err.println(
          "batch without --dev is not possible yet: units have no keys and certificates of their"
              + " own, and nothing runs open. Add --dev to try Seki on this computer only.");
      return 1;
    }
    URI address = address();
    Path file = data.resolve("city.yaml");
    if (Files.notExists(file)) {
      err.println(
          file + ": no city has been imported; run: seki-hub import offices FILE --data " + data);
      return 1;
    }
    return switch (CityFile.read(file)) {
      case CityFile.Loaded loaded -> write(loaded.city(), address);
      case CityFile.Rejected rejected -> {
        rejected.problems().forEach(err::println);
        yield 1;
      }
    };
  }

  private URI address() {
    try {
      return UnitFile.hub(hub);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--hub: " + e.getMessage(), e);
    }
  }

  private int write(City city, URI address) throws IOException {
    SecureRandom random = new SecureRandom();
    CardKey key = CardKeyFile.loadOrCreate(data, random);
    HubKey hubKey = HubKeyFile.loadOrCreate(data, random).key();
    for (var unit : city.units().values()) {
      new UnitIdentity(unit, address, key, hubKey).write(out);
    }
    spec.commandLine()
        .getOut()
        .println(out + ": " + city.units().size() + " units, each for " + address);
    return 0;
  }
}
