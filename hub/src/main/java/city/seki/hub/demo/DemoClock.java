package city.seki.hub.demo;

import city.seki.edge.card.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The city's clock in the demo: it starts in the morning and runs faster. Safe for all threads. */
final class DemoClock implements Supplier<Instant> {
  private final double speed;
  private final LongSupplier nanos;
  private Instant from;
  private long since;

  /**
   * @param speed seconds of the city per second of the machine
   * @param nanos the monotonic clock of the machine
   */
  DemoClock(Instant start, double speed, LongSupplier nanos) {
    this.from = start;
    this.speed = speed;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** The city's time, in whole milliseconds. */
  @Override
  public synchronized Instant get() {
    return from.plusNanos((long) ((nanos.getAsLong() - since) * speed))
        .truncatedTo(ChronoUnit.MILLIS);
  }

  /** Goes on from that moment; never back. */
  synchronized void skipTo(Instant moment) {
    if (moment.isAfter(get())) {
      from = moment;
      since = nanos.getAsLong();
    }
  }

  double speed() {
    return speed;
  }

  /** The pace of the city: its seconds pass as many times faster. */
  Pace pace(Pace machine) {
    return new Pace() {
      @Override
      public long nanos() {
        return (long) (machine.nanos() * speed);
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        machine.pause(Duration.ofNanos((long) (time.toNanos() / speed)));
      }
    };
  }

  /** How long the machine takes until the city's clock shows that moment; zero if it has passed. */
  Duration untilOnMachine(Instant moment) {
    Duration left = Duration.between(get(), moment);
    return left.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (left.toNanos() / speed));
  }
}
