package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Backlog;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.meter.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
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
      "Prints how many taps the hub has not answered yet and since when, in one line.",
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

  @Option(names = "--json", description = "print a JSON object: owes, bytes, since")
  private boolean json;

  QueueCommand(Console console) {
    this.out = console.out();
  }

  @Override
  public Integer call() throws JournalFault {
    Backlog backlog = SqliteJournal.read(data);
    OffsetDateTime since = since(backlog.oldest());
    out.println(json ? json(backlog, since) : text(backlog, since));
    return 0;
  }

  private static String text(Backlog backlog, @Nullable OffsetDateTime since) {
    if (backlog.count() == 0) {
      return "nothing is owed";
    }
    return "%d taps owed, %d bytes, since %s"
        .formatted(
            backlog.count(), backlog.bytes(), since == null ? "?" : JsonText.MOMENT.format(since));
  }

  private static String json(Backlog backlog, @Nullable OffsetDateTime since) {
    byte[] line =
        JsonText.object(
            o -> o.put("owes", backlog.count()).put("bytes", backlog.bytes()).put("since", since));
    return new String(line, StandardCharsets.UTF_8);
  }

  private static @Nullable OffsetDateTime since(@Nullable Entry oldest) {
    try {
      return oldest == null ? null : TapMessage.parse(oldest.payload()).at();
    } catch (BadMessage e) {
      // Its time is unknown; the hub will say what it finds wrong with it.
      return null;
    }
  }
}
