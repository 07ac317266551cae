package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.export.AttendanceTable;
import city.seki.hub.export.CsvColumns;
import city.seki.hub.export.ExportFile;
import city.seki.hub.history.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who was where when, for the general-affairs system; that it was taken out is audited first. */
@Command(
    name = "attendance",
    description = {
      "Writes who was where when, with staff numbers and names: every visit, or with --columns",
      "what another system wants. That this was done becomes an entry of the audit log first."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ExportAttendanceCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private TimeOption time = new TimeOption();
  @Mixin private ExportTarget target = new ExportTarget();

  @Option(
      names = "--columns",
      paramLabel = "FILE",
      description = "JSON: which columns, their names, order and formats, one row for each day")
  private @Nullable Path columns;

  ExportAttendanceCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    Scope scope = time.scope(spec);
    CsvColumns wanted =
        columns == null ? null : CsvColumns.read(columns, Set.copyOf(AttendanceTable.names()));
    DataDirectory directory = data.existing();
    try (FiguresOf figures = FiguresOf.data(directory, random, clock.instant())) {
      audit(directory, scope);
      AttendanceTable table =
          new AttendanceTable(
              figures.attendance(),
              scope,
              wanted != null && wanted.byDay(),
              figures.roster()::member,
              figures::officeName);
      target.write(table, wanted, figures.city().timeZone(), ExportFile.Readers.OWNER, spec);
    }
    return 0;
  }

  private void audit(DataDirectory directory, Scope scope) {
    Path file = target.file();
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      long _ =
          access
              .audit()
              .append(
                  clock.instant(),
                  SystemUser.name(),
                  "export-attendance",
                  JsonText.object(
                      o ->
                          o.put("from", scope.first().toString())
                              .put("to", scope.last().toString())
                              .put("format", target.format().name())
                              .put("file", file == null ? null : file.toString())));
    }
  }
}
