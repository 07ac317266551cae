package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.history.Layers;
import city.seki.hub.history.PastImport;
import city.seki.hub.retention.Retention;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
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

/** Brings in who was where before Seki was, or while it was not there. */
@Command(
    name = "attendance",
    description = {
      "Past attendance from a CSV file: date,staff_id,office,seat,start,end.",
      "Times are as 09:00 or as 2022-07-01T09:00:00+09:00; a line without both is for the whole day."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ImportAttendanceCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1_000_000;

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "CSV, UTF-8 or Shift_JIS")
  private @Nullable Path file;

  @Option(
      names = "--past-places",
      description = "takes offices and seats that the city does not have any more")
  private boolean pastPlaces;

  @Option(names = "--list", description = "only tells what was imported")
  private boolean list;

  @Option(
      names = "--undo",
      paramLabel = "NUMBER",
      description = "takes an import away, by its number in --list")
  private @Nullable Integer undo;

  ImportAttendanceCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    int wishes = (file == null ? 0 : 1) + (undo == null ? 0 : 1) + (list ? 1 : 0);
    if (wishes != 1) {
      throw new ParameterException(
          spec.commandLine(), "give a FILE, or --list, or --undo with a number");
    }
    DataDirectory directory = data.existing();
    City city = HubHistory.city(directory);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw new DataException(file + " cannot be read: is it a file, and may you read it?");
    }
    if (!list) {
      // What was a half-day in each office has to be known first.
      var _ = HubHistory.catchUp(directory, city, now);
    }
    int code;
    try (PastImport imports = PastImport.open(directory, city.timeZone());
        AccessDatabase access = AccessDatabase.open(directory.access())) {
      if (list) {
        return list(imports);
      }
      code =
          undo != null
              ? undo(imports, access, undo, now)
              : read(imports, access, directory, city, now);
    }
    if (code == 0) {
      var _ = HubHistory.catchUp(directory, city, now);
    }
    return code;
  }

  private int list(PastImport imports) {
    for (Layers.Import each : imports.list()) {
      spec.commandLine()
          .getOut()
          .printf(
              "%d: %s, %d rows from %s to %s, imported %s by %s%n",
              each.id(),
              each.name(),
              each.rows(),
              each.first(),
              each.last(),
              each.at().truncatedTo(ChronoUnit.SECONDS),
              each.by());
    }
    return 0;
  }

  private int undo(PastImport imports, AccessDatabase access, int id, Instant now) {
    boolean done = imports.undo(id, each -> note(access, "undo-import-attendance", each, now));
    if (!done) {
      spec.commandLine().getErr().println("there is no import " + id + "; see --list");
      return 1;
    }
    spec.commandLine().getOut().println("import " + id + " was taken away");
    return 0;
  }

  private int read(
      PastImport imports, AccessDatabase access, DataDirectory directory, City city, Instant now)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path csv = Objects.requireNonNull(file);
    switch (read(imports, access, csv, against(directory, city, now), now)) {
      case PastImport.Imported done -> {
        out.printf(
            "imported %d rows from %s to %s as import %d%n",
            done.as().rows(), done.as().first(), done.as().last(), done.as().id());
        if (done.twice() > 0) {
          out.printf("%d lines said the same as another one and are counted once%n", done.twice());
        }
        if (done.as().known() > 0) {
          out.printf("%d rows were there before and are counted once%n", done.as().known());
        }
        return 0;
      }
      case PastImport.Known known -> {
        out.printf("nothing new: all of %d rows were there before%n", known.rows());
        return 0;
      }
      case PastImport.Rejected rejected -> {
        rejected.problems().forEach(problem -> err.println(csv + ": " + problem));
        if (rejected.more() > 0) {
          err.printf("%s: %d problems more%n", csv, rejected.more());
        }
        err.println("nothing was imported from " + csv);
        return 1;
      }
    }
  }

  private PastImport.Against against(DataDirectory directory, City city, Instant now) {
    LocalDate before = null;
    if (Files.exists(directory.ledger())) {
      Retention.Mark mark = Retention.mark(directory.ledger());
      before = mark == null ? null : mark.before();
    }
    try (RosterStore roster = RosterStore.open(directory.roster(), random)) {
      return new PastImport.Against(
          city, city.day(now), roster.allPersons(), roster.membership(), before, pastPlaces);
    }
  }

  private PastImport.Result read(
      PastImport imports, AccessDatabase access, Path csv, PastImport.Against against, Instant now)
      throws IOException {
    if (!Terminal.isThere()) {
      return imports.read(
          csv,
          against,
          now,
          SystemUser.name(),
          bytes -> {},
          done -> note(access, "import-attendance", done, now));
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("attendance")
            .setUnit(" MB", MEGABYTE)
            .setInitialMax(Files.size(csv))
            .build()) {
      return imports.read(
          csv,
          against,
          now,
          SystemUser.name(),
          bar::stepTo,
          done -> note(access, "import-attendance", done, now));
    }
  }

  private static void note(AccessDatabase access, String act, Layers.Import of, Instant now) {
    access
        .audit()
        .append(
            now,
            SystemUser.name(),
            act,
            JsonText.object(
                o ->
                    o.put("import", of.id())
                        .put("file", of.name())
                        .put("rows", of.rows())
                        .put("from", of.first().toString())
                        .put("to", of.last().toString())));
  }
}
