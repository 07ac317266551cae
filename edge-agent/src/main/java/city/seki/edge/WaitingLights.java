package city.seki.edge;

import city.seki.config.model.Wiring;
import city.seki.edge.card.Pace;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Pattern;
import city.seki.edge.light.Signal;
import city.seki.provisioning.unit.Standing;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The lights of a unit that may not run yet, because it has no certificate: whoever stands in front
 * of it sees whether it asks, waits for an operator, or was refused. One thread moves them; the
 * pins are let go of at the end, so that the unit itself can have them.
 */
final class WaitingLights implements AutoCloseable {
  private static final long NANOS_PER_MS = 1_000_000;

  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final List<Lamp> lamps;
  private final Pace pace;
  private final Thread thread;

  /**
   * @param readers whose lights these are; may be none
   */
  WaitingLights(List<Wiring> readers, Wires wires, Pace pace, ThreadFactory threads) {
    this.pace = pace;
    lamps = readers.stream().map(wires::lamp).toList();
    thread = threads.newThread(this::move);
    thread.start();
  }

  /** From now on they show that. */
  void show(Standing.Kind kind) {
    signals.add(
        switch (kind) {
          case ASKING -> Signal.ENROLLING;
          case WAITING -> Signal.WAITING;
          case REFUSED -> Signal.SHUT_OUT;
          case READY -> Signal.OFF;
        });
  }

  private void move() {
    List<Indicator> lights = lamps.stream().map(Indicator::new).toList();
    long wait = Pattern.NEVER;
    try {
      while (true) {
        Signal signal = signals.poll(wait, TimeUnit.MILLISECONDS);
        long now = pace.nanos() / NANOS_PER_MS;
        if (signal != null) {
          lights.forEach(light -> light.rest(signal, now));
        }
        wait = lights.stream().mapToLong(light -> light.refresh(now)).min().orElse(Pattern.NEVER);
      }
    } catch (InterruptedException e) {
      lights.forEach(Indicator::off); // the end of this thread, and its only one
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    lamps.forEach(Lamp::close);
  }
}
