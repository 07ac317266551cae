package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.provisioning.ca.KeyPlace;
import city.seki.provisioning.ca.RootCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Makes the authorities of a city. The root is made on a machine that stays without network; the
 * issuing CA in the hub asks it once in years, by a file that somebody carries.
 */
@Command(
    name = "ca",
    description = "Makes the root CA and the hub's issuing CA, and shows them.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class CaCommand {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();

  CaCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Command(
      name = "root",
      description = "Makes a root CA. Its folder can stay on a machine without network.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int root(
      @Option(
              names = "--root",
              required = true,
              paramLabel = "DIR",
              description = "the folder of the root: key (encrypted) and certificate")
          Path folder,
      @Option(
              names = "--name",
              defaultValue = "Seki root CA",
              paramLabel = "NAME",
              description = "for people (${DEFAULT-VALUE})")
          String name,
      @Mixin KeyOption secret)
      throws IOException {
    try (KeyPlace place = secret.fresh("root's key")) {
      RootCa root = RootCa.create(folder, name, place, clock.instant(), random);
      print(CertificateLines.of(root.certificate(), clock.instant()));
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage(), e);
    }
  }

  @Command(
      name = "show",
      description = "Shows the certificates of a folder or file; exit code 1 if one does not hold.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int show(
      @Parameters(
              paramLabel = "PATH",
              description = "a folder of a root, a hub's data directory, or a file in PEM")
          Path path)
      throws IOException {
    boolean allHold = true;
    for (X509Certificate certificate : RootCa.shown(folder(path))) {
      CertificateLines lines = CertificateLines.of(certificate, clock.instant());
      print(lines);
      allHold &= lines.holds();
    }
    return allHold ? 0 : 1;
  }

  private static Path folder(Path path) {
    Path ofHub = path.resolve(IssuingCaCommand.FOLDER);
    return Files.isDirectory(ofHub) ? ofHub : path;
  }

  private void print(Object lines) {
    spec.commandLine().getOut().println(lines);
  }
}
