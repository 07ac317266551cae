package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.history.Attendance;
import city.seki.hub.report.BadQuery;
import city.seki.hub.report.CsvFile;
import city.seki.hub.report.Language;
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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--format",
      paramLabel = "text|csv|json|html",
      description = "default: ${DEFAULT-VALUE}",
      defaultValue = "text")
  private String format = "text";

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "of words, default: ${DEFAULT-VALUE}",
      defaultValue = "ja")
  private String language = "ja";

  @Option(
      names = "--table",
      paramLabel = "departments|offices|days",
      description = "which table is the CSV, default: ${DEFAULT-VALUE}",
      defaultValue = "departments")
  private String table = "departments";

  @Option(
      names = "--encoding",
      paramLabel = "utf-8|shift_jis",
      description = "of CSV; UTF-8 has a byte order mark. Default: ${DEFAULT-VALUE}",
      defaultValue = "utf-8")
  private String encoding = "utf-8";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "a new file (default: standard output)")
  private @Nullable Path file;

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
    TeleworkForm form = word("--format", format, TeleworkForm::of);
    TeleworkForm.Look look =
        new TeleworkForm.Look(
            word("--lang", language, Language::of),
            word("--table", table, TeleworkCsv.Table::of),
            word("--encoding", encoding, CsvFile.Encoding::of));
    DataDirectory directory = data.existing();
    TeleworkReport report = report(directory);
    if (report.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "seki-hub: nobody is on record from %s to %s%n",
          report.query().first(), report.query().last());
    }
    write(form, look, report);
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
        throw wrong("--" + e.parameter().replace('_', '-'), e.expected());
      }
    }
  }

  private void write(TeleworkForm form, TeleworkForm.Look look, TeleworkReport report)
      throws IOException {
    byte[] written;
    try {
      written = form.bytes(report, look);
    } catch (IllegalArgumentException e) {
      throw new DataException(String.valueOf(e.getMessage()), e);
    }
    Path to = file;
    if (to != null) {
      if (Files.exists(to)) {
        throw new DataException(to + " is there already; give --out a new name");
      }
      Path _ = Files.write(to, written, StandardOpenOption.CREATE_NEW);
      spec.commandLine().getOut().println("wrote " + to);
    } else if (form == TeleworkForm.CSV && look.encoding() == CsvFile.Encoding.SHIFT_JIS) {
      bytes.write(written);
      bytes.flush();
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(new String(written, UTF_8));
      if (form == TeleworkForm.JSON) {
        out.println();
      }
      out.flush();
    }
  }

  private <T> T word(String option, String word, Function<String, T> reading) {
    try {
      return reading.apply(word);
    } catch (IllegalArgumentException e) {
      throw wrong(option, String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String option, String expected) {
    return new ParameterException(spec.commandLine(), option + ": " + expected);
  }
}
