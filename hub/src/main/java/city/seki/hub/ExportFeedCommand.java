package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.export.ExportFile;
import city.seki.hub.feed.DayFigures;
import city.seki.hub.feed.FeedFile;
import city.seki.hub.feed.FeedStore;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Figures to be carried to where no network leads. */
@Command(
    name = "feed",
    description = {
      "Writes the figures of every day since then for the statistics system, as a file and its",
      "signature (FILE.sig, Ed25519), for networks that are kept apart."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ExportFeedCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--since", required = true, paramLabel = "DATE", description = "first day")
  private LocalDate since = LocalDate.EPOCH;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "secret key: openssl genpkey -algorithm ed25519 -out FILE")
  private Path key = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file")
  private Path out = Path.of("");

  ExportFeedCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() {
    PrivateKey secret = FeedFile.key(key);
    DataDirectory directory = data.existing();
    try (FiguresOf figures = FiguresOf.data(directory, random, clock.instant());
        FeedStore store = FeedStore.open(directory.feed(), random)) {
      LocalDate today = figures.city().day(clock.instant());
      for (LocalDate day = since; day.isBefore(today); day = day.plusDays(1)) {
        boolean _ = store.note(DayFigures.of(figures.attendance(), day));
      }
      byte[] content = FeedFile.content(store.hub(), store.nextFile(), since, store.since(since));
      byte[] signature = FeedFile.signature(content, secret);
      ExportFile.write(out, ExportFile.Readers.OWNER, o -> o.write(content));
      Path beside = out.resolveSibling(out.getFileName() + ".sig");
      ExportFile.write(beside, ExportFile.Readers.OWNER, o -> o.write(signature));
      spec.commandLine().getOut().println("written: " + out + " and " + beside);
    }
    return 0;
  }
}
