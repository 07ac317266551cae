package city.seki.edge.update;

import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.ReportedMessage;
import city.seki.edge.card.Pace;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Looks after the software of a running unit, in a thread of its own: fetches what is wanted, has
 * it tried, watches over its own trial, says how it stands. All of its calls are for any thread and
 * never wait.
 */
public final class Updates implements AutoCloseable {
  private static final long NANOS_PER_MS = 1_000_000;

  /** How often a trial is looked at; its shortest time is a second. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final Duration LASTED = Duration.ofMinutes(1);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(10);
  private static final Duration AFTER_FAULTS = Duration.ofMinutes(5);

  /** What the outside does and sees; all of it is called in the thread of this class. */
  public interface Owner {
    /** It stands otherwise than before. */
    void stands(ReportedMessage.Software software);

    /** The process is to end now, so that another version is started. */
    void restart();

    /** A bug: nobody looks after the software any more. */
    void broke(RuntimeException bug);
  }

  /**
   * @param folder of the slots
   * @param keys release keys
   */
  public record Setup(Path folder, Running running, List<HubKey> keys) {
    public Setup {
      keys = List.copyOf(keys);
    }
  }

  private interface Event {
    void happen(Updater updater) throws IOException;
  }

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Running running;
  private final SlotsLock lock;
  private final Updater updater;
  private final Pace pace;
  private final Owner owner;
  private final ThreadFactory threads;
  private final long startedMs;
  private @Nullable Thread thread;
  private volatile ReportedMessage.Software told;
  private volatile boolean settled;

  // of the thread
  private int faults;
  private boolean lasted;

  private Updates(Setup setup, SlotsLock lock, Pace pace, ThreadFactory threads, Owner owner)
      throws IOException {
    this.running = setup.running();
    this.lock = lock;
    this.pace = pace;
    this.threads = threads;
    this.owner = owner;
    startedMs = nowMs();
    updater = Updater.open(Slots.at(setup.folder(), setup.keys()), running, startedMs);
    told = updater.report(startedMs);
  }

  /**
   * Begins with what the disk says. If this process is the one that is tried, its time runs from
   * now; what happens from now on counts, also before {@link #start}.
   *
   * @throws IOException with the remedy, if the slots cannot be read or another process has them
   */
  public static Updates open(Setup setup, Pace pace, ThreadFactory threads, Owner owner)
      throws IOException {
    SlotsLock lock = SlotsLock.take(setup.folder());
    boolean opened = false;
    try {
      Updates updates = new Updates(setup, lock, pace, threads, owner);
      opened = true;
      return updates;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** Begins to work; call it once. */
  public void start(PieceSource source) {
    thread = threads.newThread(() -> run(source));
    thread.start();
  }

  /**
   * From now on that is wanted.
   *
   * @param software null where whatever runs is right
   * @param confirmS seconds within which it has to be well once it runs
   */
  public void want(DesiredMessage.@Nullable Software software, long confirmS) {
    settled = false;
    events.add(updater -> updater.want(wish(software, confirmS)));
  }

  private static @Nullable Wish wish(DesiredMessage.@Nullable Software software, long confirmS) {
    if (software == null) {
      return null;
    }
    try {
      SoftwareVersion version = SoftwareVersion.parse(software.version());
      return new Wish(version, software.sha256(), software.size(), confirmS);
    } catch (IllegalArgumentException e) {
      Logger.warn("the software that is wanted is not understood: {}", e.getMessage());
      return null;
    }
  }

  /** What came back or was refused is tried again, if it is still wanted. */
  public void tryAgain() {
    settled = false;
    events.add(Updater::forgive);
  }

  /** The hub answered: the way is open in both directions. */
  public void hubAnswered() {
    events.add(Updater::hubAnswered);
  }

  public void readerReady(String reader) {
    events.add(updater -> updater.readerReady(reader));
  }

  public void readerFailed(String reader) {
    events.add(updater -> updater.readerFailed(reader));
  }

  /** Whether there is nothing to do about the software that was wanted last. */
  public boolean isSettled() {
    return settled;
  }

  /** As the hub is told. */
  public ReportedMessage.Software report() {
    return told;
  }

  private long nowMs() {
    return pace.nanos() / NANOS_PER_MS;
  }

  private void run(PieceSource source) {
    try {
      Duration wait = Duration.ZERO;
      while (true) {
        Event event = events.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        for (; event != null; event = events.poll()) {
          event.happen(updater);
        }
        wait = step(source);
        if (wait == null) {
          owner.restart();
          return;
        }
      }
    } catch (InterruptedException e) {
      Logger.debug("the software is looked after no more: the unit ends");
    } catch (IOException e) {
      owner.broke(new IllegalStateException("the slots cannot be written", e));
    } catch (RuntimeException bug) {
      owner.broke(bug);
    }
  }

  /** How long to wait for the next one; null if the process is to end. */
  private @Nullable Duration step(PieceSource source) throws InterruptedException {
    try {
      if (!lasted && nowMs() - startedMs >= LASTED.toMillis()) {
        updater.lasted();
        lasted = true;
      }
      Updater.Outcome outcome = updater.step(source, nowMs());
      faults = 0;
      tell();
      return switch (outcome) {
        case GO_ON -> Duration.ZERO;
        case REST -> {
          settled = events.isEmpty() && updater.boot().trial() == null;
          yield lasted && updater.boot().trial() == null ? LASTED : LOOK;
        }
        case RESTART -> null;
      };
    } catch (IOException e) {
      return afterFault(e);
    }
  }

  private Duration afterFault(IOException fault) {
    if (faults++ == 0) {
      Logger.warn("the update waits, and goes on where it was: {}", fault.getMessage());
    }
    try {
      updater.lookAgain();
    } catch (IOException e) {
      Logger.warn("the slots cannot be read: {}", e.getMessage());
    }
    Duration wait = AFTER_FAULT.multipliedBy(1L << Math.min(faults - 1, 5));
    return wait.compareTo(AFTER_FAULTS) > 0 ? AFTER_FAULTS : wait;
  }

  private void tell() {
    ReportedMessage.Software now = updater.report(nowMs());
    if (!now.equals(told)) {
      if (now.state() != told.state()) {
        Logger.info(
            "software {}: {}{}",
            now.wanted() == null ? running.version() : now.wanted(),
            now.state().word(),
            now.detail() == null ? "" : ": " + now.detail());
      }
      told = now;
      owner.stands(now);
    }
  }

  /** Ends its thread; what is on the way is gone on with at the next start. */
  @Override
  public void close() throws IOException {
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    lock.close();
  }
}
