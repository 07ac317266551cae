package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.ClockTrust;
import city.seki.edge.clock.Estimate;
import city.seki.edge.clock.Past;
import city.seki.edge.clock.Timeline;
import city.seki.edge.clock.Uptime;
import city.seki.edge.journal.Backlog;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.Report;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.meter.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code seki-edge queue}: what the unit owes the hub. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Prints how many taps the hub has not answered yet and since when, who set the clock since",
      "the machine started (own, hub, or unset), how large the journal's files are, and how many",
      "damaged journals were set aside.",
      "Can be asked while the unit runs."
    })
final class QueueCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the folder given to seki-edge run")
  private Path data = Path.of("");

  @Option(
      names = "--json",
      description = "print a JSON object: owes, bytes, since, clock, file_bytes, set_aside")
  private boolean json;

  QueueCommand(Console console) {
    this.out = console.out();
  }

  @Override
  public Integer call() throws JournalFault {
    Report report = SqliteJournal.report(data);
    Past past = report.past();
    Timeline timeline = new Timeline(ClockTrust.FLOOR.toEpochMilli(), past.uptimes());
    OffsetDateTime since = since(report.backlog().oldest(), past, timeline);
    out.println(json ? json(report, since) : text(report, since));
    return 0;
  }

  private static String text(Report report, @Nullable OffsetDateTime since) {
    Backlog backlog = report.backlog();
    String owed =
        backlog.count() == 0
            ? "nothing is owed"
            : "%d taps owed, %d bytes, since %s"
                .formatted(
                    backlog.count(),
                    backlog.bytes(),
                    since == null ? "?" : JsonText.MOMENT.format(since));
    return owed
        + "; clock: "
        + clock(report.past())
        + "; files: %d of %d bytes".formatted(report.fileBytes(), SqliteJournal.LIMIT_BYTES)
        + (report.setAside() == 0
            ? ""
            : "; %d damaged journals set aside".formatted(report.setAside()));
  }

  /** Who told the right time last since the machine started: own, hub, or unset for nobody. */
  private static String clock(Past past) {
    List<Uptime> uptimes = past.uptimes();
    if (uptimes.isEmpty() || uptimes.getLast().marks().isEmpty()) {
      return "unset";
    }
    return uptimes.getLast().marks().getLast().source().word();
  }

  private static String json(Report report, @Nullable OffsetDateTime since) {
    byte[] line =
        JsonText.object(
            o ->
                o.put("owes", report.backlog().count())
                    .put("bytes", report.backlog().bytes())
                    .put("since", since)
                    .put("clock", clock(report.past()))
                    .put("file_bytes", report.fileBytes())
                    .put("set_aside", report.setAside()));
    return new String(line, StandardCharsets.UTF_8);
  }

  private static @Nullable OffsetDateTime since(
      @Nullable Entry oldest, Past past, Timeline timeline) {
    try {
      if (oldest == null) {
        return null;
      }
      TapMessage tap = TapMessage.parse(oldest.payload());
      Past.Run run = past.runs().get(tap.boot());
      Estimate time = run == null ? null : timeline.at(run.uptime(), run.baseMs() + tap.monoMs());
      return time == null
          ? tap.at()
          : Instant.ofEpochMilli(time.wallMs()).atOffset(tap.at().getOffset());
    } catch (BadMessage e) {
      // Its time is unknown; the hub will say what it finds wrong with it.
      return null;
    }
  }
}
