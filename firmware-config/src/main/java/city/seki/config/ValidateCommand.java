package city.seki.config;

import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of each city what is in it, or everything that is wrong with it. */
@Command(
    name = "validate",
    description = {
      "Checks what a city has written down (offices, seats, rooms, units): prints every problem.",
      "A warning is about what works, but is probably not meant."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "YAML, UTF-8; or a folder with city.yaml, offices/*.yaml, units/*.yaml")
  private List<Path> files = List.of();

  @Option(names = "--strict", description = "fail for warnings, too")
  private boolean strict;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean rejected = false;
    for (Path file : files) {
      switch (CityFile.read(file)) {
        case Reading.Loaded<City> loaded -> {
          loaded.warnings().stream().map(Problem::asWarning).forEach(err::println);
          out.println(file + ": " + summary(loaded.value()));
          rejected |= strict && !loaded.warnings().isEmpty();
        }
        case Reading.Rejected<City> problems -> {
          problems.problems().forEach(err::println);
          rejected = true;
        }
      }
    }
    return rejected ? 1 : 0;
  }

  private static String summary(City city) {
    int seats = city.offices().values().stream().mapToInt(o -> o.seats().size()).sum();
    int rooms = city.offices().values().stream().mapToInt(o -> o.rooms().size()).sum();
    int readers = city.units().values().stream().mapToInt(u -> u.readers().size()).sum();
    return String.format(
        "%s, %s, %s, %s, %s, %s",
        city.name().en(),
        counted(city.offices().size(), "office"),
        counted(seats, "seat"),
        counted(rooms, "room"),
        counted(city.units().size(), "unit"),
        counted(readers, "reader"));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
