package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.report.BadQuery;
import city.seki.hub.roster.Membership;
import city.seki.hub.server.HubHistory;
import city.seki.hub.utilisation.Usage;
import city.seki.hub.utilisation.UtilisationCsv;
import city.seki.hub.utilisation.UtilisationForms;
import city.seki.hub.utilisation.UtilisationQuery;
import city.seki.hub.utilisation.UtilisationReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How seats, rooms and devices were used (product.md §8); also while a hub runs. */
@Command(
    name = "utilisation",
    description = {
      "How seats, rooms and devices were used: rates, peak, no-shows, unclaimed use,",
      "waste; by office, zone, hour, seat and room, for any time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ReportUtilisationCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final OutputStream bytes;
  private final Map<String, @Nullable String> asked = new HashMap<>();
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private ReportOutput output = new ReportOutput();

  @Option(
      names = "--table",
      paramLabel = "offices|hours|days|seats|rooms|devices",
      description = "which table is the CSV, default: ${DEFAULT-VALUE}",
      defaultValue = "offices")
  private String table = "offices";

  /**
   * @param bytes standard output, for what is no UTF-8
   */
  ReportUtilisationCommand(InstantSource clock, OutputStream bytes) {
    this.clock = clock;
    this.bytes = bytes;
  }

  @Option(
      names = "--from",
      paramLabel = "DATE",
      required = true,
      description = "first day, as 2026-07-01")
  void from(String day) {
    asked.put("from", day);
  }

  @Option(names = "--to", paramLabel = "DATE", required = true, description = "last day")
  void to(String day) {
    asked.put("to", day);
  }

  @Option(
      names = {"--office", "--offices"},
      paramLabel = "ID,…",
      description = "these only; of one alone each seat is shown")
  void offices(String ids) {
    asked.put("offices", ids);
  }

  @Option(names = "--zone", paramLabel = "NAME", description = "seats of this zone only")
  void zone(String name) {
    asked.put("zone", name);
  }

  @Option(names = "--rounding", paramLabel = "half-up|floor", description = "default: half-up")
  void rounding(String word) {
    asked.put("rounding", word);
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
    UtilisationForms.Look look =
        new UtilisationForms.Look(
            output.language(),
            output.word("--table", table, UtilisationCsv.Table::of),
            output.encoding());
    UtilisationReport report = report(data.existing());
    if (report.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "seki-hub: nothing is on record from %s to %s%n",
              report.query().first(), report.query().last());
    }
    output.write(form -> UtilisationForms.bytes(form, report, look), bytes);
    return 0;
  }

  private UtilisationReport report(DataDirectory directory) {
    City city = HubHistory.city(directory);
    Instant now = clock.instant();
    boolean _ = HubHistory.catchUp(directory, city, now);
    if (Files.notExists(directory.history())) {
      throw new DataException(directory.root() + " has no records yet: run the hub first");
    }
    Usage usage = new Usage(HubHistory.of(directory, city, () -> Membership.NONE));
    try {
      return UtilisationReport.of(UtilisationQuery.read(asked::get, city), usage, now);
    } catch (BadQuery e) {
      throw output.wrong("--" + e.parameter(), e.expected());
    }
  }
}
