package city.seki.provisioning;

import city.seki.config.Durations;
import city.seki.config.ProgramVersion;
import city.seki.config.source.ClaimFile;
import city.seki.config.source.EstAddress;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.secret.SecretFile;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.Held;
import city.seki.provisioning.unit.IdentityFolder;
import city.seki.provisioning.unit.IdentityLock;
import city.seki.provisioning.unit.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives this machine the identity of a unit, with a claim. */
@Command(
    name = "enrol",
    description = {
      "Makes a key on this machine and asks the hub for its certificate, with a claim.",
      "seki-edge run does the same by itself if it finds a claim.yaml in its identity folder."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class EnrolUnitCommand implements Callable<Integer> {
  private final Machine machine;
  private final SecureRandom random;

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private By by = new By();

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "DIR",
      description = "the unit's folder; made if it is not there")
  private Path identity = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "how long to wait for an operator (${DEFAULT-VALUE})")
  private String longest = "";

  /** One of the two. */
  static final class By {
    @Option(
        names = "--claim",
        paramLabel = "DIR|FILE",
        description = "the claim.yaml that seki-provision batch wrote, or its folder")
    private @Nullable Path claim;

    @ArgGroup(exclusive = false)
    private @Nullable Typed typed;
  }

  /** A code, and where it is good. */
  static final class Typed {
    @Option(
        names = "--code",
        required = true,
        paramLabel = "CODE",
        description = "the code that the hub's operator gave; asked for if it is left out",
        arity = "0..1",
        interactive = true,
        echo = true)
    private String code = "";

    @Option(
        names = "--hub",
        required = true,
        paramLabel = "https://HOST:PORT",
        description = "where the hub is, with a code")
    private String hub = "";
  }

  EnrolUnitCommand(Machine machine, SecureRandom random) {
    this.machine = machine;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ClaimFile.@Nullable Content claim = claim(err);
    if (claim == null) {
      return 1;
    }
    try (IdentityLock _ = IdentityLock.take(identity)) {
      IdentityFolder folder = IdentityFolder.at(identity);
      Held held = folder.read();
      if (held.own() != null) {
        err.println(
            identity
                + ": has a certificate already, of "
                + held.own().identity().certificate().getSubjectX500Principal().getName()
                + ": renew it (seki-provision renew), or name an empty folder");
        return 1;
      }
      folder.take(claim);
      return ask(folder, err);
    }
  }

  private int ask(IdentityFolder folder, PrintWriter err) throws IOException {
    Asking asking = new Asking(folder, machine, random, spec.commandLine().getOut());
    boolean done = asking.until(it -> it.kind() == Standing.Kind.READY, duration());
    if (!done) {
      boolean goesOn =
          asking.enroller().trouble() instanceof EstAnswer.Wait
              || asking.enroller().trouble() instanceof EstAnswer.Unreachable;
      err.println(
          identity
              + ": not enrolled, "
              + asking.enroller().standing().text()
              + (goesOn
                  ? ". The request is kept: seki-edge run goes on with it, or run this again"
                  : ""));
    }
    return done ? 0 : 1;
  }

  private Duration duration() {
    try {
      return Durations.parse(longest);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--for: " + e.getMessage(), e);
    }
  }

  private ClaimFile.@Nullable Content claim(PrintWriter err) throws IOException {
    if (by.claim == null) {
      return typed(Objects.requireNonNull(by.typed));
    }
    Path file = Files.isDirectory(by.claim) ? by.claim.resolve("claim.yaml") : by.claim;
    String warning = Files.exists(file) ? SecretFile.warning(file) : null;
    if (warning != null) {
      err.println("Warning: " + warning);
    }
    return switch (ClaimFile.read(file)) {
      case Reading.Loaded<ClaimFile.Content> loaded -> loaded.value();
      case Reading.Rejected<ClaimFile.Content> rejected -> {
        rejected.problems().stream().map(Problem::toString).forEach(err::println);
        yield null;
      }
    };
  }

  private ClaimFile.Content typed(Typed typed) {
    try {
      URI hub = EstAddress.parse(typed.hub);
      if (!"https".equals(hub.getScheme())) {
        throw new IllegalArgumentException("a code is sent over HTTPS: write https://HOST:8443");
      }
      String code = ClaimCode.parse(typed.code).text();
      return new ClaimFile.Content(null, List.of(hub), new ClaimFile.OfCode(code), List.of());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
