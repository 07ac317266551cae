package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.ProgramVersion;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.export.ExportFile;
import city.seki.hub.opendata.AttendanceFigures;
import city.seki.hub.opendata.OpenDataCatalog;
import city.seki.hub.opendata.OpenDataFiles;
import city.seki.hub.opendata.PublishedTables;
import city.seki.hub.opendata.Release;
import city.seki.hub.opendata.YearTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tables for the public, in which nobody can be found. */
@Command(
    name = "open-data",
    description = {
      "Writes tables for the public: by month, department and office, without groups of fewer than",
      "k persons and so that none can be computed. A month once published stays as it is: what was",
      "published is remembered in the data directory."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ExportOpenDataCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "first day of a month")
  private LocalDate from = LocalDate.EPOCH;

  @Option(names = "--to", required = true, paramLabel = "DATE", description = "last day of a month")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "no group of fewer persons is shown; ${DEFAULT-VALUE} at least",
      defaultValue = "" + Release.LEAST_K)
  private int k = Release.LEAST_K;

  @Option(
      names = "--licence",
      paramLabel = "URL",
      description = "default: ${DEFAULT-VALUE}",
      defaultValue = "https://creativecommons.org/licenses/by/4.0/")
  private String licence = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "a directory for the files, made if it is not there")
  private Path out = Path.of("");

  ExportOpenDataCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    List<YearMonth> months = months();
    DataDirectory directory = data.existing();
    try (FiguresOf figures = FiguresOf.data(directory, random, clock.instant())) {
      YearMonth last = months.getLast();
      if (!figures.city().day(clock.instant()).isAfter(last.atEndOfMonth())) {
        throw new DataException(
            last + " is not over yet, and a month is published once: give --to an earlier one");
      }
      Path _ = Files.createDirectories(out);
      List<YearTables> years = publish(figures, new PublishedTables(directory.openData()), months);
      OpenDataCatalog catalog =
          new OpenDataCatalog(figures.city().name(), months.getFirst(), last, k, licence);
      Map<String, String> files =
          new LinkedHashMap<>(
              new OpenDataFiles(years, months.getFirst(), last, figures::officeName).csv());
      files.put(OpenDataCatalog.DCAT, catalog.dcat());
      files.put(OpenDataCatalog.CSVW, catalog.csvw());
      files.forEach(
          (name, text) ->
              ExportFile.write(
                  out.resolve(name),
                  ExportFile.Readers.EVERYBODY,
                  o -> o.write(text.getBytes(UTF_8))));
      spec.commandLine().getOut().println(files.size() + " files are in " + out);
    }
    return 0;
  }

  private List<YearTables> publish(
      FiguresOf figures, PublishedTables published, List<YearMonth> months) {
    SortedMap<Integer, List<YearMonth>> byYear = new TreeMap<>();
    months.forEach(
        m -> byYear.computeIfAbsent(YearTables.fiscalYear(m), y -> new ArrayList<>()).add(m));
    AttendanceFigures counted = new AttendanceFigures(figures.attendance());
    List<YearTables> years = new ArrayList<>();
    byYear.forEach(
        (year, wanted) -> {
          YearTables before = published.read(year);
          List<YearMonth> fresh = new ArrayList<>(wanted);
          fresh.removeAll(before.months().keySet());
          boolean closes = before.year() == null && wanted.size() == YearTables.MONTHS;
          YearTables now = before;
          if (closes || !fresh.isEmpty()) {
            now = new Release(k).with(counted.of(year, fresh), before, wanted);
            if (!now.equals(before)) {
              published.write(now);
            }
          }
          years.add(now);
        });
    return years;
  }

  private List<YearMonth> months() {
    YearMonth first = YearMonth.from(from);
    YearMonth last = YearMonth.from(to);
    if (!from.equals(first.atDay(1)) || !to.equals(last.atEndOfMonth()) || last.isBefore(first)) {
      throw new ParameterException(
          spec.commandLine(),
          "--from, --to: expected the first day of a month and the last one of that or a later"
              + " one");
    }
    if (k < Release.LEAST_K) {
      throw new ParameterException(
          spec.commandLine(), "--k: expected " + Release.LEAST_K + " or more");
    }
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      months.add(month);
    }
    return months;
  }
}
