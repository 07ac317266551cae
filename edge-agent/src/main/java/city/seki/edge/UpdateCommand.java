package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.edge.meter.Console;
import city.seki.edge.update.ByHand;
import city.seki.edge.update.Slot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code seki-edge update}: another version from a file, where no network brings it. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Takes in a bundle from a file, such as on a USB stick. It is checked as one of the hub is,",
      "and tried at the next start; unless the unit is well then, it comes back by itself.",
      "Stop the running unit first, and start it afterwards. Without FILE: says how it stands."
    })
final class UpdateCommand implements Callable<Integer> {
  private final PrintStream out;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "seki-edge-VERSION.bundle")
  private @Nullable Path bundle;

  @Option(
      names = "--slots",
      paramLabel = "DIR",
      defaultValue = "/var/lib/seki/slots",
      description = "where updates lie (default: ${DEFAULT-VALUE})")
  private Path slots = Path.of("");

  @Option(
      names = "--identity",
      paramLabel = "DIR",
      defaultValue = "/var/lib/seki/identity",
      description =
          "the unit's folder; its release-keys.pem, else /etc/seki/release-keys.pem, says whom it"
              + " believes (default: ${DEFAULT-VALUE})")
  private Path identity = Path.of("");

  @Option(
      names = "--release-keys",
      paramLabel = "FILE",
      description = "other public release keys than those")
  private @Nullable Path releaseKeys;

  UpdateCommand(Console console) {
    this.out = console.out();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (bundle == null) {
      out.println(ByHand.describe(slots));
      return 0;
    }
    List<HubKey> keys =
        releaseKeys == null ? UnitSoftware.keys(identity) : ReleaseKeyFile.read(releaseKeys);
    try {
      out.println(ByHand.install(slots, UnitSoftware.running(Slot.FACTORY), keys, bundle));
      return 0;
    } catch (BadMessage e) {
      throw new FileSystemException(bundle.toString(), null, e.getMessage());
    }
  }
}
