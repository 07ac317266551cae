package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.rollout.Goal;
import city.seki.hub.rollout.Plan;
import city.seki.hub.rollout.Rollout;
import city.seki.hub.rollout.RolloutCommand;
import city.seki.hub.rollout.RolloutRefusal;
import city.seki.hub.rollout.RolloutView;
import city.seki.hub.rollout.Rollouts;
import city.seki.hub.rollout.Sight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Configurations and software brought to units in waves. Every act is in the audit log before it is
 * carried out, and if the rules refuse it, that too.
 */
final class RolloutRoutes {
  private static final String PATH = "/api/v1/rollouts";
  private static final int LONGEST_REASON = 500;

  private final HubParts hub;

  RolloutRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    String one = PATH + "/{rollout}";
    return List.of(
        new Route("GET", PATH, Operation.SEE_ROLLOUTS, call -> list()),
        new Route("POST", PATH, Operation.ROLL_OUT, this::start),
        new Route("GET", one, Operation.SEE_ROLLOUTS, call -> one(number(call))),
        new Route("POST", one + "/pause", Operation.ROLL_OUT, this::pause),
        new Route("POST", one + "/resume", Operation.ROLL_OUT, this::resume),
        new Route("POST", one + "/stop", Operation.ROLL_OUT, this::stop),
        new Route("POST", one + "/force", Operation.ROLL_OUT, this::force));
  }

  private Rollouts rollouts() {
    return hub.rollouts();
  }

  private ZoneId zone() {
    return hub.allocation().state().city().timeZone();
  }

  private Reply list() {
    ZoneId zone = zone();
    return Reply.json(
        JsonText.array(
            new ArrayList<>(rollouts().state().rollouts().values()).reversed(),
            (rollout, o) -> new RolloutView(rollout, zone).writeShort(o)));
  }

  private Reply one(long number) {
    return Reply.json(json(rollout(number)));
  }

  private byte[] json(Rollout rollout) {
    Map<String, Sight> sights = rollouts().sights().now();
    return JsonText.object(o -> new RolloutView(rollout, zone()).write(o, sights));
  }

  private Rollout rollout(long number) {
    Rollout rollout = rollouts().state().rollouts().get(number);
    if (rollout == null) {
      throw Problem.notFound("there is no roll-out of that number");
    }
    return rollout;
  }

  private static long number(Call call) {
    try {
      return Long.parseLong(call.path("rollout"));
    } catch (NumberFormatException e) {
      throw Problem.notFound("roll-outs have numbers");
    }
  }

  private Reply start(Call call) throws BadMessage {
    JsonFields body = call.json();
    Goal goal = goal(body);
    Plan plan = plan(body);
    Map<String, Sight> units = units(body);
    String note = body.textOrNull("note");
    Principal principal = call.principal();
    long entry =
        record(
            principal,
            "start-rollout",
            o -> {
              RolloutView.goal(goal, o);
              o.put("units", units.size()).put("note", note);
            });
    Instant at = rollouts().desk().now();
    carryOut(
        principal, entry, new RolloutCommand.Start(goal, plan, units, note, principal.who(), at));
    Rollout started = rollouts().state().rollouts().lastEntry().getValue();
    return Reply.created(PATH + "/" + started.number(), json(started));
  }

  private Goal goal(JsonFields body) throws BadMessage {
    int given = 0;
    for (String kind : List.of("configuration", "software", "before")) {
      given += body.has(kind) ? 1 : 0;
    }
    if (given != 1) {
      throw new BadMessage("$", "expected one of configuration, software and before");
    }
    if (body.has("configuration")) {
      return new Goal.Configuration(body.whole("configuration", 1));
    }
    if (body.has("before")) {
      return new Goal.Before(body.whole("before", 1));
    }
    return software(body.text("software"));
  }

  /** The bundle of that version, as the hub has it. */
  private Goal software(String version) throws BadMessage {
    try {
      for (BundleStore.Kept kept : hub.bundles().list()) {
        if (kept.manifest().version().toString().equals(version)) {
          return new Goal.Software(version, kept.sha256().hex(), kept.size());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new BadMessage("$.software", "no such bundle is here: seki-hub bundle add brings it");
  }

  private Plan plan(JsonFields body) throws BadMessage {
    Plan usual = Plan.STANDARD;
    List<Integer> percents = new ArrayList<>();
    for (long percent : body.wholes("percents")) {
      percents.add(small("percents", percent));
    }
    try {
      return new Plan(
          small(body, "canaries", usual.canaries()),
          body.texts("first"),
          percents.isEmpty() ? usual.percents() : percents,
          small(body, "limit_percent", usual.limitPercent()),
          seconds(body, "rest_s", usual.rest()),
          seconds(body, "confirm_s", usual.confirm()),
          hub.random().nextLong());
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }

  private static int small(JsonFields body, String name, int usual) throws BadMessage {
    Long given = body.wholeOrNull(name);
    return given == null ? usual : small(name, given);
  }

  private static int small(String name, long given) throws BadMessage {
    if (given < 0 || given > 100_000) {
      throw new BadMessage("$." + name, "expected 0 to 100000");
    }
    return Math.toIntExact(given);
  }

  private static Duration seconds(JsonFields body, String name, Duration usual) throws BadMessage {
    return body.has(name) ? Duration.ofSeconds(body.whole(name, 0)) : usual;
  }

  /** Those that are named, or those of offices that are named, or all of the city. */
  private Map<String, Sight> units(JsonFields body) throws BadMessage {
    Map<String, Sight> all = rollouts().sights().now();
    List<String> named = body.texts("units");
    List<String> offices = body.texts("offices");
    List<String> unknown = new ArrayList<>(named);
    unknown.removeAll(all.keySet());
    if (!unknown.isEmpty()) {
      throw new BadMessage("$.units", "the city has no unit " + unknown.getFirst());
    }
    List<String> nowhere = new ArrayList<>(offices);
    nowhere.removeAll(hub.allocation().state().city().offices().keySet());
    if (!nowhere.isEmpty()) {
      throw new BadMessage("$.offices", "the city has no office " + nowhere.getFirst());
    }
    if (named.isEmpty() && offices.isEmpty()) {
      return all;
    }
    Map<String, Sight> chosen = new TreeMap<>();
    all.forEach(
        (unit, sight) -> {
          if (named.contains(unit) || offices.contains(sight.office())) {
            chosen.put(unit, sight);
          }
        });
    return chosen;
  }

  private Reply pause(Call call) throws BadMessage {
    return act(call, "pause-rollout", false, Set.of(), RolloutCommand.Pause::new);
  }

  private Reply resume(Call call) throws BadMessage {
    return act(call, "resume-rollout", true, Set.of(), RolloutCommand.Resume::new);
  }

  private Reply stop(Call call) throws BadMessage {
    return act(call, "stop-rollout", false, Set.of(), RolloutCommand.Stop::new);
  }

  private Reply force(Call call) throws BadMessage {
    Set<String> units = new HashSet<>(call.json().texts("units"));
    return act(
        call,
        "force-rollout",
        true,
        units,
        (rollout, by, reason, at) -> new RolloutCommand.Force(rollout, units, by, reason, at));
  }

  /** What an operator wants, as the rules take it. */
  @FunctionalInterface
  private interface Wish {
    RolloutCommand of(long rollout, String by, String reason, Instant at);
  }

  private Reply act(Call call, String act, boolean needsReason, Set<String> units, Wish wish)
      throws BadMessage {
    long number = rollout(number(call)).number();
    String reason = reason(call.body().length == 0 ? null : call.json(), needsReason);
    Principal principal = call.principal();
    long entry =
        record(
            principal,
            act,
            o -> {
              o.put("rollout", number).put("reason", reason);
              if (!units.isEmpty()) {
                o.put("units", units.stream().sorted().toList());
              }
            });
    Instant at = rollouts().desk().now();
    carryOut(principal, entry, wish.of(number, principal.who(), reason, at));
    return one(number);
  }

  private static String reason(@Nullable JsonFields body, boolean needed) throws BadMessage {
    String reason = body == null ? null : body.textOrNull("reason");
    String text = reason == null ? "" : reason.strip();
    if (text.length() > LONGEST_REASON) {
      throw new BadMessage("$.reason", "expected at most " + LONGEST_REASON + " characters");
    }
    if (needed && text.isEmpty()) {
      throw new BadMessage("$.reason", "say why: it is kept with the roll-out");
    }
    return text;
  }

  private void carryOut(Principal principal, long entry, RolloutCommand wish) {
    Optional<RolloutRefusal> refusal = rollouts().desk().carryOut(wish);
    if (refusal.isPresent()) {
      String reason = refusal.get().word();
      var _ = record(principal, "refused", o -> o.put("entry", entry).put("reason", reason));
      throw Problem.refused(reason);
    }
  }

  private long record(Principal principal, String act, Consumer<JsonText> what) {
    return hub.audit().append(hub.clock().instant(), principal.who(), act, JsonText.object(what));
  }
}
