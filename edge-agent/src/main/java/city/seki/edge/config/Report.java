package city.seki.edge.config;

import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.ReportedMessage.Progress;
import city.seki.config.wire.Sha256;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a unit tells of itself, without the moment: equal ones need not be told twice.
 *
 * @param desired the newest version that was believed, null if there was none
 */
public record Report(
    @Nullable Long desired,
    ReportedMessage.Configuration configuration,
    ReportedMessage.Software software) {

  /**
   * @param disbelieved why the last document was not believed, null if it was
   */
  public static Report of(
      ConfigRules.Now now, @Nullable Unfit disbelieved, ReportedMessage.Software software) {
    long newest = now.newest();
    return new Report(newest == 0 ? null : newest, configuration(now, disbelieved), software);
  }

  private static ReportedMessage.Configuration configuration(
      ConfigRules.Now now, @Nullable Unfit disbelieved) {
    ConfigState state = now.state();
    if (state instanceof ConfigState.Trying) {
      return of(state, Progress.TRYING, null, null);
    }
    if (now.examined() != null) {
      return of(state, Progress.FETCHING, null, null);
    }
    if (disbelieved != null) {
      return of(state, Progress.REFUSED, disbelieved.reason(), disbelieved.detail());
    }
    return switch (state) {
      case ConfigState.Refused(var _, var why) ->
          of(state, Progress.REFUSED, why.reason(), why.detail());
      case ConfigState.Returned(var _, var why) ->
          of(state, Progress.RETURNED, why.reason(), why.detail());
      case ConfigState.Running _, ConfigState.Trying _ -> of(state, Progress.RUNNING, null, null);
    };
  }

  private static ReportedMessage.Configuration of(
      ConfigState state, Progress progress, @Nullable Reason reason, @Nullable String detail) {
    Wished runs = state.runs();
    Long version = runs == null ? null : (Long) runs.version();
    Sha256 sha256 = runs == null ? null : runs.wish().configuration().sha256();
    return new ReportedMessage.Configuration(
        version, sha256, progress, reason == null ? null : reason.word(), detail);
  }

  /**
   * @param boot the run of the agent
   */
  public ReportedMessage message(String boot, OffsetDateTime at) {
    return new ReportedMessage(boot, at, desired, configuration, software);
  }
}
