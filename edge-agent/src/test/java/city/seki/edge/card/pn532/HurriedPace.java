package city.seki.edge.card.pn532;

import city.seki.edge.card.Pace;
import java.time.Duration;

/**
 * Time that runs faster, for peers that answer at once.
 *
 * @param speed 1 where the peer is another thread, which must be given the time to run
 */
record HurriedPace(int speed) implements Pace {
  private static final int SHORTER_PAUSES = 20;

  @Override
  public long nanos() {
    return Pace.real().nanos() * speed;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    Pace.real().pause(time.dividedBy(SHORTER_PAUSES));
  }
}
