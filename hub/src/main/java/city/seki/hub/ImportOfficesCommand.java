package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.model.City;
import city.seki.config.signature.SignedFolder;
import city.seki.config.source.CityFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes what a city has written down the city that the hub works with. */
@Command(
    name = "offices",
    description = "Offices, seats, rooms and units from a YAML file, or from a folder of them.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ImportOfficesCommand implements Callable<Integer> {
  /** The one example that there is. */
  private static final String EXAMPLE = "reference-city";

  /** Either a file, a folder or an example. */
  private static final class Where {
    @Parameters(
        index = "0",
        paramLabel = "FILE|DIR",
        description = "YAML, UTF-8; or a folder with city.yaml, offices/*.yaml, units/*.yaml")
    private @Nullable Path file;

    @Option(names = "--example", paramLabel = "NAME", description = "instead of a file: " + EXAMPLE)
    private @Nullable String example;
  }

  @Option(
      names = "--key",
      paramLabel = "PEM",
      description = {
        "take only a folder that one of these public keys signed (seki-config sign),",
        "and none that is older than the one taken before"
      })
  private @Nullable Path key;

  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Where where = new Where();

  ImportOfficesCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    String name = where.file == null ? EXAMPLE + ".yaml" : where.file.toString();
    if (key != null && !isBelieved(key)) {
      spec.commandLine().getErr().println("nothing was imported from " + name);
      return 1;
    }
    Reading<City> read =
        where.file == null ? CityFile.read(name, example()) : CityFile.read(where.file);
    return switch (read) {
      case Reading.Rejected<City> rejected -> {
        rejected.problems().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().println("nothing was imported from " + name);
        yield 1;
      }
      case Reading.Loaded<City> loaded -> {
        if (where.file != null) {
          loaded.warnings().stream()
              .map(Problem::asWarning)
              .forEach(spec.commandLine().getErr()::println);
        }
        keep(loaded.value());
        yield 0;
      }
    };
  }

  /** Whether the folder is as it was signed, and no older than what was taken before. */
  private boolean isBelieved(Path keys) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (where.file == null || !Files.isDirectory(where.file)) {
      throw new ParameterException(spec.commandLine(), "--key: only a folder can be signed");
    }
    return switch (SignedFolder.verify(where.file, ReleaseKeyFile.read(keys))) {
      case SignedFolder.Refused refused -> {
        refused.reasons().forEach(err::println);
        yield false;
      }
      case SignedFolder.Genuine genuine -> {
        long before = SignedFolder.claimedVersion(data.use().root());
        long version = genuine.manifest().version();
        if (version < before) {
          err.printf(
              "%s: is genuine, but version %d, and version %d was imported before: sign it anew"
                  + " with a higher one if it is meant%n",
              where.file, version, before);
        }
        yield version >= before;
      }
    };
  }

  private String example() {
    if (!EXAMPLE.equals(where.example)) {
      throw new ParameterException(spec.commandLine(), "the only example is " + EXAMPLE);
    }
    return ReferenceCity.yaml();
  }

  /** A file as it is, with its comments; a folder as one file. */
  private String text(City city) throws IOException {
    if (where.file == null) {
      return ReferenceCity.yaml();
    }
    return Files.isDirectory(where.file)
        ? "# Imported from a folder. Change it there, and import it again.\n" + CityFile.write(city)
        : Files.readString(where.file);
  }

  private void keep(City city) throws IOException {
    DataDirectory directory = data.use();
    int seats = city.offices().values().stream().mapToInt(o -> o.seats().size()).sum();
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      access
          .audit()
          .append(
              clock.instant(),
              SystemUser.name(),
              "import-offices",
              JsonText.object(
                  o ->
                      o.put("offices", city.offices().size())
                          .put("seats", seats)
                          .put("units", city.units().size())));
    }
    AtomicFile.write(directory.city(), text(city));
    if (key != null && where.file != null) {
      String signature = Files.readString(where.file.resolve(SignedFolder.SIGNATURE));
      AtomicFile.write(directory.citySignature(), signature);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "imported %d offices, %d seats, %d units%n",
            city.offices().size(), seats, city.units().size());
  }
}
