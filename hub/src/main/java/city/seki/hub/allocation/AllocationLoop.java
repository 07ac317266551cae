package city.seki.hub.allocation;

import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The one thread that decides. Everybody else puts commands into its bounded queue, which serves
 * each of them in turn, and waits; one commit serves many commands that wait (group commit). The
 * state may be read from any thread: it is immutable, and always one that is durable.
 *
 * <p>If the ledger cannot be written the loop ends: nobody is answered what is not on disk. The
 * owner is told, and ends the process with a message.
 */
public final class AllocationLoop implements Allocation, AutoCloseable {
  /**
   * How many commands may wait; beyond it senders wait too, and the broker holds their messages.
   */
  private static final int QUEUE = 8_192;

  /**
   * How many commands one commit serves at most. A tap waits for the commit under way and then for
   * its own; one that works out late taps takes about 0.3 ms for each.
   */
  private static final int BATCH = 256;

  private static final Duration IDLE = Duration.ofMillis(100);

  /** Looks at every durable batch, on the loop's thread: quick, or it delays the next one. */
  @FunctionalInterface
  public interface Watcher {
    void changed(List<Event> events, Seating now);
  }

  private final Lanes queue = new Lanes(QUEUE);
  private final Consumer<DataException> onFailure;
  private final Watcher watcher;
  private final Thread thread;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable Seating state;
  private volatile @Nullable RuntimeException failedToStart;
  private volatile @Nullable String trouble = "not started yet";
  private volatile boolean open = true;

  /**
   * @param ledger opened on the loop's thread, and closed there
   * @param files what the city is now
   * @param past told each event that is in the ledger already, on the loop's thread
   * @param onFailure told when the ledger cannot be written any more
   */
  public AllocationLoop(
      Supplier<? extends Ledger> ledger,
      Seating files,
      Consumer<Event> past,
      Watcher watcher,
      Consumer<DataException> onFailure,
      ThreadFactory threads) {
    this.watcher = watcher;
    this.onFailure = onFailure;
    this.thread = threads.newThread(() -> run(ledger, files, past));
  }

  /**
   * Starts, and returns when the state is there.
   *
   * @throws DataException if the ledger cannot be opened or read
   */
  public void start() throws InterruptedException {
    thread.start();
    started.await();
    RuntimeException failure = failedToStart;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Seating state() {
    Seating now = state;
    if (now == null) {
      throw new IllegalStateException("the allocation has not started");
    }
    return now;
  }

  /** Waits while the queue is full; the reply is told on the loop's thread. */
  @Override
  public void submit(Command command, Consumer<Decision> reply) throws InterruptedException {
    queue.put(new Allocator.Request(command, reply::accept));
  }

  /**
   * Asks for a decision, but waits for room in the queue no longer than that.
   *
   * @return null if the queue stayed full
   */
  public @Nullable CompletableFuture<Decision> ask(Command command, Duration patience)
      throws InterruptedException {
    CompletableFuture<Decision> decision = new CompletableFuture<>();
    Allocator.Request request = new Allocator.Request(command, decision::complete);
    return queue.offer(request, patience) ? decision : null;
  }

  /** Asks for a decision and promises it. */
  public CompletableFuture<Decision> ask(Command command) throws InterruptedException {
    CompletableFuture<Decision> decision = new CompletableFuture<>();
    submit(command, decision::complete);
    return decision;
  }

  /** How many commands wait. */
  public int waiting() {
    return queue.size();
  }

  /** Why nothing is decided any more, null while it is; safe for all threads. */
  public @Nullable String trouble() {
    return trouble;
  }

  private void run(Supplier<? extends Ledger> source, Seating files, Consumer<Event> past) {
    try (Ledger ledger = source.get()) {
      Allocator allocator = new Allocator(ledger, files, past);
      state = allocator.state();
      trouble = null;
      started.countDown();
      while (open || queue.size() > 0) {
        turn(allocator);
      }
    } catch (DataException e) {
      fail(e);
    } catch (InterruptedException e) {
      Logger.debug("allocation interrupted");
    } catch (RuntimeException e) {
      // A bug or a damaged ledger: going on could give one seat to two people.
      fail(new DataException("the allocation stopped: " + e.getMessage(), e));
    } finally {
      started.countDown();
    }
  }

  private void turn(Allocator allocator) throws InterruptedException {
    List<Allocator.Request> batch = queue.take(BATCH, IDLE);
    if (batch.isEmpty()) {
      return;
    }
    Allocator.Outcome outcome = allocator.decide(batch);
    state = outcome.state();
    outcome.answer();
    watcher.changed(outcome.events(), outcome.state());
  }

  private void fail(DataException e) {
    trouble = e.getMessage();
    if (started.getCount() > 0) {
      failedToStart = e;
    } else {
      onFailure.accept(e);
    }
  }

  /** Decides what waits, then ends. */
  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
