package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.IdentityFolder;
import city.seki.provisioning.unit.IdentityLock;
import city.seki.provisioning.unit.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gets another certificate for a unit that has, or had, one. */
@Command(
    name = "renew",
    description = {
      "Gets another certificate, also for one that is over: then an operator has to say yes.",
      "seki-edge run does it by itself after two thirds of a certificate's life."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class RenewCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Machine machine;
  private final SecureRandom random;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "DIR",
      description = "the unit's folder")
  private Path identity = Path.of("");

  RenewCommand(Machine machine, SecureRandom random) {
    this.machine = machine;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (IdentityLock _ = IdentityLock.take(identity)) {
      Asking asking =
          new Asking(IdentityFolder.at(identity), machine, random, spec.commandLine().getOut());
      X509Certificate before = certificate(asking);
      if (before == null) {
        err.println(identity + ": has no certificate yet: seki-provision enrol gets the first");
        return 1;
      }
      asking.enroller().renew();
      boolean done =
          asking.until(
              it -> it.kind() == Standing.Kind.READY && !before.equals(certificate(asking)),
              LONGEST);
      if (!done) {
        err.println(identity + ": not renewed, " + asking.enroller().standing().text());
        if (asking.enroller().trouble() instanceof EstAnswer.Distrusted) {
          err.println(
              "If an operator shut this unit out (seki-provision list --hub shows it): empty its"
                  + " folder and give it a new claim (seki-provision batch)");
        }
      }
      return done ? 0 : 1;
    }
  }

  private static @Nullable X509Certificate certificate(Asking asking) {
    var own = asking.enroller().identity();
    return own == null ? null : own.certificate();
  }
}
