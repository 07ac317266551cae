package city.seki.hub.replay;

import city.seki.config.model.City;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.LedgerReading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state as the hub had it at a moment that is over, by the production fold over the ledger: the
 * events before the first one that is later, so that what came late counts from when it came. The
 * ledger notes when something was, not when it came; between two events nothing is known of that.
 *
 * <p>States on the way are kept, some hundred at most, and they share what did not change: the
 * first question reads the ledger from its beginning, later ones a small part of it. No question
 * takes longer than its patience; what it has read by then the next one need not read again. Safe
 * for all threads; one reads at a time.
 */
public final class Replay {
  /** A unit's clock may be so far ahead of the others (see the hub's ingress). */
  static final Duration AHEAD = Duration.ofMinutes(2);

  private static final int BATCH = 2_000;

  /** How far a question may go. */
  public record Limits(Duration patience, int everyEvents, int mostKept) {
    public static final Limits USUAL = new Limits(Duration.ofSeconds(5), 4_000, 200);
  }

  /** A state on the way. */
  private record Kept(LedgerReading.Place place, Seating state, Instant latest) {}

  /**
   * An answer that no further event changes.
   *
   * @param place up to where was read for it
   */
  private record Settled(Instant at, LedgerReading.Place place, Seating state) {}

  private final Path ledger;
  private final LongSupplier nanos;
  private final Limits limits;
  private final ReentrantLock reading = new ReentrantLock();

  // guarded by reading
  private final List<Kept> kept = new ArrayList<>();
  private @Nullable Settled settled;
  private int every;

  /**
   * @param ledger which is there
   * @param nanos the monotonic clock
   */
  public Replay(Path ledger, LongSupplier nanos, Limits limits) {
    this.ledger = ledger;
    this.nanos = nanos;
    this.limits = limits;
    this.every = limits.everyEvents();
  }

  /**
   * The state at that moment, with the files of an empty city: whoever asks puts in those that are
   * wanted. Nothing if its patience ended before; the same question gets further then.
   *
   * @throws DataException if the ledger cannot be read
   */
  public Optional<Seating> at(Instant moment) throws InterruptedException {
    long patience = limits.patience().toNanos();
    long began = nanos.getAsLong();
    if (!reading.tryLock(patience, TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try (LedgerReading in = LedgerReading.open(ledger)) {
      return read(in, moment, began + patience);
    } finally {
      reading.unlock();
    }
  }

  private Optional<Seating> read(LedgerReading in, Instant moment, long end) {
    forgetIfRewritten(in);
    Settled known = settled;
    if (known != null && known.at().equals(moment) && in.isStill(known.place())) {
      return Optional.of(known.state());
    }
    Kept from = before(in, moment);
    Walk walk = new Walk(from, moment);
    while (!walk.over) {
      if (nanos.getAsLong() - end > 0) {
        keep(walk.kept());
        return Optional.empty();
      }
      LedgerReading.Next next = in.after(walk.place, Math.min(BATCH, every));
      if (next.events().isEmpty()) {
        return Optional.of(walk.best); // to be asked again: more may come of that moment
      }
      walk.on(next);
      if (walk.over) {
        settled = new Settled(moment, next.place(), walk.best);
      } else if (walk.place.event() - last() >= every) {
        keep(walk.kept());
      }
    }
    return Optional.of(walk.best);
  }

  /** One way through the ledger up to that moment. */
  private static final class Walk {
    private final Instant moment;
    private LedgerReading.Place place;
    private Seating state;
    private Instant latest;
    private Seating best;
    private boolean over;

    Walk(Kept from, Instant moment) {
      this.moment = moment;
      place = from.place();
      state = from.state();
      best = state;
      latest = from.latest();
    }

    void on(LedgerReading.Next next) {
      for (Event event : next.events()) {
        if (event.at().isAfter(moment.plus(AHEAD))) {
          over = true;
          return;
        }
        state = state.apply(event);
        latest = event.at().isAfter(latest) ? event.at() : latest;
        if (!event.at().isAfter(moment)) {
          best = state;
        }
      }
      place = next.place();
    }

    Kept kept() {
      return new Kept(place, state, latest);
    }
  }

  private void forgetIfRewritten(LedgerReading in) {
    if (!kept.isEmpty() && !in.isStill(kept.getLast().place())) {
      kept.clear();
      settled = null;
    }
  }

  /** The last state that is surely not after that moment. */
  private Kept before(LedgerReading in, Instant moment) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (!kept.get(i).latest().isAfter(moment)) {
        return kept.get(i);
      }
    }
    return new Kept(in.start(), Seating.of(City.EMPTY, Directory.EMPTY), Instant.MIN);
  }

  private long last() {
    return kept.isEmpty() ? 0 : kept.getLast().place().event();
  }

  private void keep(Kept state) {
    if (state.place().event() <= last()) {
      return;
    }
    kept.add(state);
    if (kept.size() > limits.mostKept()) {
      every *= 2;
      for (int i = kept.size() - 2; i >= 0; i -= 2) {
        Kept _ = kept.remove(i);
      }
    }
  }
}
