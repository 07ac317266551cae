package city.seki.config;

import city.seki.config.diff.Change;
import city.seki.config.diff.ConfigDiff;
import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says in words what changes for whom when one city takes the place of another. */
@Command(
    name = "diff",
    description = {
      "Says in words what changes for whom when AFTER takes the place of BEFORE.",
      "The exit code is 0 whether or not something does; 1 if one of them cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "BEFORE", description = "city file or folder")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "city file or folder")
  private Path after = Path.of("");

  @Override
  public Integer call() {
    City one = city(CityFile.readKept(before));
    City other = city(CityFile.read(after));
    if (one == null || other == null) {
      return 1;
    }
    tell(ConfigDiff.between(one, other));
    return 0;
  }

  private @Nullable City city(Reading<City> reading) {
    return switch (reading) {
      case Reading.Loaded<City> loaded -> loaded.value();
      case Reading.Rejected<City> rejected -> {
        rejected.problems().forEach(spec.commandLine().getErr()::println);
        yield null;
      }
    };
  }

  private void tell(ConfigDiff diff) {
    PrintWriter out = spec.commandLine().getOut();
    if (diff.isEmpty()) {
      out.println("nothing changes");
      return;
    }
    diff.changes().stream().map(Change::toString).forEach(out::println);
    out.println(units(diff.units(), "no unit has to be told anything new", "get a new setting"));
    if (!diff.units().isEmpty()) {
      out.println(
          units(
              diff.rewired(),
              "nothing is wired anew: nobody has to go there",
              "are wired anew, somebody has to go there"));
    }
  }

  private static String units(SequencedSet<String> units, String none, String some) {
    if (units.isEmpty()) {
      return none;
    }
    return "units that " + some + " (" + units.size() + "): " + String.join(", ", units);
  }
}
