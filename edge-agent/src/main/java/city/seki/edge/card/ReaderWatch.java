package city.seki.edge.card;

import city.seki.edge.card.WatchState.Outcome;
import city.seki.edge.card.WatchState.Step;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one reader for ever: tells what is laid on it and lifted from it, and keeps it alive by
 * the ladder of {@link WatchState}. A reader is asked again at the latest one second after its last
 * answer, so a dead one is never taken for an empty room.
 *
 * <p>GOALS, in this order: no tap without a card; one {@link ReaderEvent.CardSeen} however long a
 * card stays, and none lost to an outage; back by itself after every outage; never spinning.
 *
 * <p>A card that still lies there after an outage is told again after {@link ReaderEvent.Ready},
 * without a {@link ReaderEvent.CardGone} in between: a listener that must not count it twice sees
 * from that that it was never seen lifted. A card swapped for another between two polls is a {@code
 * CardSeen} without {@code CardGone}, too: {@code CardGone} means an empty field.
 *
 * <p>{@link #run} occupies one thread, which alone touches the reader and calls the listener;
 * {@link #close} may be called from any thread.
 */
public final class ReaderWatch implements AutoCloseable {
  /**
   * The last rung: for an owner that is restarted by its supervisor.
   *
   * @param failures how many failed tries in a row, at least 1
   * @param restart called once per outage by the watching thread when so many tries have failed;
   *     the watch goes on meanwhile
   */
  public record LastResort(int failures, Runnable restart) {
    public LastResort {
      if (failures < 1) {
        throw new IllegalArgumentException("a last resort after " + failures + " failures: min 1");
      }
    }
  }

  private final CardReader reader;
  private final Pace pace;
  private final Consumer<ReaderEvent> events;
  private final @Nullable LastResort lastResort;
  private volatile boolean closed;
  private volatile @Nullable Thread runner;

  public ReaderWatch(CardReader reader, Pace pace, Consumer<ReaderEvent> events) {
    this(reader, pace, events, null);
  }

  /**
   * @param events called in the watching thread; must not block for long, must not throw
   * @param lastResort null where no supervisor would start the process again
   */
  public ReaderWatch(
      CardReader reader, Pace pace, Consumer<ReaderEvent> events, @Nullable LastResort lastResort) {
    this.reader = reader;
    this.pace = pace;
    this.events = events;
    this.lastResort = lastResort;
  }

  /**
   * Watches until the thread is interrupted or {@link #close} is called; then lets go of the bus.
   */
  public void run() {
    runner = Thread.currentThread();
    try {
      WatchState state = WatchState.initial();
      while (!closed && !Thread.currentThread().isInterrupted()) {
        Step step = state.after(attempt(state.next()));
        state = step.state();
        if (!closed) {
          step.events().forEach(events);
          askForRestart(state);
        }
        pace.pause(step.pause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      runner = null;
      reader.close();
    }
  }

  /** Ends {@link #run} soon: within one exchange with the reader. Any thread, more than once. */
  @Override
  public void close() {
    closed = true;
    Thread watching = runner;
    if (watching != null) {
      watching.interrupt();
    }
  }

  private Outcome attempt(WatchState.Try what) {
    try {
      return switch (what) {
        case OPEN -> new Outcome.Opened(reader.open());
        case POLL -> new Outcome.Polled(reader.poll());
        case RESET -> new Outcome.Opened(reader.reset());
        case REOPEN -> reopen();
      };
    } catch (ReaderFault e) {
      return new Outcome.Failed(e.reason(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // the loop outlives whatever a native library throws
      return new Outcome.Failed(ReaderFault.Cause.GONE, reader.name() + " failed: " + e);
    }
  }

  private Outcome reopen() throws ReaderFault {
    reader.close();
    return new Outcome.Opened(reader.open());
  }

  private void askForRestart(WatchState state) {
    if (lastResort != null && state.failures() == lastResort.failures()) {
      lastResort.restart().run();
    }
  }
}
