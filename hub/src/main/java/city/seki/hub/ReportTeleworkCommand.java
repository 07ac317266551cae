package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.history.Attendance;
import city.seki.hub.report.BadQuery;
import city.seki.hub.report.QueryReading;
import city.seki.hub.report.TeleworkCsv;
import city.seki.hub.report.TeleworkForm;
import city.seki.hub.report.TeleworkReport;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The telework figures of product.md §8; also while a hub runs. */
@Command(
    name = "telework",
    description = {
      "Who worked away from the own desk: implementers, person-days, means and rates, in total and",
      "by department and office, for any time or campaign of the city's file."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ReportTeleworkCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  private final OutputStream bytes;
  private final Map<String, @Nullable String> asked = new HashMap<>();
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Mixin private ReportOutput output = new ReportOutput();

  @Option(
      names = "--table",
      paramLabel = "departments|offices|days",
      description = "which table is the CSV, default: ${DEFAULT-VALUE}",
      defaultValue = "departments")
  private String table = "departments";

  /**
   * @param bytes standard output, for what is no UTF-8
   */
  ReportTeleworkCommand(InstantSource clock, SecureRandom random, OutputStream bytes) {
    this.clock = clock;
    this.random = random;
    this.bytes = bytes;
  }

  @Option(names = "--from", paramLabel = "DATE", description = "first day, as 2022-07-01")
  void from(String day) {
    asked.put("from", day);
  }

  @Option(names = "--to", paramLabel = "DATE", description = "last day")
  void to(String day) {
    asked.put("to", day);
  }

  @Option(
      names = "--campaign",
      paramLabel = "NAME",
      description =
          "days and settings of that campaign of the city's file; what is said besides wins")
  void campaign(String name) {
    asked.put("campaign", name);
  }

  @Option(
      names = "--closures",
      paramLabel = "DATE,…",
      description = "days that are no open days, besides weekends and holidays")
  void closures(String days) {
    asked.put("closures", days);
  }

  @Option(names = "--rounding", paramLabel = "half-up|floor", description = "default: half-up")
  void rounding(String word) {
    asked.put("rounding", word);
  }

  @Option(
      names = "--decimals",
      paramLabel = "N|MEASURE=N,…",
      description = "per_open_day, per_person (2 each), rate_percent (0)")
  void decimals(String text) {
    asked.put("decimals", text);
  }

  @Option(
      names = "--half-days",
      paramLabel = "whole|half",
      description = "whether half a day counts 1 (the default) or 0.5 person-days")
  void halfDays(String word) {
    asked.put("half_days", word);
  }

  @Option(names = "--offices", paramLabel = "ID,…", description = "these only")
  void offices(String ids) {
    asked.put("offices", ids);
  }

  @Option(names = "--departments", paramLabel = "NAME,…", description = "these only, in this order")
  void departments(String names) {
    asked.put("departments", names);
  }

  @Option(
      names = "--compare",
      paramLabel = "previous|year|FROM..TO",
      description =
          "another time beside it: the one before, the same days a year earlier, or those")
  void compare(String text) {
    asked.put("compare", text);
  }

  @Override
  public Integer call() throws IOException {
    TeleworkForm.Look look =
        new TeleworkForm.Look(
            output.language(),
            output.word("--table", table, TeleworkCsv.Table::of),
            output.encoding());
    DataDirectory directory = data.existing();
    TeleworkReport report = report(directory);
    if (report.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "seki-hub: nobody is on record from %s to %s%n",
          report.query().first(), report.query().last());
    }
    output.write(form -> form.bytes(report, look), bytes);
    return 0;
  }

  private TeleworkReport report(DataDirectory directory) {
    City city = HubHistory.city(directory);
    boolean _ = HubHistory.catchUp(directory, city, clock.instant());
    if (Files.notExists(directory.history())) {
      throw new DataException(
          directory.root() + " has no attendance yet: run the hub, or import attendance");
    }
    Map<String, Text> offices = new LinkedHashMap<>();
    for (Office office : city.offices().values()) {
      offices.put(office.id(), office.name());
    }
    try (RosterStore roster = RosterStore.open(directory.roster(), random)) {
      Attendance attendance = HubHistory.of(directory, city, roster::membership);
      try {
        return TeleworkReport.of(
            new QueryReading(city.campaigns(), offices, attendance).read(asked::get),
            attendance,
            offices);
      } catch (BadQuery e) {
        throw output.wrong("--" + e.parameter().replace('_', '-'), e.expected());
      }
    }
  }
}
