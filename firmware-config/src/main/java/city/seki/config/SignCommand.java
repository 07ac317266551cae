package city.seki.config;

import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.model.City;
import city.seki.config.signature.FolderManifest;
import city.seki.config.signature.SignedFolder;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.config.wire.HubSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says with a key that a city's folder is as it was meant, in that version. */
@Command(
    name = "sign",
    description = {
      "Signs a city's folder, so that whoever gets it can tell that nobody changed it.",
      "A key is made by: openssl genpkey -algorithm ed25519 -out city.key",
      "Its public half, for verify: openssl pkey -in city.key -pubout -out city.pub"
    })
final class SignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "folder with city.yaml, offices, units")
  private Path folder = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "secret key: Ed25519 in PEM, as openssl makes it")
  private Path key = Path.of("");

  @Option(
      names = "--version",
      required = true,
      paramLabel = "N",
      description = "1 or more, and higher than that of any signature before")
  private long version;

  /** Here --version is that of the folder, so that the usual options are not mixed in. */
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (version < 1) {
      throw new ParameterException(spec.commandLine(), "--version: write 1 or more");
    }
    if (!Files.isDirectory(folder)) {
      err.println(folder + ": is no folder: only a city in a folder can be signed");
      return 1;
    }
    if (CityFile.read(folder) instanceof Reading.Rejected<City> rejected) {
      rejected.problems().forEach(err::println);
      err.println("nothing was signed: mend this first");
      return 1;
    }
    return sign(err);
  }

  private int sign(PrintWriter err) throws IOException {
    long before = SignedFolder.claimedVersion(folder);
    if (version <= before) {
      err.println(
          folder
              + ": is signed as version "
              + before
              + " already: give a higher one, or those who have it would keep the old files");
      return 1;
    }
    HubSigner signer = ReleaseKeyFile.signer(key);
    FolderManifest manifest = SignedFolder.sign(folder, version, signer);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: version %d, %d files, signed with key %s%n",
            folder.resolve(SignedFolder.SIGNATURE),
            version,
            manifest.files().size(),
            signer.key().id());
    return 0;
  }
}
