package city.seki.edge.bus.emulated;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusOpener;
import city.seki.edge.bus.SerialLine;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A serial cable in memory, with a host's end and a device's end that can be opened again and
 * again, and pulled out: every open line then fails for good, and only a line opened after it was
 * plugged in works again. Thread-safe.
 */
public final class SerialCable {
  /** Bytes that nobody reads are lost beyond this, as in a UART. */
  private static final int UNREAD_LIMIT = 4096;

  private final Lock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Queue<Byte> toHost = new ArrayDeque<>();
  private final Queue<Byte> toDevice = new ArrayDeque<>();
  private boolean plugged = true;
  private int plugging;

  /** Opens the host's end, as a driver does. */
  public BusOpener<SerialLine> host() {
    return () -> open(toHost, toDevice);
  }

  /** Opens the device's end. */
  public BusOpener<SerialLine> device() {
    return () -> open(toDevice, toHost);
  }

  public void unplug() {
    lock.lock();
    try {
      plugged = false;
      toHost.clear();
      toDevice.clear();
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public void plugIn() {
    lock.lock();
    try {
      plugged = true;
      plugging++;
    } finally {
      lock.unlock();
    }
  }

  private SerialLine open(Queue<Byte> incoming, Queue<Byte> outgoing) throws BusFault {
    lock.lock();
    try {
      if (!plugged) {
        throw new BusFault(BusFault.Cause.GONE, "the emulated serial cable is unplugged");
      }
      return new End(incoming, outgoing, plugging);
    } finally {
      lock.unlock();
    }
  }

  private final class End implements SerialLine {
    private final Queue<Byte> incoming;
    private final Queue<Byte> outgoing;
    private final int since;
    private boolean closed;

    End(Queue<Byte> incoming, Queue<Byte> outgoing, int since) {
      this.incoming = incoming;
      this.outgoing = outgoing;
      this.since = since;
    }

    @Override
    public void write(byte[] bytes) throws BusFault {
      lock.lock();
      try {
        requireUsable();
        for (int i = 0; i < bytes.length && outgoing.size() < UNREAD_LIMIT; i++) {
          outgoing.add(bytes[i]);
        }
        arrived.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int read(byte[] into) throws BusFault {
      lock.lock();
      try {
        long left = READ_WAIT.toNanos();
        requireUsable();
        while (incoming.isEmpty() && left > 0) {
          left = arrived.awaitNanos(left);
          requireUsable();
        }
        return take(into);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // a tty's read does not notice it either
        return 0;
      } finally {
        lock.unlock();
      }
    }

    private int take(byte[] into) {
      int count = 0;
      while (count < into.length) {
        Byte next = incoming.poll();
        if (next == null) {
          break;
        }
        into[count++] = next;
      }
      return count;
    }

    @Override
    public void discardInput() throws BusFault {
      lock.lock();
      try {
        requireUsable();
        incoming.clear();
      } finally {
        lock.unlock();
      }
    }

    private void requireUsable() throws BusFault {
      if (closed || !plugged || since != plugging) {
        throw new BusFault(BusFault.Cause.GONE, "the emulated serial cable was unplugged");
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        arrived.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
