package city.seki.edge.snapshot;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Writes documents in a thread of its own, for a slow card must not keep a tap from its light. Of
 * each kind only the newest waits. A card that takes nothing is told once; the unit goes on with
 * what it has in memory.
 */
public final class SnapshotWriter implements Consumer<Document>, AutoCloseable {
  /** Longer than a slow card needs for one file. */
  private static final long FAREWELL_MS = 2_000;

  private final SnapshotFolder folder;
  private final String unit;
  private final Thread thread;

  // guarded by this
  private final Map<Document.Kind, Document> waiting = new EnumMap<>(Document.Kind.class);
  private boolean closed;

  // of the thread
  private boolean failing;

  /** Starts its thread. */
  public SnapshotWriter(SnapshotFolder folder, String unit, ThreadFactory threads) {
    this.folder = folder;
    this.unit = unit;
    this.thread = threads.newThread(this::run);
    thread.start();
  }

  /** Takes it to be written soon; any thread, never waits for the disk. */
  @Override
  public synchronized void accept(Document document) {
    waiting.put(document.kind(), document);
    notifyAll();
  }

  private void run() {
    try {
      for (Document next = next(); next != null; next = next()) {
        write(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Document next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    // People first: a snapshot says who sits where by what they say.
    for (Document.Kind kind : Document.Kind.values()) {
      Document document = waiting.remove(kind);
      if (document != null) {
        return document;
      }
    }
    return null;
  }

  private void write(Document document) {
    try {
      folder.write(document);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        Logger.warn(
            "{}: {} cannot be written, the next start will know an older one: {}",
            unit,
            folder.file(document.kind()),
            e.toString());
      }
      failing = true;
    }
  }

  /** Writes what waits, for two seconds at most. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(FAREWELL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
