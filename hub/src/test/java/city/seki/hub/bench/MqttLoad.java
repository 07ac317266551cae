package city.seki.hub.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A load of taps over MQTT 5, lean enough to share two cores with what it measures: one thread
 * reads, one (in the open loop) sends.
 *
 * <p>Closed loop: so many taps are under way at any moment; the answer to one sends the next. Open
 * loop: so many a second, whether answered or not, and a tap's latency counts from the moment at
 * which it was due, so that a stall of the system or of this program cannot hide.
 */
public final class MqttLoad implements AutoCloseable {
  private static final int SLOTS = 1 << 20;

  /** What a run measured. */
  public record Result(long answered, long unanswered, double perSecond, Latencies latencies) {}

  /** What is said, by which of the connections, and what is heard. */
  interface Script {
    /** Which connection says the message of that number. */
    int speaker(long seq);

    byte[] message(long seq);

    /** The number of the message that this answers; whether it is the right answer is counted. */
    long answered(byte[] payload);
  }

  private final List<LoadUnit> units;
  private final Script script;
  private final Selector selector;
  private final AtomicLongArray sentAt = new AtomicLongArray(SLOTS);
  private final List<LoadUnit> spoke = new ArrayList<>();
  private long nextSeq;
  private volatile long dueUntil;
  private long answered;
  private Latencies latencies = new Latencies();

  /**
   * @param first number of the first message; the script has said those before
   */
  MqttLoad(List<LoadUnit> units, Script script, long first) throws IOException {
    this.units = units;
    this.script = script;
    this.nextSeq = first;
    selector = Selector.open();
    for (LoadUnit unit : units) {
      unit.channel().register(selector, SelectionKey.OP_READ, unit);
    }
  }

  /** Keeps that many taps under way; warms up first. */
  public Result closedLoop(int underWay, Duration warmUp, Duration measured) throws IOException {
    for (int i = 0; i < underWay; i++) {
      send(System.nanoTime()).flush();
    }
    read(warmUp, true);
    latencies = new Latencies();
    answered = 0;
    long start = System.nanoTime();
    read(measured, true);
    double perSecond = answered * 1e9 / (System.nanoTime() - start);
    long counted = answered;
    Latencies result = latencies;
    latencies = new Latencies();
    read(Duration.ofSeconds(2), false);
    return new Result(counted, pending(), perSecond, result);
  }

  /** Sends that many a second. */
  public Result openLoop(int perSecond, Duration warmUp, Duration measured) throws IOException {
    long period = 1_000_000_000L / perSecond;
    long start = System.nanoTime();
    long measureFrom = start + warmUp.toNanos();
    dueUntil = measureFrom + measured.toNanos();
    Thread pacer = Thread.ofPlatform().name("load-pacer").start(() -> pace(start, period));
    read(warmUp, false);
    latencies = new Latencies();
    answered = 0;
    read(measured, false);
    long counted = answered;
    Latencies result = latencies;
    read(Duration.ofSeconds(2), false);
    if (pacer.isAlive()) {
      pacer.interrupt();
    }
    return new Result(counted, pending(), counted * 1e9 / measured.toNanos(), result);
  }

  private void pace(long start, long period) {
    try {
      for (long due = start; due < dueUntil; due += period) {
        long wait;
        while ((wait = due - System.nanoTime()) > 0) {
          LockSupport.parkNanos(wait);
          if (Thread.interrupted()) {
            return;
          }
        }
        send(due).flush();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private LoadUnit send(long due) {
    long seq = nextSeq++;
    sentAt.set((int) (seq % SLOTS), due);
    LoadUnit unit = units.get(script.speaker(seq));
    unit.publish(script.message(seq));
    return unit;
  }

  private void read(Duration duration, boolean sendNext) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    LoadUnit.Payloads payloads = payload -> arrived(script.answered(payload), sendNext);
    while (System.nanoTime() < end) {
      selector.select(20);
      for (SelectionKey key : selector.selectedKeys()) {
        LoadUnit unit = (LoadUnit) key.attachment();
        unit.read(payloads);
        unit.flush();
      }
      selector.selectedKeys().clear();
      for (LoadUnit unit : spoke) {
        unit.flush();
      }
      spoke.clear();
    }
  }

  private void arrived(long seq, boolean sendNext) {
    long sent = sentAt.getAndSet((int) (seq % SLOTS), 0);
    if (sent == 0) {
      return; // answered already: at least once is what QoS 1 promises
    }
    latencies.add(System.nanoTime() - sent);
    answered++;
    if (sendNext) {
      spoke.add(send(System.nanoTime()));
    }
  }

  /** The number of the next message. */
  long next() {
    return nextSeq;
  }

  private long pending() {
    long pending = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (sentAt.get(i) != 0) {
        pending++;
      }
    }
    return pending;
  }

  /** Lets the connections be; they belong to whoever gave them. */
  @Override
  public void close() throws IOException {
    selector.close();
  }
}
