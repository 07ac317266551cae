package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.operator.HubApi;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.JsonFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the folder of every unit of the city: a claim each, or with --dev a whole identity. */
@Command(
    name = "batch",
    description = {
      "Writes one folder per unit: a claim with which the unit gets its certificate, made by the",
      "hub at --hub https://HOST:8443. With --codes, a sheet of codes to be typed instead; with",
      "--dev, identities without certificates from the hub's data directory."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class BatchCommand implements Callable<Integer> {
  private static final String OPEN_HUB = "mqtt://127.0.0.1:1883";
  private static final String BY_BATCH = "by-batch";
  private static final String BY_OPERATOR = "by-operator";

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private HubOption operator = new HubOption();
  @Mixin private BootOption boot = new BootOption();

  @Option(
      names = "--dev",
      description = "identities without certificates, for a hub that runs with --dev")
  private boolean dev;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "with --dev: the hub's data directory: its city.yaml and its keys are read")
  private @Nullable Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the folders are written")
  private Path out = Path.of("");

  @Option(
      names = "--hub",
      paramLabel = "URL",
      description =
          "the hub that makes the claims, https://HOST:8443; with --dev where the units reach it"
              + " (mqtt://127.0.0.1:1883)")
  private @Nullable String hub;

  @Option(
      names = "--units",
      split = ",",
      paramLabel = "UNIT",
      description = "for these units alone (default: all of the city)")
  private List<String> units = List.of();

  @Option(
      names = "--codes",
      description = "codes to be typed instead of folders: one sheet, OUT/codes.csv")
  private boolean codes;

  @Option(
      names = "--batch",
      paramLabel = "NAME",
      description = "a name for the batch, never used before (default: made by chance)")
  private @Nullable String name;

  @Option(
      names = "--days",
      defaultValue = "7",
      paramLabel = "N",
      description = "for how long the claims hold, 1 to 30 (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--approve-by-operator",
      description = "units wait until an operator has compared their words (always with --codes)")
  private boolean byOperator;

  BatchCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (boot.wanted && (dev || codes)) {
      throw new ParameterException(
          spec.commandLine(), "--boot lays a claim on the card: leave out --dev and --codes");
    }
    if (!dev) {
      return claims();
    }
    URI address = address();
    if (data == null) {
      throw new ParameterException(spec.commandLine(), "--dev needs --data DIR");
    }
    Path file = data.resolve("city.yaml");
    if (Files.notExists(file)) {
      err.println(
          file + ": no city has been imported; run: seki-hub import offices FILE --data " + data);
      return 1;
    }
    return switch (CityFile.readKept(file)) {
      case Reading.Loaded<City> loaded -> write(loaded.value(), address, data);
      case Reading.Rejected<City> rejected -> {
        rejected.problems().forEach(err::println);
        yield 1;
      }
    };
  }

  private URI address() {
    try {
      return UnitFile.hub(hub == null ? OPEN_HUB : hub);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--hub: " + e.getMessage(), e);
    }
  }

  private int claims() throws IOException {
    BootOption.Boot card = boot.read();
    try (HubApi api = operator.open(hub, clock)) {
      List<String> whose = units.isEmpty() ? all(api) : units;
      String batch = name == null ? "b" + HexFormat.of().toHexDigits(random.nextInt()) : name;
      ClaimBatch made =
          new ClaimBatch(batch, days, codes || byOperator ? BY_OPERATOR : BY_BATCH, out, card);
      if (codes) {
        made.codes(api, whose);
      } else {
        made.certificates(api, whose, random);
      }
      spec.commandLine()
          .getOut()
          .println(
              "%s: %d claims of batch %s, for %d days".formatted(out, whose.size(), batch, days));
      return 0;
    }
  }

  private static List<String> all(HubApi api) throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonFields unit : api.list("/api/v1/units")) {
      try {
        all.add(unit.text("unit"));
      } catch (BadMessage e) {
        throw new IOException("the hub's list of units cannot be read: " + e.getMessage(), e);
      }
    }
    return all;
  }

  private int write(City city, URI address, Path from) throws IOException {
    CardKey key = CardKeyFile.loadOrCreate(from, random);
    HubKey hubKey = HubKeyFile.loadOrCreate(from, random).key();
    for (var unit : city.units().values()) {
      new UnitIdentity(unit, address, key, hubKey).write(out);
    }
    spec.commandLine()
        .getOut()
        .println(out + ": " + city.units().size() + " units, each for " + address);
    return 0;
  }
}
