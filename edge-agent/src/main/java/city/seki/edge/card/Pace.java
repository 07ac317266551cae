package city.seki.edge.card;

import java.time.Duration;

/**
 * Time as drivers and watches see it: how long something takes, and waiting. Never what o'clock.
 */
public interface Pace {
  /** A monotonic time in nanoseconds; only differences mean something. */
  long nanos();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread was asked to end
   */
  void pause(Duration time) throws InterruptedException;

  /** The machine's own time: for a {@code …Main}; everything below gets it handed in. */
  static Pace real() {
    return new Pace() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
      }
    };
  }
}
