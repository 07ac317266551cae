package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.roster.RosterEntry;
import city.seki.hub.roster.RosterFile;
import city.seki.hub.roster.RosterStore;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a file of the personnel department the roster. */
@Command(
    name = "roster",
    description =
        "People from a CSV file: staff_id,name,department,zones,card (and needs, or not).",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ImportRosterCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE", description = "CSV, UTF-8 or Shift_JIS")
  private Path file = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "the first day on which it holds (default: today). One that is older than the newest only"
              + " tells who belonged to which department then; cards and zones stay.")
  private @Nullable LocalDate from;

  ImportRosterCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new DataException(file + " cannot be read: is it a file, and may you read it?");
    }
    DataDirectory directory = data.use();
    City city = city(directory);
    RosterFile reader =
        new RosterFile(city.zones(), CardKeyFile.loadOrCreate(directory.root(), random));
    PrintWriter err = spec.commandLine().getErr();
    return switch (read(reader)) {
      case RosterFile.Rejected rejected -> {
        rejected.problems().forEach(problem -> err.println(file + ": " + problem));
        err.println("nothing was imported from " + file);
        yield 1;
      }
      case RosterFile.Loaded loaded -> {
        keep(directory, loaded.entries(), day(city));
        yield 0;
      }
    };
  }

  private static City city(DataDirectory directory) {
    if (Files.notExists(directory.city())) {
      throw new DataException(
          directory.root() + " has no offices yet, and so no zones: import offices first");
    }
    return switch (CityFile.readKept(directory.city())) {
      case Reading.Loaded<City> loaded -> loaded.value();
      case Reading.Rejected<City> rejected ->
          throw new DataException(rejected.problems().getFirst() + "; import the offices again");
    };
  }

  private RosterFile.Result read(RosterFile reader) throws IOException {
    if (!Terminal.isThere()) {
      return reader.read(file, line -> {});
    }
    try (ProgressBar bar =
        new ProgressBarBuilder().setTaskName("roster").setUnit(" lines", 1).build()) {
      bar.maxHint(-1);
      return reader.read(file, bar::stepTo);
    }
  }

  private LocalDate day(City city) {
    LocalDate today = city.day(clock.instant());
    if (from != null && from.isAfter(today)) {
      throw new ParameterException(
          spec.commandLine(), "--from: expected today or an earlier day: a roster holds at once");
    }
    return from == null ? today : from;
  }

  private void keep(DataDirectory directory, List<RosterEntry> people, LocalDate day) {
    try (AccessDatabase access = AccessDatabase.open(directory.access());
        RosterStore roster = RosterStore.open(directory.roster(), random)) {
      access
          .audit()
          .append(
              clock.instant(),
              SystemUser.name(),
              "import-roster",
              JsonText.object(o -> o.put("people", people.size()).put("from", day.toString())));
      boolean isNewest = roster.replace(people, day);
      spec.commandLine()
          .getOut()
          .printf(
              "imported %d people%s%n",
              people.size(),
              isNewest ? "" : ", as those of " + day + "; the newest roster stays in force");
    }
  }
}
