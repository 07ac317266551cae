package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.AuditExport;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The audit log for an auditor; that it was taken out is the log's next entry. */
@Command(
    name = "audit",
    description = {
      "Writes the audit log with all that its hash chain is made of, also while a hub runs;",
      "that this was done becomes an entry of the log first."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ExportAuditCommand implements Callable<Integer> {
  /** SQLite counts milliseconds in 64 bits. */
  private static final Instant AFTER_ALL = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--from", paramLabel = "DATE", description = "first day (default: the first)")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "last day (default: today)")
  private @Nullable LocalDate to;

  @Option(
      names = "--format",
      paramLabel = "csv|json",
      description = "default: ${DEFAULT-VALUE}",
      defaultValue = "csv")
  private String format = "csv";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "a new file (default: standard output, UTF-8)")
  private @Nullable Path file;

  ExportAuditCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    AuditExport.Format as = format();
    DataDirectory directory = data.existing();
    ZoneId zone = CityZone.of(directory);
    Instant begin = from == null ? Instant.EPOCH : from.atStartOfDay(zone).toInstant();
    Instant end = to == null ? AFTER_ALL : to.plusDays(1).atStartOfDay(zone).toInstant();
    if (!begin.isBefore(end)) {
      throw new ParameterException(spec.commandLine(), "--from: expected a day before --to");
    }
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      access
          .audit()
          .append(
              clock.instant(),
              SystemUser.name(),
              "export-audit",
              JsonText.object(
                  o ->
                      o.put("from", from == null ? null : from.toString())
                          .put("to", to == null ? null : to.toString())));
      write(new AuditExport(access.audit(), zone), as, begin, end);
    }
    return 0;
  }

  private void write(AuditExport export, AuditExport.Format as, Instant begin, Instant end)
      throws IOException {
    Path to = file;
    if (to == null) {
      long _ = export.write(as, begin, end, spec.commandLine().getOut());
      spec.commandLine().getOut().flush();
      return;
    }
    if (Files.exists(to)) {
      throw new DataException(to + " is there already; give --out a new name");
    }
    try (Writer out = Files.newBufferedWriter(to, StandardOpenOption.CREATE_NEW)) {
      long entries = export.write(as, begin, end, out);
      spec.commandLine().getOut().println("exported " + entries + " entries");
    }
  }

  private AuditExport.Format format() {
    return switch (format) {
      case "csv" -> AuditExport.Format.CSV;
      case "json" -> AuditExport.Format.JSON;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--format: expected csv or json, not " + format);
    };
  }
}
