package city.seki.hub.bundle;

import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.PieceWantMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Answers what units ask for in pieces by the broker, in a thread of its own, so that neither a
 * slow disk nor a hundred units that fetch keep a tap waiting: the units are served in turn, so
 * much a second for all of them together, and no unit has more than four questions waiting.
 */
public final class PieceDesk implements AutoCloseable {
  /** Of a unit that says more than it should. */
  static final int WAITING = 4;

  /** Bytes a second for all units: a tenth of what the broker carries beside the taps. */
  private static final long PER_SECOND = 2L << 20;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final byte[] NOTHING = {};

  /** By which answers leave; false if it could not: the unit asks again. */
  @FunctionalInterface
  public interface Wire {
    boolean send(String unit, byte[] payload, byte[] correlation);
  }

  private final BundleStore bundles;
  private final List<PieceShelf> shelves;
  private final Wire wire;
  private final LongSupplier nanos;
  private final Thread thread;

  // guarded by this
  private final Map<String, Queue<PieceWantMessage>> waiting = new LinkedHashMap<>();
  private boolean closed;

  private record Question(String unit, PieceWantMessage want) {}

  /**
   * @param texts what else units fetch, besides bundles
   * @param nanos a monotonic clock
   */
  public PieceDesk(
      BundleStore bundles,
      List<PieceShelf> texts,
      Wire wire,
      LongSupplier nanos,
      ThreadFactory threads) {
    this.bundles = bundles;
    this.shelves = List.copyOf(texts);
    this.wire = wire;
    this.nanos = nanos;
    thread = threads.newThread(this::run);
  }

  public void start() {
    thread.start();
  }

  /** A unit asks; never waits. False if it has asked for too much: it asks again later. */
  public synchronized boolean ask(String unit, PieceWantMessage want) {
    Queue<PieceWantMessage> own = waiting.computeIfAbsent(unit, name -> new ArrayDeque<>());
    if (closed || own.size() >= WAITING) {
      return false;
    }
    own.add(want);
    notifyAll();
    return true;
  }

  /** The next unit's oldest question; then that unit comes last. */
  private synchronized @Nullable Question next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    Map.Entry<String, Queue<PieceWantMessage>> first = waiting.entrySet().iterator().next();
    String unit = first.getKey();
    Queue<PieceWantMessage> own = waiting.remove(unit);
    PieceWantMessage want = own == null ? null : own.poll();
    if (own != null && !own.isEmpty()) {
      waiting.put(unit, own);
    }
    return want == null ? null : new Question(unit, want);
  }

  private void run() {
    try {
      long freeAt = nanos.getAsLong();
      for (Question next = next(); next != null; next = next()) {
        byte[] answer = answer(next.want());
        var _ = wire.send(next.unit(), answer, next.want().correlation());
        long now = nanos.getAsLong();
        freeAt = Math.max(freeAt, now) + TimeUnit.SECONDS.toNanos(answer.length) / PER_SECOND;
        pause(freeAt);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the line is free again, or the desk closes. */
  private synchronized void pause(long freeAt) throws InterruptedException {
    long left = freeAt - nanos.getAsLong();
    while (left >= NANOS_PER_MS && !closed) {
      wait(left / NANOS_PER_MS);
      left = freeAt - nanos.getAsLong();
    }
  }

  private byte[] answer(PieceWantMessage want) {
    try {
      String from = want.from();
      if (from != null) {
        return bundles.step(want.whole(), from).map(BundleStepMessage::toJson).orElse(NOTHING);
      }
      Optional<byte[]> found = bundles.read(want.whole(), want.offset(), want.length());
      for (PieceShelf shelf : shelves) {
        if (found.isEmpty()) {
          found = shelf.read(want.whole(), want.offset(), want.length());
        }
      }
      return found.orElse(NOTHING);
    } catch (IOException e) {
      Logger.warn("a piece of {} cannot be read: {}", want.whole(), e.getMessage());
      return NOTHING;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
