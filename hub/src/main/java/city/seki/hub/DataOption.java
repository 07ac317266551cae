package city.seki.hub;

import city.seki.hub.data.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --data} that every command on a hub's data takes. */
final class DataOption {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the hub's data directory")
  private Path directory = Path.of("");

  /** Made if it is not there. */
  DataDirectory use() {
    return DataDirectory.use(directory);
  }

  /** Only one that is there. */
  DataDirectory existing() {
    return DataDirectory.existing(directory);
  }
}
