package city.seki.edge.presence;

import city.seki.edge.card.Pace;
import java.time.Duration;

/** Time that passes only by being waited for; confined to one thread. */
public final class VirtualPace implements Pace {
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
    pass(time);
  }

  /** Lets time pass without the look for an interruption that {@link #pause} begins with. */
  public void pass(Duration time) {
    nanos += time.toNanos();
  }

  public Duration passed() {
    return Duration.ofNanos(nanos);
  }
}
