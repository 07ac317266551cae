package city.seki.hub.rollout;

import city.seki.config.wire.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A roll-out as the interface shows it. Waves are counted from 1 there.
 *
 * @param zone in whose offset times are written
 */
public record RolloutView(Rollout rollout, ZoneId zone) {
  /** What there is to say in one line. */
  public void writeShort(JsonText o) {
    o.put("rollout", rollout.number());
    o.object("goal", goal -> goal(rollout.goal(), goal));
    o.put("note", rollout.note()).put("by", rollout.by()).put("at", rollout.at(), zone);
    o.object("phase", this::phase);
    o.put("wave", rollout.wave() + 1).put("waves", rollout.waves().size());
    o.object("units", this::counts);
    o.put("failed_limit", rollout.allowed());
  }

  /** As it stands in requests too. */
  public static void goal(Goal goal, JsonText o) {
    switch (goal) {
      case Goal.Configuration(long version) -> o.put("configuration", version);
      case Goal.Before(long number) -> o.put("before", number);
      case Goal.Software software ->
          o.object(
              "software",
              s ->
                  s.put("version", software.version())
                      .put("sha256", software.sha256())
                      .put("size", software.size()));
    }
  }

  private void phase(JsonText o) {
    Phase phase = rollout.phase();
    o.put("state", phase.word());
    switch (phase) {
      case Phase.Running _ -> {}
      case Phase.Paused paused ->
          o.put("by", paused.by()).put("reason", paused.reason()).put("at", paused.at(), zone);
      case Phase.Stopped stopped ->
          o.put("by", stopped.by()).put("reason", stopped.reason()).put("at", stopped.at(), zone);
      case Phase.Superseded newer -> o.put("successor", newer.by()).put("at", newer.at(), zone);
      case Phase.Finished finished -> o.put("at", finished.at(), zone);
    }
  }

  private void counts(JsonText o) {
    o.put("all", rollout.parts().size());
    o.put("confirmed", rollout.count(UnitPart.Confirmed.class));
    o.put("failed", rollout.failed());
    o.put("under_way", rollout.count(UnitPart.UnderWay.class));
    o.put("waiting", rollout.count(UnitPart.Waiting.class));
    o.put("off", rollout.count(UnitPart.Aside.class));
    o.put("left_out", rollout.count(UnitPart.LeftOut.class));
  }

  /**
   * All of it, with its plan, waves and units.
   *
   * @param sights units as they are now
   */
  public void write(JsonText o, Map<String, Sight> sights) {
    writeShort(o);
    Plan plan = rollout.plan();
    o.object(
        "plan",
        p -> {
          p.put("canaries", plan.canaries()).put("first", plan.first());
          p.wholes("percents", plan.percents());
          p.put("limit_percent", plan.limitPercent()).put("rest_s", plan.rest().toSeconds());
          p.put("confirm_s", plan.confirm().toSeconds());
        });
    List<Integer> waves = new ArrayList<>();
    for (int wave = 0; wave < rollout.waves().size(); wave++) {
      waves.add(wave);
    }
    o.array(
        "steps",
        waves,
        (wave, w) -> {
          w.put("wave", wave + 1).put("state", stateOf(wave));
          w.array(
              "units",
              rollout.ofWave(wave).toList(),
              (part, u) -> unit(part, sights.get(part.unit()), u));
        });
  }

  private String stateOf(int wave) {
    if (wave > rollout.wave()) {
      return "waiting";
    }
    return wave == rollout.wave() && !rollout.isThrough() ? "current" : "begun";
  }

  private void unit(UnitPart part, @Nullable Sight sight, JsonText o) {
    o.put("unit", part.unit()).put("office", part.office()).put("state", word(part.standing()));
    Instant since = since(part.standing());
    if (since != null) {
      o.put("since", since, zone);
    }
    if (part.forced() != null) {
      o.put("forced", part.forced());
    }
    switch (part.standing()) {
      case UnitPart.Waiting _, UnitPart.Aside _ -> waiting(part, sight, o);
      case UnitPart.UnderWay _ -> underWay(sight, o);
      case UnitPart.Failed(Failure why, Instant _) -> failed(why, o);
      case UnitPart.LeftOut(UnitPart.Why why, Instant _) -> o.put("reason", why.word());
      case UnitPart.Confirmed _ -> {}
    }
  }

  private static void failed(Failure why, JsonText o) {
    o.put("how", why.kind().word());
    o.put("part", why.part() == null ? null : why.part().word());
    o.put("reason", why.reason()).put("detail", why.detail());
  }

  /** Why it is not asked now, where it is its turn. */
  private void waiting(UnitPart part, @Nullable Sight sight, JsonText o) {
    if (sight != null && part.wave() <= rollout.wave()) {
      List<Hindrance> found = new ArrayList<>(sight.hindrances(rollout.plan().clear()));
      boolean another =
          rollout.parts().values().stream()
              .anyMatch(other -> other.isUnderWay() && other.office().equals(part.office()));
      if (another) {
        found.add(Hindrance.OFFICE);
      }
      o.put("hindrances", found.stream().map(Hindrance::word).toList());
    }
  }

  private static void underWay(@Nullable Sight sight, JsonText o) {
    Report report = sight == null ? null : sight.report();
    if (report == null) {
      return;
    }
    Report.Part part =
        report.software().state() == Report.State.RUNNING
            ? report.configuration()
            : report.software();
    o.put("doing", part.state().word());
    if (part.progress() != null) {
      o.put("progress", part.progress());
    }
  }

  private static String word(UnitPart.Standing standing) {
    return switch (standing) {
      case UnitPart.Waiting _ -> "waiting";
      case UnitPart.Aside _ -> "off";
      case UnitPart.UnderWay _ -> "under-way";
      case UnitPart.Confirmed _ -> "confirmed";
      case UnitPart.Failed _ -> "failed";
      case UnitPart.LeftOut _ -> "left-out";
    };
  }

  private static @Nullable Instant since(UnitPart.Standing standing) {
    return switch (standing) {
      case UnitPart.Waiting _ -> null;
      case UnitPart.Aside(Instant since) -> since;
      case UnitPart.UnderWay(Instant since) -> since;
      case UnitPart.Confirmed(Instant at) -> at;
      case UnitPart.Failed(Failure _, Instant at) -> at;
      case UnitPart.LeftOut(UnitPart.Why _, Instant at) -> at;
    };
  }
}
