package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.enrol.StartDocuments;
import city.seki.hub.rollout.Configurations;
import city.seki.hub.rollout.Report;
import city.seki.hub.rollout.RolloutState;
import city.seki.hub.rollout.Rollouts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Configurations of the city: which there were, and a new one. */
final class ConfigurationRoutes {
  private static final String PATH = "/api/v1/configurations";

  /** A city of hundreds of offices, as YAML. */
  private static final int LARGEST = 1 << 20;

  private static final int LONGEST_NOTE = 500;

  private final HubParts hub;

  ConfigurationRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Operation.SEE_ROLLOUTS, call -> list()),
        new Route("POST", PATH, Operation.ROLL_OUT, this::bring).taking(LARGEST),
        new Route("GET", PATH + "/{version}", Operation.ROLL_OUT, this::text));
  }

  private Rollouts rollouts() {
    return hub.rollouts();
  }

  private Reply list() {
    ZoneId zone = hub.allocation().state().city().timeZone();
    RolloutState state = rollouts().state();
    RolloutState.ConfigurationVersion newest = state.newest();
    return Reply.json(
        JsonText.array(
            new ArrayList<>(state.configurations().values()).reversed(),
            (configuration, o) -> {
              o.put("version", configuration.version()).put("sha256", configuration.sha256());
              o.put("size", configuration.size()).put("by", configuration.by());
              o.put("note", configuration.note()).put("at", configuration.at(), zone);
              o.put("current", configuration.equals(newest));
              o.object("units", u -> counts(configuration.version(), u));
            }));
  }

  /** How many units run it, how many another one, and of how many nothing is known. */
  private void counts(long version, JsonText o) {
    Map<String, String> texts =
        rollouts().desk().texts(version, hub.allocation().state().city().units().keySet());
    int same = 0;
    int unknown = 0;
    for (Map.Entry<String, String> unit : texts.entrySet()) {
      Report report = rollouts().sights().reports().of(unit.getKey());
      String runs = report == null ? null : report.configuration().runs();
      same += unit.getValue().equals(runs) ? 1 : 0;
      unknown += runs == null ? 1 : 0;
    }
    o.put("same", same).put("other", texts.size() - same - unknown).put("unknown", unknown);
  }

  private Reply text(Call call) {
    long version;
    try {
      version = Long.parseLong(call.path("version"));
    } catch (NumberFormatException e) {
      throw Problem.notFound("configurations have numbers");
    }
    return rollouts()
        .desk()
        .configuration(version)
        .map(text -> Reply.of(200, StartDocuments.MEDIA_TYPE, text.getBytes(UTF_8)))
        .orElseThrow(() -> Problem.notFound("there is no configuration " + version));
  }

  /** It is in the audit log before anything changes, and nothing changes if it has a problem. */
  private Reply bring(Call call) {
    String yaml = yaml(call.body());
    String note = note(call.query("note"));
    Principal principal = call.principal();
    long entry =
        record(
            principal, "bring-configuration", o -> o.put("size", yaml.length()).put("note", note));
    Configurations.Brought brought =
        rollouts().configurations().bring("city.yaml", yaml, principal.who(), note);
    return switch (brought) {
      case Configurations.Brought.Taken taken ->
          Reply.created(
              PATH + "/" + taken.version(),
              JsonText.object(
                  o ->
                      o.put("version", taken.version())
                          .put("offices", taken.city().offices().size())
                          .put("units", taken.city().units().size())));
      case Configurations.Brought.Wrong(List<city.seki.config.source.Problem> problems) -> {
        var _ = record(principal, "refused", o -> o.put("entry", entry).put("reason", "wrong"));
        yield Reply.of(422, Problem.MEDIA_TYPE, JsonText.object(o -> wrong(problems, o)));
      }
    };
  }

  private static void wrong(List<city.seki.config.source.Problem> problems, JsonText o) {
    o.put("type", "urn:seki:problem:wrong-configuration");
    o.put("title", "The configuration is wrong").put("status", 422);
    o.put("detail", problems.getFirst().toString());
    o.array(
        "problems",
        problems,
        (problem, p) ->
            p.put("file", problem.file())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.message()));
  }

  private static String yaml(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("expected the text of a city's file, in UTF-8");
    }
  }

  private static @Nullable String note(@Nullable String text) {
    if (text != null && text.length() > LONGEST_NOTE) {
      throw Problem.badRequest("a note has at most " + LONGEST_NOTE + " characters");
    }
    return text;
  }

  private long record(Principal principal, String act, Consumer<JsonText> what) {
    return hub.audit().append(hub.clock().instant(), principal.who(), act, JsonText.object(what));
  }
}
