package city.seki.hub.server;

import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.history.Follower;
import city.seki.hub.history.History;
import city.seki.hub.history.HistoryLoop;
import city.seki.hub.history.PastImport;
import city.seki.hub.history.Projection;
import city.seki.hub.metrics.Metrics;
import city.seki.hub.roster.Membership;
import city.seki.hub.utilisation.UseProjection;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The history of a data directory: what is made of its ledger, and who keeps it up to date. */
public final class HubHistory {
  /** Beside the visits. */
  public static final List<Projection.Kind> PROJECTIONS = List.of(UseProjection.KIND);

  private HubHistory() {}

  static HistoryLoop loop(
      DataDirectory data, Supplier<City> city, HubSurroundings around, Metrics metrics) {
    HistoryLoop loop =
        new HistoryLoop(
            data.history(),
            data.ledger(),
            PROJECTIONS,
            city,
            around.city(),
            around.nanos(),
            () -> removeCutOff(data, city.get()));
    metrics.gauge(
        "seki_history_events_behind",
        "Events that the figures do not count yet.",
        () -> (double) loop.behind());
    metrics.gauge(
        "seki_history_up_to_date",
        "Whether the figures follow the ledger.",
        () -> loop.trouble() == null ? 1 : 0);
    return loop;
  }

  /** What an import left that was cut off; one that is under way does it when it ends. */
  private static void removeCutOff(DataDirectory data, City city) {
    if (Files.exists(data.history())) {
      PastImport.removeCutOff(data, city.timeZone());
    }
  }

  /** Reads it. */
  public static History of(DataDirectory data, City city, Supplier<Membership> staff) {
    return new History(data.history(), data.ledger(), city.timeZone(), staff);
  }

  /**
   * Brings it up to date where no hub does.
   *
   * @return false if a hub runs on that directory, which does it by itself
   */
  public static boolean catchUp(DataDirectory data, City city, Instant now) {
    DirectoryLock taken = data.lockIfFree();
    if (taken == null) {
      return false;
    }
    try (DirectoryLock _ = taken) {
      follow(data, city, now);
      return true;
    }
  }

  /** Brings it up to date, under the directory's lock. */
  public static void follow(DataDirectory data, City city, Instant now) {
    try (Follower follower = Follower.open(data.history(), data.ledger(), PROJECTIONS)) {
      follow(follower, city, now);
    }
  }

  /** Makes all of it anew that follows from the ledger; under the directory's lock. */
  public static void makeAnew(DataDirectory data, City city, Instant now) {
    try (Follower follower = Follower.open(data.history(), data.ledger(), PROJECTIONS)) {
      follower.forgetAll();
      follow(follower, city, now);
    }
  }

  private static void follow(Follower follower, City city, Instant now) {
    while (follower.step(city, now)) {
      // Until nothing is left.
    }
    while (follower.tidy()) {
      // The same.
    }
  }

  /** The city as it was imported last. */
  public static City city(DataDirectory data) {
    return Files.exists(data.city())
            && CityFile.readKept(data.city()) instanceof Reading.Loaded<City> loaded
        ? loaded.value()
        : City.EMPTY;
  }
}
