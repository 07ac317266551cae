package city.seki.hub.rollout;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.data.EventTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Events of roll-outs as JSON, each under the word of its kind. What is written once is read for
 * ever: a kind or field is never renamed, only added. Times are milliseconds since 1970.
 */
final class RolloutEventCodec implements EventTable.Codec<RolloutEvent> {
  @Override
  public String kind(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.ConfigurationAdded _ -> "configuration-added";
      case RolloutEvent.Started _ -> "started";
      case RolloutEvent.WaveBegun _ -> "wave-begun";
      case RolloutEvent.Wished _ -> "wished";
      case RolloutEvent.Confirmed _ -> "confirmed";
      case RolloutEvent.Failed _ -> "failed";
      case RolloutEvent.SetAside _ -> "set-aside";
      case RolloutEvent.LeftOut _ -> "left-out";
      case RolloutEvent.Paused _ -> "paused";
      case RolloutEvent.Resumed _ -> "resumed";
      case RolloutEvent.Stopped _ -> "stopped";
      case RolloutEvent.Forced _ -> "forced";
      case RolloutEvent.Superseded _ -> "superseded";
      case RolloutEvent.Finished _ -> "finished";
    };
  }

  @Override
  public byte[] write(RolloutEvent event) {
    return JsonText.object(
        o -> {
          o.put("at", event.at().toEpochMilli());
          if (event instanceof RolloutEvent.OfRollout of) {
            o.put("rollout", of.rollout());
          }
          fields(event, o);
        });
  }

  private static void fields(RolloutEvent event, JsonText o) {
    switch (event) {
      case RolloutEvent.ConfigurationAdded e -> {
        o.put("version", e.version()).put("sha256", e.sha256()).put("size", e.size());
        o.put("by", e.by()).put("note", e.note());
      }
      case RolloutEvent.Started e -> started(e, o);
      case RolloutEvent.WaveBegun e -> o.put("wave", e.wave());
      case RolloutEvent.Wished e -> wish(e.wish(), o.put("unit", e.unit()));
      case RolloutEvent.Confirmed e -> o.put("unit", e.unit());
      case RolloutEvent.Failed e -> {
        o.put("unit", e.unit()).put("how", word(e.why().kind()));
        Failure.Part part = e.why().part();
        o.put("part", part == null ? null : word(part));
        o.put("reason", e.why().reason()).put("detail", e.why().detail());
      }
      case RolloutEvent.SetAside e -> o.put("unit", e.unit());
      case RolloutEvent.LeftOut e -> o.put("unit", e.unit()).put("why", word(e.why()));
      case RolloutEvent.Paused e -> o.put("by", e.by()).put("reason", e.reason());
      case RolloutEvent.Resumed e -> o.put("by", e.by()).put("reason", e.reason());
      case RolloutEvent.Stopped e -> o.put("by", e.by()).put("reason", e.reason());
      case RolloutEvent.Forced e ->
          o.put("units", new TreeSet<>(e.units())).put("by", e.by()).put("reason", e.reason());
      case RolloutEvent.Superseded e -> o.put("successor", e.successor());
      case RolloutEvent.Finished _ -> {}
    }
  }

  private static void started(RolloutEvent.Started e, JsonText o) {
    o.put("by", e.by()).put("note", e.note());
    o.object("goal", g -> goal(e.goal(), g));
    Plan plan = e.plan();
    o.object(
        "plan",
        p -> {
          p.put("canaries", plan.canaries()).put("first", plan.first());
          p.wholes("percents", plan.percents());
          p.put("limit_percent", plan.limitPercent()).put("rest_s", plan.rest().toSeconds());
          p.put("confirm_s", plan.confirm().toSeconds());
          p.put("seed", String.valueOf(plan.seed())); // more than JSON's numbers hold
        });
    o.array("waves", e.waves(), (wave, w) -> w.put("units", wave));
    o.array(
        "offices",
        new TreeMap<>(e.offices()).entrySet(),
        (unit, u) -> u.put("unit", unit.getKey()).put("office", unit.getValue()));
  }

  private static void goal(Goal goal, JsonText o) {
    switch (goal) {
      case Goal.Configuration(long version) -> o.put("configuration", version);
      case Goal.Software software -> software(software, o);
      case Goal.Before(long rollout) -> o.put("before", rollout);
    }
  }

  private static void software(Goal.Software software, JsonText o) {
    o.put("software", software.version()).put("sha256", software.sha256());
    o.put("size", software.size());
  }

  private static void wish(Wish wish, JsonText o) {
    o.put("version", wish.version());
    o.put("configuration", wish.configuration().configuration());
    o.put("text", wish.configuration().sha256());
    Goal.Software software = wish.software();
    if (software != null) {
      o.object("bundle", s -> software(software, s));
    }
    o.put("confirm_s", wish.confirm().toSeconds()).put("forced", wish.forced());
  }

  /**
   * @throws BadMessage if that is no such event
   */
  @Override
  public RolloutEvent read(String kind, byte[] body) throws BadMessage {
    JsonFields f = JsonFields.parse(body);
    Instant at = Instant.ofEpochMilli(f.whole("at"));
    if (kind.equals("configuration-added")) {
      return new RolloutEvent.ConfigurationAdded(
          f.whole("version"),
          f.text("sha256"),
          f.whole("size"),
          f.text("by"),
          f.textOrNull("note"),
          at);
    }
    long rollout = f.whole("rollout");
    return switch (kind) {
      case "started" -> started(f, rollout, at);
      case "wave-begun" -> new RolloutEvent.WaveBegun(rollout, number(f, "wave"), at);
      case "wished" -> new RolloutEvent.Wished(rollout, f.text("unit"), wish(f, at));
      case "confirmed" -> new RolloutEvent.Confirmed(rollout, f.text("unit"), at);
      case "failed" -> new RolloutEvent.Failed(rollout, f.text("unit"), failure(f), at);
      case "set-aside" -> new RolloutEvent.SetAside(rollout, f.text("unit"), at);
      case "left-out" ->
          new RolloutEvent.LeftOut(
              rollout, f.text("unit"), f.word("why", w -> UnitPart.Why.valueOf(name(w))), at);
      case "paused" -> new RolloutEvent.Paused(rollout, f.textOrNull("by"), f.text("reason"), at);
      case "resumed" -> new RolloutEvent.Resumed(rollout, f.text("by"), f.text("reason"), at);
      case "stopped" -> new RolloutEvent.Stopped(rollout, f.text("by"), f.text("reason"), at);
      case "forced" ->
          new RolloutEvent.Forced(
              rollout, new HashSet<>(f.texts("units")), f.text("by"), f.text("reason"), at);
      case "superseded" -> new RolloutEvent.Superseded(rollout, f.whole("successor"), at);
      case "finished" -> new RolloutEvent.Finished(rollout, at);
      default -> throw new BadMessage("kind", "unknown kind of event '" + kind + "'");
    };
  }

  private static RolloutEvent started(JsonFields f, long rollout, Instant at) throws BadMessage {
    List<List<String>> waves = new ArrayList<>();
    for (JsonFields wave : f.objects("waves")) {
      waves.add(wave.texts("units"));
    }
    Map<String, String> offices = new HashMap<>();
    for (JsonFields unit : f.objects("offices")) {
      offices.put(unit.text("unit"), unit.text("office"));
    }
    return new RolloutEvent.Started(
        rollout,
        goal(f.object("goal")),
        plan(f.object("plan")),
        waves,
        offices,
        f.textOrNull("note"),
        f.text("by"),
        at);
  }

  private static Plan plan(JsonFields f) throws BadMessage {
    List<Integer> percents = new ArrayList<>();
    for (long percent : f.wholes("percents")) {
      percents.add(Math.toIntExact(percent));
    }
    return new Plan(
        number(f, "canaries"),
        f.texts("first"),
        percents,
        number(f, "limit_percent"),
        Duration.ofSeconds(f.whole("rest_s")),
        Duration.ofSeconds(f.whole("confirm_s")),
        f.word("seed", Long::parseLong));
  }

  private static Goal goal(JsonFields f) throws BadMessage {
    if (f.has("configuration")) {
      return new Goal.Configuration(f.whole("configuration"));
    }
    return f.has("before") ? new Goal.Before(f.whole("before")) : software(f);
  }

  private static Goal.Software software(JsonFields f) throws BadMessage {
    return new Goal.Software(f.text("software"), f.text("sha256"), f.whole("size"));
  }

  private static Wish wish(JsonFields f, Instant at) throws BadMessage {
    JsonFields bundle = f.objectOrNull("bundle");
    return new Wish(
        f.whole("version"),
        new UnitText(f.whole("configuration"), f.text("text")),
        bundle == null ? null : software(bundle),
        Duration.ofSeconds(f.whole("confirm_s")),
        f.textOrNull("forced"),
        at);
  }

  private static Failure failure(JsonFields f) throws BadMessage {
    return new Failure(
        f.word("how", word -> Failure.Kind.valueOf(name(word))),
        f.has("part") ? f.word("part", word -> Failure.Part.valueOf(name(word))) : null,
        f.textOrNull("reason"),
        f.textOrNull("detail"));
  }

  private static int number(JsonFields f, String name) throws BadMessage {
    return Math.toIntExact(f.whole(name));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String name(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
