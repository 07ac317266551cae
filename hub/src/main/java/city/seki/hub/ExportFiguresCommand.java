package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.export.ExportFile;
import city.seki.hub.export.FiguresTable;
import city.seki.hub.history.Scope;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Roll-ups without persons. */
@Command(
    name = "figures",
    description = {
      "Writes how many came, by day, office and department, without persons. Small groups are in",
      "it: for the public there is export open-data."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ExportFiguresCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private TimeOption time = new TimeOption();
  @Mixin private ExportTarget target = new ExportTarget();

  ExportFiguresCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    Scope scope = time.scope(spec);
    try (FiguresOf figures = FiguresOf.data(data.existing(), random, clock.instant())) {
      target.write(
          new FiguresTable(figures.attendance(), scope),
          null,
          figures.city().timeZone(),
          ExportFile.Readers.OWNER,
          spec);
    }
    return 0;
  }
}
