package city.seki.edge;

import city.seki.provisioning.unit.Standing;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.tinylog.Logger;

/**
 * What a program does about its unit's certificate: shows how it stands, begins to run once it can,
 * connects anew with another one. Thread-safe.
 */
final class Enrolling implements UnitCertificate.Owner {
  private static final long LOOK_MS = 200;

  private final CountDownLatch end;
  private final AtomicBoolean broken;
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile Standing.Kind kind = Standing.Kind.ASKING;
  private volatile Consumer<Standing.Kind> shown = standing -> {};
  private volatile Consumer<String> reconnect = reason -> {};

  /**
   * @param end of the program
   * @param broken whether it is to be started anew
   */
  Enrolling(CountDownLatch end, AtomicBoolean broken) {
    this.end = end;
    this.broken = broken;
  }

  /** From now on these lights show how it stands. */
  void showOn(WaitingLights lights) {
    shown = lights::show;
    lights.show(kind);
  }

  @Override
  public void stands(Standing standing) {
    kind = standing.kind();
    shown.accept(standing.kind());
    if (standing.kind() == Standing.Kind.READY) {
      ready.countDown();
    }
  }

  boolean isReady() {
    return kind == Standing.Kind.READY;
  }

  /**
   * Until the unit can run, or the program is to end.
   *
   * @param turned done at every look
   */
  void awaitReady(Runnable turned) throws InterruptedException {
    while (end.getCount() > 0 && !ready.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
      turned.run(); // one of two latches: looked at again a little later
    }
  }

  /** From now on another certificate is shown at once. */
  void reconnects(Consumer<String> how) {
    reconnect = how;
  }

  @Override
  public void renewed() {
    reconnect.accept("the unit has another certificate");
  }

  @Override
  public void broke(RuntimeException bug) {
    Logger.error(bug, "nobody looks after the certificate any more: please report this");
    broken.set(true);
    end.countDown();
  }
}
