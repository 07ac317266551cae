package city.seki.hub.server;

import city.seki.config.model.City;
import city.seki.hub.feed.DailyLoop;
import city.seki.hub.feed.Feed;
import city.seki.hub.feed.FeedSender;
import city.seki.hub.feed.FeedSettings;
import city.seki.hub.feed.FeedStore;
import city.seki.hub.feed.RetainedDays;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.HistoryLoop;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who is told of each day that is over. */
final class HubDays {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private HubDays() {}

  static DailyLoop loop(
      HubSettings settings,
      HubSurroundings around,
      HistoryLoop history,
      Attendance attendance,
      Supplier<City> city,
      BiConsumer<String, byte[]> retained) {
    return new DailyLoop(
        attendance,
        () -> history.trouble() == null && history.behind() == 0,
        () -> city.get().day(around.city().get()),
        new RetainedDays(retained),
        telling(settings, around));
  }

  private static DailyLoop.@Nullable Telling telling(HubSettings settings, HubSurroundings around) {
    FeedSettings feed = settings.feed();
    if (feed == null) {
      return null;
    }
    FeedStore store = FeedStore.open(settings.data().feed(), around.random());
    FeedSender sender = new FeedSender(feed.address(), feed.token(), TIMEOUT);
    return new DailyLoop.Telling(store, new Feed(store, sender, SHORTEST));
  }
}
