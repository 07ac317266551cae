package city.seki.hub.rollout;

import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each unit said last that it is. Safe for all threads. */
public final class UnitReports {
  private final Map<String, Report> reports = new ConcurrentHashMap<>();

  /**
   * A unit said that, or the broker had kept it.
   *
   * @param at when it came, by the hub's real clock
   */
  public void told(String unit, ReportedMessage message, Instant at) {
    reports.merge(unit, report(message, at), (old, now) -> isSame(old, now) ? old : now);
  }

  private static boolean isSame(Report old, Report now) {
    return now.equals(new Report(old.desired(), old.configuration(), old.software(), now.since()));
  }

  private static Report report(ReportedMessage message, Instant at) {
    ReportedMessage.Configuration configuration = message.configuration();
    ReportedMessage.Software software = message.software();
    Sha256 runs = configuration.sha256();
    Long progress = software.progress();
    return new Report(
        message.desired(),
        new Report.Part(
            state(configuration.state()),
            runs == null ? null : runs.hex(),
            null,
            configuration.reason(),
            configuration.detail()),
        new Report.Part(
            state(software.state()),
            software.version(),
            progress == null ? null : progress.intValue(),
            software.reason(),
            software.detail()),
        at);
  }

  private static Report.State state(ReportedMessage.Progress progress) {
    return switch (progress) {
      case RUNNING -> Report.State.RUNNING;
      case FETCHING -> Report.State.FETCHING;
      case INSTALLING -> Report.State.INSTALLING;
      case TRYING -> Report.State.TRYING;
      case REFUSED -> Report.State.REFUSED;
      case RETURNED -> Report.State.RETURNED;
    };
  }

  /** Null if nothing came from it since the hub began. */
  public @Nullable Report of(String unit) {
    return reports.get(unit);
  }
}
