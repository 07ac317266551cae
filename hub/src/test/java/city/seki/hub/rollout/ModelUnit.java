package city.seki.hub.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a unit does with its wishes, as the hub sees it: it takes newer ones only, tries, and says
 * how it went; a wish that cuts it off it takes back by itself when its time to confirm is over.
 */
final class ModelUnit {
  /** What becomes of its next wishes. */
  enum Fate {
    WELL,
    REFUSES,
    RETURNS,
    /** It is never heard again. */
    DIES
  }

  final String id;
  final String office;
  private final Duration takes;
  private final Duration confirm;
  boolean on = true;
  boolean call;
  boolean claimed;
  @Nullable Duration reservedIn;
  Fate fate = Fate.WELL;
  @Nullable Wish wish;
  private @Nullable String runs;
  private String software = "0.1.0";
  private Report.State state = Report.State.RUNNING;
  private @Nullable Instant due;
  private Instant offSince = Instant.EPOCH;
  private Instant since = Instant.EPOCH;

  ModelUnit(String id, String office, Duration takes, Duration confirm) {
    this.id = id;
    this.office = office;
    this.takes = takes;
    this.confirm = confirm;
  }

  void off(Instant now) {
    if (on) {
      on = false;
      offSince = now;
    }
  }

  /** It gets what the broker keeps for it. */
  void hears(@Nullable Wish kept, Instant now) {
    if (!on || kept == null || (wish != null && wish.version() >= kept.version())) {
      return;
    }
    wish = kept;
    since = now;
    state = fate == Fate.REFUSES ? Report.State.REFUSED : Report.State.TRYING;
    due =
        switch (fate) {
          case WELL -> now.plus(takes);
          case RETURNS -> now.plus(confirm);
          case REFUSES, DIES -> null;
        };
    if (fate == Fate.DIES) {
      off(now);
    }
  }

  void passes(Instant now) {
    if (due == null || due.isAfter(now) || wish == null) {
      return;
    }
    due = null;
    since = now;
    boolean well = fate == Fate.WELL;
    state = well ? Report.State.RUNNING : Report.State.RETURNED;
    if (well) {
      runs = wish.configuration().sha256();
      software = wish.software() == null ? software : wish.software().version();
    }
  }

  /** It is switched on by somebody who has mended it; what it was trying it tries again. */
  void mended(Instant now) {
    on = true;
    fate = Fate.WELL;
    if (state != Report.State.RUNNING) {
      state = Report.State.TRYING;
      due = now.plus(takes);
    }
  }

  @Nullable String runs() {
    return runs;
  }

  String software() {
    return software;
  }

  Sight sight(Instant now) {
    Duration off = on ? Duration.ZERO : Duration.between(offSince, now);
    return new Sight(
        office,
        !on && off.isZero() ? Duration.ofMillis(1) : off,
        call,
        claimed,
        reservedIn,
        report());
  }

  private Report report() {
    boolean wrong = state == Report.State.REFUSED || state == Report.State.RETURNED;
    Report.Part configuration =
        new Report.Part(
            state,
            runs,
            null,
            wrong ? (state == Report.State.REFUSED ? "no-such-pin" : "hub-not-reached") : null,
            wrong ? "GPIO 17 is taken" : null);
    return new Report(
        wish == null ? null : wish.version(),
        configuration,
        new Report.Part(Report.State.RUNNING, software, null, null, null),
        since);
  }
}
