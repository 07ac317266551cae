package city.seki.hub.rollout;

import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What each unit said last that it is. Safe for all threads. */
public final class UnitReports {
  private final Map<String, Report> reports = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final InstantSource clock;

  /**
   * @param clock real time, by which units are late
   */
  public UnitReports(InstantSource clock) {
    this.clock = clock;
  }

  /** A unit said that, or the broker had kept it. */
  public void told(String unit, ReportedMessage message) {
    Report now = report(message, clock.instant());
    Report kept = reports.merge(unit, now, (old, next) -> isSame(old, next) ? old : next);
    if (now.equals(kept)) {
      changes.incrementAndGet();
    }
  }

  /** How often any unit said something else than before. */
  long changes() {
    return changes.get();
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
