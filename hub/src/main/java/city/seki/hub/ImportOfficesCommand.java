package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataDirectory;
import java.io.IOException;
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
    spec.commandLine()
        .getOut()
        .printf(
            "imported %d offices, %d seats, %d units%n",
            city.offices().size(), seats, city.units().size());
  }
}
