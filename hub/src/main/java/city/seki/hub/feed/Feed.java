package city.seki.hub.feed;

import city.seki.hub.history.Attendance;
import java.time.Duration;
import java.time.LocalDate;
import org.tinylog.Logger;

/**
 * Keeps the statistics system told: counts the last days anew, and sends what is new or became
 * otherwise, the oldest day first, until it is confirmed. Confined to one thread.
 *
 * <p>A day that is sent again after a correction has the next revision; the receiver keeps the
 * highest. What a crash leaves unconfirmed is sent again under the same key.
 */
public final class Feed {
  /** Units may deliver taps of the last 30 days. */
  static final int DAYS = 40;

  private static final Duration LONGEST = Duration.ofHours(1);

  private final FeedStore store;
  private final FeedSender sender;
  private final Duration shortest;
  private Duration pause;
  private String trouble = "";

  /**
   * @param shortest how long it waits after the first failure; twice that after the next one, up to
   *     an hour
   */
  public Feed(FeedStore store, FeedSender sender, Duration shortest) {
    this.store = store;
    this.sender = sender;
    this.shortest = shortest;
    this.pause = shortest;
  }

  /**
   * Counts the days that can have changed.
   *
   * @param today is not over, so it is not told
   */
  public static void count(FeedStore store, Attendance attendance, LocalDate today) {
    for (LocalDate day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
      boolean _ = store.note(DayFigures.of(attendance, day));
    }
  }

  /**
   * Sends what is owed until something fails.
   *
   * @return how long to wait before the next time; zero if nothing is owed
   */
  public Duration deliver() throws InterruptedException {
    for (Outgoing next : store.owed()) {
      switch (sender.send(next, store.hub())) {
        case FeedSender.Taken() -> {
          store.told(next);
          pause = shortest;
          tell("");
        }
        case FeedSender.Later(String cause) -> {
          tell(cause);
          return back();
        }
        case FeedSender.Refused(int status) -> {
          tell("refused with status " + status + ": look at --feed-url and --feed-token-file");
          return back();
        }
      }
    }
    return Duration.ZERO;
  }

  private Duration back() {
    Duration now = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    return now;
  }

  /** One line when it begins and one when it is over, whatever the number of tries. */
  private void tell(String now) {
    if (now.isEmpty() != trouble.isEmpty()) {
      if (now.isEmpty()) {
        Logger.info("the statistics system takes figures again");
      } else {
        Logger.warn("the statistics system does not take figures: {}; they wait on disk", now);
      }
    }
    trouble = now;
  }
}
