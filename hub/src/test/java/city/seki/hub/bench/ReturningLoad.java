package city.seki.hub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Unit;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Units that come back at one moment with what they owe, and fresh taps at other units meanwhile.
 * Each returning unit does as the agent does: four taps under way, more when half of them are
 * answered, all of them again by a new connection after 20 s without an answer. One thread does it
 * all; a fresh tap's latency counts from the moment at which it was due.
 */
final class ReturningLoad implements AutoCloseable {
  private static final int MOST_UNDER_WAY = 4;

  /** A unit that hears nothing for so long connects anew and sends again what is not answered. */
  private static final long DEAF_NANOS = 20_000_000_000L;

  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  /**
   * What a return led to.
   *
   * @param fresh latencies of the taps that were due before the last owed one was settled
   * @param settled how long that took
   * @param decided how many taps were answered, fresh and owed
   * @param reconnected how many connections went deaf and were made anew
   */
  record Result(Latencies fresh, Duration settled, int decided, int reconnected) {}

  /** One unit that returns. */
  private static final class Returning {
    final Unit unit;
    final List<byte[]> owed;
    LoadUnit link;
    final BitSet answered = new BitSet();
    int sent;
    long progressNanos = System.nanoTime();

    Returning(Unit unit, LoadUnit link, List<byte[]> owed) {
      this.unit = unit;
      this.link = link;
      this.owed = owed;
    }

    /** Sends what the agent would now. */
    void send() throws IOException {
      int underWay = sent - answered.cardinality();
      if (underWay <= MOST_UNDER_WAY / 2) {
        for (; underWay < MOST_UNDER_WAY && sent < owed.size(); underWay++) {
          link.publish(owed.get(sent++));
        }
      }
      link.flush();
    }

    boolean isDeaf() {
      return !isSettled() && System.nanoTime() - progressNanos > DEAF_NANOS;
    }

    boolean isSettled() {
      return answered.cardinality() == owed.size();
    }
  }

  private final BenchCity bench;
  private final InetSocketAddress broker;
  private final Selector selector = Selector.open();
  private final List<Returning> returning = new ArrayList<>();
  private final List<LoadUnit> fresh = new ArrayList<>();
  private final List<Unit> freshUnits;
  private final Map<Long, Long> due = new HashMap<>();
  private Latencies latencies = new Latencies();
  private long nextFresh = 1;
  private boolean cameBack;
  private int reconnected;
  private int settled;
  private int decided;

  /** Connects all of them; those that return say nothing yet. */
  ReturningLoad(
      BenchCity bench, InetSocketAddress broker, List<Unit> back, List<Unit> others, int taps)
      throws IOException {
    this.bench = bench;
    this.broker = broker;
    freshUnits = others;
    Instant now = Instant.now();
    for (int i = 0; i < back.size(); i++) {
      LoadUnit link = link(broker, back.get(i));
      returning.add(
          new Returning(
              back.get(i), link, OwedTaps.of(bench, back.get(i), i, back.size(), taps, now)));
      link.channel().register(selector, SelectionKey.OP_READ, returning.getLast());
    }
    for (Unit unit : others) {
      LoadUnit link = link(broker, unit);
      fresh.add(link);
      link.channel().register(selector, SelectionKey.OP_READ, link);
    }
  }

  private static LoadUnit link(InetSocketAddress broker, Unit unit) throws IOException {
    return new LoadUnit(
        broker,
        unit.id(),
        Topics.unit(unit.id(), Channel.TAP),
        Topics.unit(unit.id(), Channel.DECISION));
  }

  /** Fresh taps alone, so many a second. */
  Latencies before(int perSecond, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    run(perSecond, () -> System.nanoTime() >= end);
    return take();
  }

  /** All come back now; until the last owed tap is answered, no longer than that. */
  Result comeBack(int perSecond, Duration patience) throws IOException {
    long start = System.nanoTime();
    cameBack = true;
    for (Returning unit : returning) {
      unit.progressNanos = start;
    }
    run(
        perSecond,
        () -> settled == returning.size() || System.nanoTime() - start > patience.toNanos());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (settled < returning.size()) {
      throw new IOException(returning.size() - settled + " units still owe after " + patience);
    }
    return new Result(take(), took, decided, reconnected);
  }

  /** The latencies until now, when the taps that are still under way have been answered too. */
  private Latencies take() throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!due.isEmpty() && System.nanoTime() < end) {
      selector.select(20);
      read();
    }
    if (!due.isEmpty()) {
      throw new IOException(due.size() + " fresh taps were never answered");
    }
    Latencies result = latencies;
    latencies = new Latencies();
    return result;
  }

  private interface Condition {
    boolean holds();
  }

  private void run(int perSecond, Condition over) throws IOException {
    long period = 1_000_000_000L / perSecond;
    long next = System.nanoTime();
    while (!over.holds()) {
      for (; System.nanoTime() >= next; next += period) {
        tap(next);
      }
      selector.select(Math.max(1, (next - System.nanoTime()) / 1_000_000));
      read();
      if (cameBack) {
        for (Returning unit : returning) {
          if (unit.isDeaf()) {
            connectAnew(unit);
          }
          unit.send();
        }
      }
    }
  }

  private void connectAnew(Returning unit) throws IOException {
    reconnected++;
    unit.link.close();
    unit.link = link(broker, unit.unit);
    unit.link.channel().register(selector, SelectionKey.OP_READ, unit);
    unit.progressNanos = System.nanoTime();
    for (int tap = unit.answered.nextClearBit(0);
        tap < unit.sent;
        tap = unit.answered.nextClearBit(tap + 1)) {
      unit.link.publish(unit.owed.get(tap));
    }
  }

  /** Somebody who has not been seen yet takes the next seat. */
  private void tap(long dueNanos) throws IOException {
    long number = nextFresh++;
    int at = (int) (number % freshUnits.size());
    Unit unit = freshUnits.get(at);
    int seat = (int) (number / freshUnits.size() % unit.readers().size());
    int strangers = returning.size() * OwedTaps.PEOPLE;
    int person = strangers + (int) (number % (bench.digests().size() - strangers));
    due.put(number, dueNanos);
    fresh
        .get(at)
        .publish(
            new TapMessage(
                    "fresh",
                    number,
                    unit.readers().get(seat).name(),
                    bench.digests().get(person),
                    CardTech.FELICA,
                    Instant.now().atZone(bench.city().timeZone()).toOffsetDateTime(),
                    number,
                    ClockState.SYNCED,
                    0,
                    null)
                .toJson());
    fresh.get(at).flush();
  }

  private void read() throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Returning unit) {
        boolean before = unit.isSettled();
        unit.link.read(
            answer -> {
              int seq = (int) seq(answer) - 1;
              decided += unit.answered.get(seq) ? 0 : 1;
              unit.answered.set(seq);
              unit.progressNanos = System.nanoTime();
            });
        unit.send();
        settled += unit.isSettled() && !before ? 1 : 0;
      } else if (key.attachment() instanceof LoadUnit unit) {
        unit.read(
            answer -> {
              Long since = due.remove(seq(answer));
              if (since != null) {
                latencies.add(System.nanoTime() - since);
                decided++;
              }
            });
        unit.flush();
      }
    }
    selector.selectedKeys().clear();
  }

  private static long seq(byte[] answer) {
    Matcher seq = SEQ.matcher(new String(answer, UTF_8));
    if (!seq.find()) {
      throw new IllegalStateException("not an answer: " + new String(answer, UTF_8));
    }
    return Long.parseLong(seq.group(1));
  }

  @Override
  public void close() throws IOException {
    for (Returning unit : returning) {
      unit.link.close();
    }
    for (LoadUnit unit : fresh) {
      unit.close();
    }
    selector.close();
  }
}
