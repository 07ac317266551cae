package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.KeyAway;
import city.seki.provisioning.ca.KeyPlace;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.FingerprintWords;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.RequestReading;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the issuing CA of a hub: its request there, its certificate at the root. */
@Command(
    name = "issuing",
    description = "Makes the issuing CA of a hub.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class IssuingCaCommand {
  /** The folder in the hub's data directory: a backup takes all below "keys". */
  static final String FOLDER = "keys/ca";

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();

  IssuingCaCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Command(
      name = "request",
      description = "At the hub: makes the key, and the request that the root has to sign.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int request(
      @Option(
              names = "--data",
              required = true,
              paramLabel = "DIR",
              description = "the hub's data directory; its folder keys/ca is written")
          Path data,
      @Mixin KeyOption secret)
      throws IOException {
    if (Files.notExists(data.resolve("city.yaml"))) {
      // A directory that is not empty and not the hub's is one that the hub refuses.
      throw new NoSuchFileException(
          data.toString(),
          null,
          "no city has been imported; run: seki-hub import offices FILE --data " + data);
    }
    try (KeyPlace place = secret.fresh("issuing CA's key")) {
      Path file = IssuingCa.request(data.resolve(FOLDER), place, random);
      spec.commandLine().getOut().println(file);
      printWords(spec, read(file));
      return 0;
    }
  }

  @Command(
      name = "sign",
      description = "At the root: signs the request of an issuing CA.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int sign(
      @Option(
              names = "--root",
              required = true,
              paramLabel = "DIR",
              description = "the folder of the root")
          Path root,
      @Option(
              names = "--request",
              required = true,
              paramLabel = "FILE",
              description = "the hub's issuing-ca.csr; of it only the key counts")
          Path request,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "what is to be put into the hub's folder keys/ca as issuing-ca.pem")
          Path out,
      @Option(
              names = "--name",
              defaultValue = IssuingCa.NAME,
              paramLabel = "NAME",
              description = "for people (${DEFAULT-VALUE})")
          String name,
      @Mixin KeyOption secret)
      throws IOException {
    CertificateRequest asked = read(request);
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out.toString(), null, "is there already");
    }
    try (KeyPlace place = secret.known("root's key")) {
      List<X509Certificate> chain =
          RootCa.open(root, place).sign(asked, name, clock.instant(), random);
      SecretFile.write(out, Pem.write(chain));
      printWords(spec, asked);
      for (X509Certificate certificate : chain) {
        spec.commandLine().getOut().println(CertificateLines.of(certificate, clock.instant()));
      }
      return 0;
    } catch (IllegalArgumentException | KeyAway e) {
      spec.commandLine().getErr().println("not signed: " + e.getMessage());
      return 1;
    }
  }

  private static CertificateRequest read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such request");
    }
    if (Files.size(file) > 4L * CertificateRequest.MOST_BYTES) {
      throw new FileSystemException(file.toString(), null, "is too long for a request");
    }
    List<byte[]> found = Pem.read(Pem.REQUEST, Files.readString(file, StandardCharsets.ISO_8859_1));
    if (found.size() != 1) {
      throw new FileSystemException(
          file.toString(), null, "holds " + found.size() + " requests in PEM, not one");
    }
    return switch (CertificateRequest.read(found.getFirst())) {
      case CertificateRequest request -> request;
      case RequestReading.Bad bad ->
          throw new FileSystemException(file.toString(), null, bad.detail());
    };
  }

  /** Shown where the request is made and where it is signed: it was not swapped on its way. */
  private static void printWords(CommandSpec spec, CertificateRequest request) {
    spec.commandLine()
        .getOut()
        .println("words   " + FingerprintWords.of(Fingerprint.of(request.key())));
  }
}
