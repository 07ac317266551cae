package city.seki.edge.av;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.WatchState.Step;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one device for ever, by the table of {@link WatchState}: tells a report when something of
 * it changed, and every minute as a sign of life. It outlives whatever a driver throws.
 *
 * <p>{@link #run} occupies one thread, which alone touches the device and calls the listener;
 * {@link #close} may be called from any thread.
 */
public final class DeviceWatch implements AutoCloseable {
  /** However often a device says that it changed, it is not asked more often. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final Device device;
  private final Pace pace;
  private final Consumer<DeviceReport> reports;
  private volatile boolean closed;
  private volatile @Nullable Thread runner;

  /**
   * @param reports called in the watching thread; must not block for long, must not throw
   */
  public DeviceWatch(Device device, Pace pace, Consumer<DeviceReport> reports) {
    this.device = device;
    this.pace = pace;
    this.reports = reports;
  }

  /** Watches until the thread is interrupted or {@link #close} is called; then lets go of it. */
  public void run() {
    runner = Thread.currentThread();
    try {
      WatchState state = WatchState.initial();
      while (!closed && !Thread.currentThread().isInterrupted()) {
        DeviceReport report = look();
        Step step = state.after(report, device.volatileDetails(), pace.nanos());
        state = step.state();
        if (step.tell() != null && !closed) {
          reports.accept(step.tell());
        }
        rest(step);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      runner = null;
      device.close();
    }
  }

  /** Ends {@link #run} soon: within one exchange with the device. Any thread, more than once. */
  @Override
  public void close() {
    closed = true;
    Thread watching = runner;
    if (watching != null) {
      watching.interrupt();
    }
  }

  private DeviceReport look() throws InterruptedException {
    try {
      return device.look();
    } catch (RuntimeException e) { // the loop outlives whatever a driver throws
      String name = device.name();
      String source = name.substring(0, Math.max(name.indexOf("://"), 0));
      return DeviceReport.without(
          DeviceState.UNKNOWN, source, "driver", name + ": the driver failed: " + e);
    }
  }

  private void rest(Step step) throws InterruptedException {
    if (step.state().doubted()) {
      pace.pause(step.pause()); // what a device that is not reached says of itself is no change
      return;
    }
    long began = pace.nanos();
    try {
      device.awaitChange(step.pause());
    } catch (RuntimeException e) { // told by the next look, if it lasts
      pace.pause(step.pause());
    }
    Duration left = SHORTEST_PAUSE.minusNanos(pace.nanos() - began);
    if (left.isPositive()) {
      pace.pause(left);
    }
  }
}
