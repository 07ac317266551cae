package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.bundle.AgentJar;
import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.ReportedMessage;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.card.Pace;
import city.seki.edge.config.SoftwareDesk;
import city.seki.edge.piece.PieceSource;
import city.seki.edge.update.Running;
import city.seki.edge.update.Slot;
import city.seki.edge.update.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The software of a running unit: looked after where {@code seki-edge-start} started it, else it is
 * as it is. Thread-safe.
 */
final class UnitSoftware implements SoftwareDesk, AutoCloseable {
  /** Beside {@code unit.yaml}, or for all units of a machine. */
  static final String KEYS = "release-keys.pem";

  private static final Path KEYS_OF_PACKAGE = Path.of("/etc/seki", KEYS);

  /** As {@code seki-edge-start} hands them over. */
  private static final String SLOTS = "seki.slots";

  private static final String SLOT = "seki.slot";

  private final @Nullable Updates updates;
  private volatile Runnable stands = () -> {};

  private UnitSoftware(Path identity, Runnable restart) {
    this.updates = opened(identity, restart);
  }

  /**
   * What the disk says. A unit whose slots are of no use serves without them.
   *
   * @param identity the unit's folder
   * @param restart ends the process, so that another version is started
   */
  static UnitSoftware open(Path identity, Runnable restart) {
    return new UnitSoftware(identity, restart);
  }

  private @Nullable Updates opened(Path identity, Runnable restart) {
    String folder = System.getProperty(SLOTS);
    if (folder == null) {
      return null;
    }
    try {
      return Updates.open(
          new Updates.Setup(Path.of(folder), running(), keys(identity)),
          Pace.real(),
          Thread.ofPlatform().name("update-", 0).factory(),
          new Owner(restart));
    } catch (IOException | IllegalArgumentException e) {
      Logger.error("this unit takes no updates: {}", e.getMessage());
      return null;
    }
  }

  private static Running running() {
    return running(Slot.of(System.getProperty(SLOT, "")).orElse(Slot.FACTORY));
  }

  /**
   * This very program.
   *
   * @throws IllegalArgumentException if it was not started from a jar
   */
  static Running running(Slot slot) {
    return new Running(
        slot, SoftwareVersion.parse(ProgramVersion.number()), AgentJar.ofThisProgram());
  }

  /** Whom this unit believes about software: the keys in its folder, else those of the package. */
  static List<HubKey> keys(Path identity) throws IOException {
    Path own = identity.resolve(KEYS);
    if (Files.exists(own)) {
      return ReleaseKeyFile.read(own);
    }
    return Files.exists(KEYS_OF_PACKAGE) ? ReleaseKeyFile.read(KEYS_OF_PACKAGE) : List.of();
  }

  /** Begins to look after it. */
  void start(PieceSource source) {
    if (updates != null) {
      updates.start(source);
    }
  }

  /** From now on this is heard when it stands otherwise, on a thread of its own. */
  void onChange(Runnable changed) {
    stands = changed;
  }

  /** What tells how well this run is. */
  void heard(AgentEvent event) {
    if (updates == null) {
      return;
    }
    switch (event) {
      case AgentEvent.Pong _ -> updates.hubAnswered();
      case AgentEvent.ReaderReady(var reader) -> updates.readerReady(reader.toString());
      case AgentEvent.ReaderFailed failed -> updates.readerFailed(failed.reader().toString());
      default -> {
        // nothing that says how well it is
      }
    }
  }

  @Override
  public void wished(DesiredMessage wish) {
    if (updates != null) {
      updates.want(wish.software(), wish.confirmS());
    }
  }

  @Override
  public void tryAgain() {
    if (updates != null) {
      updates.tryAgain();
    }
  }

  @Override
  public boolean isSettled() {
    return updates == null || updates.isSettled();
  }

  @Override
  public ReportedMessage.Software report() {
    return updates == null
        ? ReportedMessage.Software.running(ProgramVersion.number())
        : updates.report();
  }

  @Override
  public void close() {
    if (updates != null) {
      try {
        updates.close();
      } catch (IOException e) {
        Logger.warn("the slots were not given back: {}", e.getMessage());
      }
    }
  }

  private final class Owner implements Updates.Owner {
    private final Runnable restart;

    Owner(Runnable restart) {
      this.restart = restart;
    }

    @Override
    public void stands(ReportedMessage.Software software) {
      stands.run();
    }

    @Override
    public void restart() {
      Logger.info("ending, so that another version is started");
      restart.run();
    }

    @Override
    public void broke(RuntimeException bug) {
      Logger.error(bug, "nobody looks after the software any more: please report this");
    }
  }
}
