package city.seki.edge.card;

import java.time.Duration;

/** Time that passes only by being waited for. */
final class VirtualPace implements Pace {
  private long nanos;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    nanos += time.toNanos();
  }

  Duration passed() {
    return Duration.ofNanos(nanos);
  }
}
