package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.Termination;
import city.seki.config.link.LinkThreads;
import city.seki.config.model.Wiring;
import city.seki.config.source.ClaimFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.config.supervisor.Supervisor;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.ClockTrust;
import city.seki.edge.card.Pace;
import city.seki.edge.coap.UnitCoap;
import city.seki.edge.health.MachineLook;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.log.LogTail;
import city.seki.edge.log.TailWriter;
import city.seki.edge.piece.HttpsPieces;
import city.seki.edge.piece.PieceSource;
import city.seki.provisioning.UnitIdentity;
import city.seki.provisioning.secret.SecretFile;
import city.seki.provisioning.unit.Claim;
import city.seki.provisioning.unit.Held;
import city.seki.provisioning.unit.IdentityFolder;
import city.seki.provisioning.unit.IdentityLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code seki-edge run}: the unit itself. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Runs the unit: readers, lights, journal, link to the hub.",
      "Taps are kept in the journal until the hub has answered them, also without a network.",
      "Ends on SIGTERM or Ctrl-C: lights dark, status offline. Exit code 75: to be started again"
          + " by",
      "seki-edge-start, with another version."
    })
final class RunCommand implements Callable<Integer> {
  private static final String CLAIM = "claim.yaml";
  private static final String CERTIFICATE = "unit.pem";

  /** To be started again, perhaps with another version: no failure, and no ordinary end. */
  private static final int START_AGAIN = 75;

  /** Set by systemd for each service (systemd.exec(5), INVOCATION_ID). */
  private static final String SYSTEMD = "INVOCATION_ID";

  /** Set by seki-edge-start. */
  private static final String STARTER = "seki.slots";

  private final Wires wires;
  private final Supervisor supervisor;
  private final LogTail log = TailWriter.install();
  private final AtomicBoolean another = new AtomicBoolean();
  private volatile BooleanSupplier tryAgain = () -> false;

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "DIR",
      description = "the unit's folder: with a claim.yaml the unit enrols by itself")
  private Path identity = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "where the journal lies; made if it is not there")
  private Path data = Path.of("");

  @Option(
      names = "--coap-port",
      paramLabel = "PORT",
      description =
          "where sensors of the network post and labels read over DTLS, if the unit has any"
              + " (default: ${DEFAULT-VALUE})")
  private int coapPort = UnitCoap.SECURE_PORT;

  @Option(
      names = "--kiosk-port",
      paramLabel = "PORT",
      description = {
        "shows on http://127.0.0.1:PORT/ what a display beside the unit's kiosk is to show, for a",
        "browser at this machine only (default: no display)"
      })
  private @Nullable Integer kioskPort;

  @Option(
      names = "--claim",
      paramLabel = "DIR|FILE",
      description = {
        "a claim.yaml, or its folder, as on the boot partition: taken in if the unit has neither",
        "claim nor certificate yet"
      })
  private @Nullable Path claim;

  @Option(
      names = "--supervised",
      description = {
        "something starts this program again when it ends, so that the hub may order it; it is so",
        "without this option where systemd or seki-edge-start has started it"
      })
  private boolean supervised;

  @Option(
      names = "--reboot-command",
      paramLabel = "COMMAND",
      description = "starts the machine anew when the hub orders it, such as 'systemctl reboot'")
  private String rebootCommand = "";

  RunCommand(Wires wires, Supervisor supervisor) {
    this.wires = wires;
    this.supervisor = supervisor;
  }

  @Override
  public Integer call() throws IOException, JournalFault, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean();
    try (var _ = new Termination(end::countDown)) {
      takeClaim();
      if (hasCertificates()) {
        try (IdentityLock _ = IdentityLock.take(identity)) {
          enrolAndRun(end, broken);
        }
      } else {
        run(
            Identities.of(identity, ZoneId.systemDefault(), InstantSource.system(), Pace.real()),
            null,
            end,
            broken);
      }
    }
    // A supervisor starts it again, and the journal delivers what is owed.
    return broken.get() ? 1 : another.get() ? START_AGAIN : 0;
  }

  /** A claim on the boot partition is for a unit that has nothing else yet. */
  private void takeClaim() throws IOException {
    if (claim == null || hasCertificates()) {
      return;
    }
    Path file = Files.isDirectory(claim) ? claim.resolve(CLAIM) : claim;
    if (Files.exists(file)) {
      String warning = SecretFile.warning(file);
      if (warning != null) {
        Logger.warn(warning);
      }
      switch (ClaimFile.read(file)) {
        case Reading.Loaded<ClaimFile.Content> loaded ->
            IdentityFolder.at(identity).take(loaded.value());
        case Reading.Rejected<ClaimFile.Content> rejected ->
            throw new FileSystemException(
                rejected.problems().stream()
                    .map(Problem::toString)
                    .collect(Collectors.joining(System.lineSeparator())));
      }
    }
  }

  private boolean hasCertificates() {
    return Files.exists(identity.resolve(CLAIM)) || Files.exists(identity.resolve(CERTIFICATE));
  }

  private void enrolAndRun(CountDownLatch end, AtomicBoolean broken)
      throws IOException, JournalFault, InterruptedException {
    Enrolling enrolling = new Enrolling(end, broken);
    AtomicReference<List<URI>> est = new AtomicReference<>(List.of());
    try (UnitCertificate certificate =
        UnitCertificate.open(
            IdentityFolder.at(identity).preferring(est::get),
            Pace.real(),
            new SecureRandom(),
            Thread.ofPlatform().name("certificate-", 0).factory(),
            enrolling)) {
      boolean mayRun = certificate.held().isComplete();
      if (!mayRun) {
        awaitEnrolment(certificate, enrolling);
      }
      // One whose certificate is over serves by what it knows, and waits for the hub meanwhile.
      if (mayRun || enrolling.isReady()) {
        WishExamination.Setups setups =
            Identities.of(
                identity, ZoneId.systemDefault(), certificate::identity, certificate.hub());
        if (mayRun) {
          certificate.start();
        }
        run(setups, new Keeping(certificate, enrolling, est), end, broken);
      }
    }
  }

  private void awaitEnrolment(UnitCertificate certificate, Enrolling enrolling)
      throws IOException, InterruptedException {
    try (WaitingLights lights =
        new WaitingLights(
            readers(certificate.held()),
            wires,
            Pace.real(),
            Thread.ofPlatform().name("lights-", 0).factory())) {
      enrolling.showOn(lights);
      certificate.start();
      supervisor.ready("has no certificate yet: asks the hub");
      enrolling.awaitReady(supervisor::turned);
    }
  }

  /** A new unit knows its lights by its claim, any other by its start document. */
  private List<Wiring> readers(Held held) throws IOException {
    Claim opens = held.claim();
    if (opens != null && !opens.readers().isEmpty()) {
      return opens.readers();
    }
    return held.unit() == null ? List.of() : UnitIdentity.read(identity).unit().readers();
  }

  /**
   * Who looks after the certificate of a running unit, and hears when it is another.
   *
   * @param est where it is renewed, as the unit was told last
   */
  private record Keeping(
      UnitCertificate certificate, Enrolling enrolling, AtomicReference<List<URI>> est) {}

  private void run(
      WishExamination.Setups setups,
      @Nullable Keeping keeping,
      CountDownLatch end,
      AtomicBoolean broken)
      throws IOException, JournalFault, InterruptedException {
    try (LinkThreads links = LinkThreads.platform("link");
        UnitSoftware software = UnitSoftware.open(identity, () -> startAgain(end))) {
      UnitPieces pieces = new UnitPieces(https(keeping), Pace.real());
      software.start(pieces);
      ConfiguredUnit unit =
          new ConfiguredUnit(
              new ConfiguredUnit.Parts(
                  UnitIdentity.read(identity).settings(),
                  setups,
                  data,
                  setup -> surroundings(setup, links, end, broken),
                  Pace.real(),
                  software,
                  pieces),
              owner(keeping, software, pieces),
              end);
      tryAgain = unit::tryAgain;
      unit.run();
    }
  }

  /** To be started again, perhaps with another version. */
  private void startAgain(CountDownLatch end) {
    another.set(true);
    end.countDown();
  }

  private ConfiguredUnit.Owner owner(
      @Nullable Keeping keeping, UnitSoftware software, UnitPieces pieces) {
    return new ConfiguredUnit.Owner() {
      @Override
      public void heard(AgentEvent event) {
        if (keeping != null) {
          keeping.certificate().heard(event);
        }
        software.heard(event);
      }

      @Override
      public void runs(UnitRuntime unit, UnitFile.Settings settings) {
        pieces.by(unit.pieces());
        if (keeping != null) {
          keeping.enrolling().reconnects(unit::reconnect);
          keeping.est().set(settings.est());
        }
        String status =
            "%s: runs, %d readers"
                .formatted(settings.unit().id(), settings.unit().readers().size());
        Logger.info(status);
        supervisor.ready(status);
      }

      @Override
      public void ends() {
        supervisor.stopping();
      }
    };
  }

  /** Where the hub gives out pieces by HTTPS. */
  private static List<PieceSource> https(@Nullable Keeping keeping) {
    List<PieceSource> ways = new ArrayList<>();
    if (keeping != null) {
      UnitCertificate certificate = keeping.certificate();
      certificate.held().est().stream()
          .filter(address -> "https".equals(address.getScheme()))
          .forEach(hub -> ways.add(new HttpsPieces(hub, certificate::identity, certificate.hub())));
    }
    return ways;
  }

  /** No shell: nothing of what it would do with a text is wanted. */
  private static List<String> words(String command) {
    return command.isBlank() ? List.of() : List.of(command.strip().split("\\s+"));
  }

  private Surroundings surroundings(
      UnitSetup setup, LinkThreads links, CountDownLatch end, AtomicBoolean broken) {
    return new Surroundings(
        wires,
        InstantSource.system(),
        ClockTrust.ofThisMachine(),
        MachineStart.read(),
        Bounds.UNIT,
        Pace.real(),
        Pace.real(),
        coapPort,
        kioskPort,
        new SecureRandom(),
        Thread.ofPlatform().name(setup.unit().id() + "-", 0).factory(),
        links,
        new Care(
            MachineLook.atThisMachine(data),
            log,
            new Supervision(
                supervised || System.getenv(SYSTEMD) != null || System.getProperty(STARTER) != null,
                words(rebootCommand),
                () -> startAgain(end),
                () -> tryAgain.getAsBoolean())),
        bug -> {
          Logger.error(bug, "the agent broke: please report this");
          broken.set(true);
          end.countDown();
        },
        () -> {
          Logger.error("no reader has answered for minutes: ending, to be started anew");
          broken.set(true);
          end.countDown();
        },
        supervisor::turned);
  }
}
