package city.seki.config.supervisor;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor of this process: systemd, where it runs as a service of {@code Type=notify}, else
 * nobody. Thread-safe.
 *
 * <p>What is told is that of sd_notify(3). The watchdog is fed by {@link #turned}, which belongs
 * into the loop that has to turn and nowhere else: a timer of its own would go on feeding when the
 * loop hangs.
 */
public final class Supervisor {
  /** Looks after nothing: somebody started the program by hand, or a test did. */
  public static final Supervisor NOBODY = new Supervisor(state -> 0, 0, () -> 0);

  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String WATCHDOG = "WATCHDOG_USEC";
  private static final long NANOS_PER_MICRO = 1_000;

  /** So often within the time after which the supervisor counts the program as hung. */
  private static final long MEALS = 4;

  /** Takes one message; answers as sd_notify does, negative for an error number. */
  @FunctionalInterface
  interface Line {
    int tell(String state);
  }

  private final Line line;
  private final long between;
  private final LongSupplier nanos;
  private final AtomicLong fed;

  /**
   * @param patience in nanoseconds, 0 where there is no watchdog
   */
  Supervisor(Line line, long patience, LongSupplier nanos) {
    this.line = line;
    this.nanos = nanos;
    between = patience / MEALS;
    fed = new AtomicLong(nanos.getAsLong() - between);
  }

  /**
   * By the environment that systemd gives to its services.
   *
   * @param nanos the monotonic clock
   * @throws IllegalStateException with the remedy, if systemd waits for a word and cannot be told
   */
  public static Supervisor of(Map<String, String> environment, LongSupplier nanos) {
    return environment.get(SOCKET) == null
        ? NOBODY
        : new Supervisor(new Systemd()::tell, patience(environment.get(WATCHDOG)), nanos);
  }

  private static long patience(@Nullable String micros) {
    try {
      return micros == null ? 0 : Math.max(0, Long.parseLong(micros)) * NANOS_PER_MICRO;
    } catch (NumberFormatException e) {
      throw new IllegalStateException(WATCHDOG + " is no number of microseconds: " + micros, e);
    }
  }

  /**
   * The program does from now on what it is for.
   *
   * @param status one line for people, shown by {@code systemctl status}
   * @throws IllegalStateException if that cannot be told: the supervisor would end the program
   */
  public void ready(String status) {
    int answer = line.tell("READY=1\nSTATUS=" + status);
    if (answer < 0) {
      throw new IllegalStateException(
          "the supervisor named by %s cannot be told that this program is ready: error %d"
              .formatted(SOCKET, -answer));
    }
  }

  /** What it is at, in one line for people. */
  public void status(String status) {
    // Who cannot be told that starts the program anew by its watchdog, if it matters.
    var _ = line.tell("STATUS=" + status);
  }

  /** The loop that matters has turned once more; may be called at every turn. */
  public void turned() {
    if (between == 0) {
      return;
    }
    long now = nanos.getAsLong();
    long last = fed.get();
    if (now - last >= between && fed.compareAndSet(last, now)) {
      var _ = line.tell("WATCHDOG=1");
    }
  }

  /** It ends, because it was told to. */
  public void stopping() {
    var _ = line.tell("STOPPING=1");
  }
}
