package city.seki.edge.bus;

import com.pi4j.io.gpio.digital.DigitalInput;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A pin of the GPIO chip whose edges Pi4J tells in a thread of its own. */
final class Pi4jInputPin implements InputPin {
  private final String name;
  private final DigitalInput input;
  private final Runnable release;
  private final Lock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private boolean changed;
  private boolean closed;

  Pi4jInputPin(String name, DigitalInput input, Runnable release) {
    this.name = name;
    this.input = input;
    this.release = release;
    input.addListener(_ -> tell());
  }

  private void tell() {
    lock.lock();
    try {
      changed = true;
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isHigh() throws BusFault {
    return Pi4jFaults.translated(name, () -> input.state().isHigh());
  }

  @Override
  public boolean awaitChange(Duration most) throws BusFault, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (!changed && !closed && left > 0) {
        left = told.awaitNanos(left);
      }
      if (closed) {
        throw new BusFault(BusFault.Cause.GONE, name + " is closed");
      }
      boolean seen = changed;
      changed = false;
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Not as an interrupted thread: Pi4J would then not wait for its own one, which still reads the
   * line that is being freed.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      told.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = Thread.interrupted();
    try {
      release.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
