package city.seki.config;

import city.seki.config.bundle.AgentJar;
import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.BundleManifest;
import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code seki-config bundle}: software for units in one signed file. */
@Command(
    name = "bundle",
    description = {
      "Software for units in one file that is signed by a release key.",
      "A key is made by: openssl genpkey -algorithm ed25519 -out release.key",
      "Units and hubs get its public half: openssl pkey -in release.key -pubout"
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class BundleCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "make",
      description = "Makes the bundle of an agent's jar: the same jar and key, the same bytes.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int make(
      @Parameters(paramLabel = "JAR", description = "seki-edge.jar") Path jar,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "secret release key: Ed25519 in PEM, as openssl makes it")
          Path key,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "VERSION",
              converter = VersionWord.class,
              description = "the oldest version that it may follow")
          SoftwareVersion from,
      @Option(
              names = "--older",
              description = "it may follow a newer version too: it takes a release back")
          boolean older,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "default: seki-edge-VERSION.bundle in this folder")
          @Nullable Path out)
      throws IOException {
    Path bundle = out;
    if (bundle == null) {
      bundle = Path.of("seki-edge-%s.bundle".formatted(AgentJar.read(jar).version()));
    }
    BundleFile made = BundleFile.make(jar, from, older, ReleaseKeyFile.signer(key), bundle);
    tell(made);
    return 0;
  }

  @Command(
      name = "show",
      description = "Prints as JSON what a bundle says of itself, after checking all of it.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int show(
      @Parameters(paramLabel = "FILE", description = "a bundle") Path file,
      @Option(
              names = "--release-keys",
              required = true,
              paramLabel = "FILE",
              description = "public release keys in PEM, one of which has to have signed it")
          Path keys)
      throws IOException {
    BundleFile bundle = verified(file, keys);
    BundleManifest manifest = bundle.head().manifest();
    byte[] json =
        JsonText.object(
            o ->
                o.put("version", manifest.version().toString())
                    .put("from", manifest.from().toString())
                    .put("older", manifest.older())
                    .array(
                        "data",
                        manifest.data().entrySet(),
                        (format, d) ->
                            d.put("name", format.getKey())
                                .put("reads", format.getValue().reads())
                                .put("writes", format.getValue().writes()))
                    .put("size", bundle.head().bundleSize())
                    .put("sha256", bundle.sha256().hex())
                    .put("pieces", manifest.pieces().size()));
    spec.commandLine().getOut().println(new String(json, StandardCharsets.UTF_8));
    return 0;
  }

  @Command(
      name = "verify",
      description = "Checks every byte of bundles; exit code 1 if one is not to be believed.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int verify(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "bundles") List<Path> files,
      @Option(
              names = "--release-keys",
              required = true,
              paramLabel = "FILE",
              description = "public release keys in PEM, one of which has to have signed them")
          Path keys)
      throws IOException {
    for (Path file : files) {
      tell(verified(file, keys));
    }
    return 0;
  }

  private static BundleFile verified(Path file, Path keys) throws IOException {
    List<HubKey> believed = ReleaseKeyFile.read(keys);
    try {
      return BundleFile.verify(file, believed);
    } catch (BadMessage e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }

  private void tell(BundleFile bundle) {
    BundleManifest manifest = bundle.head().manifest();
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s, from %s on%s, %d bytes, sha256 %s%n",
            bundle.file(),
            manifest.version(),
            manifest.from(),
            manifest.older() ? ", also over a newer one" : "",
            bundle.head().bundleSize(),
            bundle.sha256());
  }

  /** Tells a wrong version as wrong usage. */
  static final class VersionWord implements ITypeConverter<SoftwareVersion> {
    @Override
    public SoftwareVersion convert(String word) {
      try {
        return SoftwareVersion.parse(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
