package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Software for units: what the hub has, and how it gets it. */
@Command(
    name = "bundle",
    description = "Software for units: which versions are here; takes in another.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class BundleCommand implements Runnable {
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  private BundleCommand(InstantSource clock) {
    this.clock = clock;
  }

  static CommandLine commandLine(InstantSource clock) {
    return new CommandLine(new BundleCommand(clock));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: add or list");
  }

  @Command(
      name = "add",
      description = {
        "Takes in bundles, also while the hub runs: each byte is checked, and nothing is taken"
            + " that",
        "is signed by no release key of this hub."
      },
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int add(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "seki-edge-VERSION.bundle")
          List<Path> files,
      @Mixin DataOption data,
      @Option(
              names = "--release-keys",
              paramLabel = "FILE",
              description = "public release keys in PEM that this hub believes from now on")
          @Nullable Path releaseKeys)
      throws IOException {
    DataDirectory directory = data.existing();
    BundleStore store = new BundleStore(directory.root());
    if (releaseKeys != null) {
      List<?> keys = ReleaseKeyFile.read(releaseKeys);
      audit(directory, "release-keys", o -> o.put("keys", keys.size()));
      Files.createDirectories(directory.keys());
      Files.copy(releaseKeys, store.keysFile(), StandardCopyOption.REPLACE_EXISTING);
    }
    for (Path file : files) {
      BundleFile bundle = store.check(file);
      audit(
          directory,
          "bundle-add",
          o ->
              o.put("version", bundle.head().manifest().version().toString())
                  .put("sha256", bundle.sha256().hex()));
      BundleStore.Kept kept = store.add(bundle);
      spec.commandLine().getOut().println(line(kept));
    }
    return 0;
  }

  @Command(
      name = "list",
      description = "Prints the versions that are here.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int list(@Mixin DataOption data) throws IOException {
    for (BundleStore.Kept kept : new BundleStore(data.existing().root()).list()) {
      spec.commandLine().getOut().println(line(kept));
    }
    return 0;
  }

  private void audit(DataDirectory directory, String act, Consumer<JsonText> what) {
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      access.audit().append(clock.instant(), SystemUser.name(), act, JsonText.object(what));
    }
  }

  private static String line(BundleStore.Kept kept) {
    return "%s, from %s on%s, %d bytes, sha256 %s"
        .formatted(
            kept.manifest().version(),
            kept.manifest().from(),
            kept.manifest().older() ? ", also over a newer one" : "",
            kept.size(),
            kept.sha256());
  }
}
