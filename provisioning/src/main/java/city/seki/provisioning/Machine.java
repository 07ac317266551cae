package city.seki.provisioning;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of the machine that a command runs on.
 *
 * @param clock what o'clock
 * @param monoMs milliseconds of a clock that only goes forward
 * @param pause waits
 */
record Machine(InstantSource clock, LongSupplier monoMs, Pause pause) {
  /** Waiting. */
  @FunctionalInterface
  interface Pause {
    /**
     * @throws InterruptedException if the program is to end
     */
    void of(Duration time) throws InterruptedException;
  }
}
