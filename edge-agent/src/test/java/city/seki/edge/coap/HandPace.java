package city.seki.edge.coap;

import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that is moved by hand; safe for all threads. */
final class HandPace implements Pace {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000);

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void pause(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
