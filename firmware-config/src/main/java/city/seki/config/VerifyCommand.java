package city.seki.config;

import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.signature.SignedFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether a folder is as it was signed; if not, in which files it differs. */
@Command(
    name = "verify",
    description = {
      "Checks that a city's folder is as it was signed, and tells each file that is not.",
      "Whether what is in it makes sense is what validate tells."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "folder with a city.sig in it")
  private Path folder = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "public keys, one of which has to have signed it: Ed25519 in PEM")
  private Path key = Path.of("");

  @Option(
      names = "--newer-than",
      paramLabel = "N",
      description = "refuse version N and older ones: somebody may put back an old folder")
  private @Nullable Long newerThan;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    return switch (SignedFolder.verify(folder, ReleaseKeyFile.read(key))) {
      case SignedFolder.Genuine genuine -> genuine(genuine);
      case SignedFolder.Refused refused -> {
        refused.reasons().forEach(err::println);
        err.println(folder + ": is NOT as it was signed");
        yield 1;
      }
    };
  }

  private int genuine(SignedFolder.Genuine genuine) {
    long version = genuine.manifest().version();
    if (newerThan != null && version <= newerThan) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s: is genuine, but version %d, and has to be newer than %d%n",
              folder, version, newerThan);
      return 1;
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s: version %d, %d files, as signed with key %s%n",
            folder, version, genuine.manifest().files().size(), genuine.key().id());
    return 0;
  }
}
