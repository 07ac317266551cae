package city.seki.edge.presence;

import city.seki.edge.card.Pace;
import city.seki.edge.presence.SensorWatchState.Outcome;
import city.seki.edge.presence.SensorWatchState.Step;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one sensor for ever: tells what it says, and keeps it alive by the ladder of {@link
 * SensorWatchState}. That a sensor is dead is told within the time that its driver needs to know
 * it, and a second.
 *
 * <p>GOALS, in this order: nothing is told that was not sensed; a fault before what was sensed is
 * old; back by itself after every outage; never spinning. After a {@link SensorEvent.Fault} what
 * was read before is not known to hold; the first {@link SensorEvent.Read} comes with {@link
 * SensorEvent.Ready}.
 *
 * <p>{@link #run} occupies one thread, which alone touches the sensor and calls the listener;
 * {@link #close} may be called from any thread.
 */
public final class SensorWatch implements AutoCloseable {
  private final Sensor sensor;
  private final Pace pace;
  private final Consumer<SensorEvent> events;
  private volatile boolean closed;
  private volatile @Nullable Thread runner;

  /**
   * @param events called in the watching thread; must not block for long, must not throw
   */
  public SensorWatch(Sensor sensor, Pace pace, Consumer<SensorEvent> events) {
    this.sensor = sensor;
    this.pace = pace;
    this.events = events;
  }

  /**
   * Watches until the thread is interrupted or {@link #close} is called; then lets go of the wire.
   */
  public void run() {
    runner = Thread.currentThread();
    try {
      SensorWatchState state = SensorWatchState.initial();
      while (!closed && !Thread.currentThread().isInterrupted()) {
        Step step = state.after(attempt(state.next()));
        state = step.state();
        if (!closed) {
          step.events().forEach(events);
        }
        pace.pause(step.pause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      runner = null;
      sensor.close();
    }
  }

  /** Ends {@link #run} soon: within one exchange with the sensor. Any thread, more than once. */
  @Override
  public void close() {
    closed = true;
    Thread watching = runner;
    if (watching != null) {
      watching.interrupt();
    }
  }

  private Outcome attempt(SensorWatchState.Try what) throws InterruptedException {
    try {
      return switch (what) {
        case OPEN -> open();
        case NEXT -> new Outcome.Said(sensor.next());
        case REOPEN -> {
          sensor.close();
          yield open();
        }
      };
    } catch (SensorFault e) {
      return new Outcome.Failed(e.reason(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // the loop outlives whatever a native library throws
      return new Outcome.Failed(SensorFault.Cause.GONE, sensor.name() + " failed: " + e);
    }
  }

  private Outcome open() throws SensorFault {
    sensor.open();
    return new Outcome.Opened();
  }
}
