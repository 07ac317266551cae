package city.seki.hub.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  public record Result(long answered, long unanswered, double perSecond, Latencies latencies) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,.0f/s, unanswered %d, %s", perSecond, unanswered, latencies);
    }
  }

  private final List<LoadUnit> units = new ArrayList<>();
  private final Selector selector;
  private final AtomicLongArray sentAt = new AtomicLongArray(SLOTS);
  private long nextSeq = 1;
  private volatile long dueUntil;
  private long answered;
  private Latencies latencies = new Latencies();

  /** Connects that many units: {@code load000}, {@code load001}, … */
  public MqttLoad(InetSocketAddress broker, int unitCount) throws IOException {
    selector = Selector.open();
    for (int i = 0; i < unitCount; i++) {
      LoadUnit unit = new LoadUnit(broker, String.format("load%03d", i), MqttLoad::tap);
      unit.channel().register(selector, SelectionKey.OP_READ, unit);
      units.add(unit);
    }
  }

  private static byte[] tap(String unit, long seq) {
    return ("{\"v\":1,\"boot\":\"0b6f0000\",\"seq\":"
            + seq
            + ",\"reader\":\"seat:A-03\",\"card\":\"k1:3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
            + "\"tech\":\"felica\",\"at\":\"2026-11-21T08:31:05.123+09:00\",\"mono_ms\":5123456,"
            + "\"clock\":\"synced\",\"provisional\":null}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Keeps that many taps under way; warms up first. */
  public Result closedLoop(int underWay, Duration warmUp, Duration measured) throws IOException {
    for (int i = 0; i < underWay; i++) {
      send(units.get(i % units.size()), System.nanoTime());
    }
    flushAll();
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
      int turn = 0;
      for (long due = start; due < dueUntil; due += period) {
        long wait;
        while ((wait = due - System.nanoTime()) > 0) {
          LockSupport.parkNanos(wait);
          if (Thread.interrupted()) {
            return;
          }
        }
        LoadUnit unit = units.get(turn++ % units.size());
        send(unit, due);
        unit.flush();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void send(LoadUnit unit, long due) {
    long seq = nextSeq++;
    sentAt.set((int) (seq % SLOTS), due);
    unit.tap(seq);
  }

  private void read(Duration duration, boolean sendNext) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    LoadUnit.Decisions decisions = (unit, seq) -> arrived(unit, seq, sendNext);
    while (System.nanoTime() < end) {
      selector.select(20);
      for (SelectionKey key : selector.selectedKeys()) {
        LoadUnit unit = (LoadUnit) key.attachment();
        unit.read(decisions);
        unit.flush();
      }
      selector.selectedKeys().clear();
    }
  }

  private void arrived(LoadUnit unit, long seq, boolean sendNext) {
    long sent = sentAt.getAndSet((int) (seq % SLOTS), 0);
    if (sent == 0) {
      return; // answered already: at least once is what QoS 1 promises
    }
    latencies.add(System.nanoTime() - sent);
    answered++;
    if (sendNext) {
      send(unit, System.nanoTime());
    }
  }

  private void flushAll() throws IOException {
    for (LoadUnit unit : units) {
      unit.flush();
    }
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

  @Override
  public void close() throws IOException {
    for (LoadUnit unit : units) {
      unit.close();
    }
    selector.close();
  }

  /** {@code host port units closed|open N seconds [runs]}: prints one line a run. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress broker = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    int number = Integer.parseInt(args[4]);
    Duration measured = Duration.ofSeconds(Integer.parseInt(args[5]));
    int runs = args.length > 6 ? Integer.parseInt(args[6]) : 1;
    for (int run = 0; run < runs; run++) {
      try (MqttLoad load = new MqttLoad(broker, Integer.parseInt(args[2]))) {
        Duration warmUp = Duration.ofSeconds(2);
        System.out.println(
            args[3].equals("closed")
                ? load.closedLoop(number, warmUp, measured)
                : load.openLoop(number, warmUp, measured));
      }
    }
  }
}
