package city.seki.hub.notice;

import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.data.DataException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Writes down what is to be told, and tells it, by a thread of its own: neither a mail server that
 * hangs nor a disk that is full makes a tap wait. What happens in the moment before a crash may be
 * told to nobody; the page shows it all the same.
 */
final class NoticeLoop implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** What could not be told for so long is no news any more. */
  private static final Duration STALE = Duration.ofHours(24);

  /** A group of addresses that does not take anything now. */
  private record Pause(Instant until, Duration next) {}

  private final NoticeStore store;
  private final Map<Channel, Sender> senders;
  private final Supplier<Seating> state;
  private final Predicate<String> isMember;
  private final Supplier<Instant> cityClock;
  private final InstantSource clock;
  private final @Nullable String page;
  private final Reminders reminders = new Reminders();
  private final Map<String, Pause> paused = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("seki-notices").factory());

  /** As it was after the last commit; of the allocation's thread, once that runs. */
  private @Nullable Seating before;

  /**
   * @param isMember whether somebody of that pseudonym is in the roster
   * @param page where browsers reach this hub, null where nobody said so
   */
  NoticeLoop(
      NoticeStore store,
      Map<Channel, Sender> senders,
      Supplier<Seating> state,
      Predicate<String> isMember,
      Supplier<Instant> cityClock,
      InstantSource clock,
      @Nullable String page) {
    this.store = store;
    this.senders = Map.copyOf(senders);
    this.state = state;
    this.isMember = isMember;
    this.cityClock = cityClock;
    this.clock = clock;
    this.page = page;
  }

  void resume(Seating state) {
    before = state;
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void changed(List<Event> events, Seating now) {
    Seating then = before;
    before = now;
    if (then != null) {
      List<Occasion> occasions = Occasions.of(events, then);
      if (!occasions.isEmpty()) {
        thread.execute(() -> safely(() -> tell(occasions)));
      }
    }
  }

  /** That person is told that notices are on. */
  void begun(String person) {
    thread.execute(() -> safely(() -> greet(person)));
  }

  private void round() {
    safely(
        () -> {
          store.persons().stream().filter(isMember.negate()).forEach(store::delete);
          tell(reminders.look(state.get(), cityClock.get()));
        });
  }

  /** A round that failed is no reason never to try again. */
  private void safely(Runnable work) {
    try {
      work.run();
    } catch (DataException e) {
      Logger.error("notices: {}", e.getMessage());
    } catch (RuntimeException e) {
      Logger.error(e, "notices were not told");
    }
  }

  private void greet(String person) {
    Wanted wanted = store.wanted(person);
    if (wanted != null) {
      store.owe(person, words(wanted).begun(), clock.instant());
    }
    deliver();
  }

  private void tell(List<Occasion> occasions) {
    for (Occasion occasion : occasions) {
      Wanted wanted = store.wanted(occasion.person());
      if (wanted != null) {
        store.owe(wanted.person(), words(wanted).of(occasion), clock.instant());
      }
    }
    deliver();
  }

  private NoticeWords words(Wanted wanted) {
    return new NoticeWords(state.get().city(), wanted.language().equals("en"), page);
  }

  private void deliver() {
    try {
      for (Owed owed : store.owed()) {
        Wanted wanted = store.wanted(owed.person());
        Sender sender = wanted == null ? null : senders.get(wanted.channel());
        if (wanted == null || sender == null) {
          store.settle(owed); // that channel is not offered any more
        } else {
          deliver(owed, wanted, sender);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Owed owed, Wanted wanted, Sender sender) throws InterruptedException {
    String group = sender.group(wanted.to());
    Pause pause = paused.get(group);
    Instant now = clock.instant();
    if (pause != null && now.isBefore(pause.until())) {
      return;
    }
    switch (sender.send(wanted.to(), owed.notice())) {
      case Sender.Taken() -> {
        store.settle(owed);
        store.trouble(wanted.person(), null);
        if (paused.remove(group) != null) {
          Logger.info("notices by {} are delivered again", group);
        }
      }
      case Sender.Refused(String cause) -> {
        store.settle(owed);
        store.trouble(wanted.person(), cause);
      }
      case Sender.Later(String cause) -> {
        if (pause == null) {
          Logger.warn("notices by {} are not delivered: {}; they wait on disk", group, cause);
        }
        Duration wait = pause == null ? SHORTEST : pause.next();
        Duration twice = wait.multipliedBy(2);
        paused.put(
            group, new Pause(now.plus(wait), twice.compareTo(LONGEST) > 0 ? LONGEST : twice));
        store.trouble(wanted.person(), cause);
        if (owed.made().plus(STALE).isBefore(now)) {
          store.settle(owed);
        }
      }
    }
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
    try {
      var _ = thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
