package city.seki.edge.health;

import city.seki.config.wire.MachineHealth;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the machine again and again, in a thread of its own, so that a disk that hangs keeps no
 * tap waiting; others take what was seen last.
 */
public final class HealthWatch implements AutoCloseable {
  /** As often as the unit tells its health. */
  static final Duration EVERY = Duration.ofSeconds(15);

  /** What is older is not told as if it were so now. */
  static final Duration STALE = Duration.ofMinutes(2);

  private static final MachineHealth NOTHING =
      new MachineHealth(Map.of(), Map.of(), Set.of(), Set.of(), new TreeMap<>());

  private record Seen(MachineHealth health, long nanos) {}

  private final Supplier<MachineHealth> look;
  private final Pace pace;
  private volatile Seen seen;
  private volatile boolean closed;
  private volatile @Nullable Thread runner;

  /**
   * @param look may take its time
   */
  public HealthWatch(Supplier<MachineHealth> look, Pace pace) {
    this.look = look;
    this.pace = pace;
    this.seen = new Seen(NOTHING, pace.nanos());
  }

  /** Looks until the thread is interrupted or {@link #close} is called. */
  public void run() {
    runner = Thread.currentThread();
    try {
      while (!closed) {
        seen = new Seen(look.get(), pace.nanos());
        pace.pause(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      runner = null;
    }
  }

  /** How the machine was lately; nothing before the first look, and while none comes to its end. */
  public MachineHealth now() {
    Seen last = seen;
    return pace.nanos() - last.nanos() > STALE.toNanos() ? NOTHING : last.health();
  }

  /** Ends {@link #run} soon, unless a look hangs. Any thread, more than once. */
  @Override
  public void close() {
    closed = true;
    Thread looking = runner;
    if (looking != null) {
      looking.interrupt();
    }
  }
}
