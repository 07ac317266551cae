package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.data.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies everything that the hub knows, also while it runs. */
@Command(
    name = "backup",
    description = "Copies everything that the hub knows, also while it runs.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class BackupCommand implements Callable<Integer> {
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR|FILE.zip",
      description = "a directory that is not there yet, usable as --data; or a zip file of one")
  private Path target = Path.of("");

  BackupCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Backup.of(data.existing()).to(target, clock.instant());
    spec.commandLine().getOut().println("backed up to " + target.toAbsolutePath().normalize());
    return 0;
  }
}
