package city.seki.hub.http;

import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For those who run the hub: is it alive, is it ready, what does it count. */
final class OperationRoutes {
  private record Looked(String part, @Nullable String trouble, boolean needed) {}

  private final HubParts hub;

  OperationRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/healthz", null, call -> alive()),
        new Route("GET", "/readyz", null, call -> ready()),
        new Route("GET", "/metrics", Operation.SEE_METRICS, call -> metrics()));
  }

  private static Reply alive() {
    return Reply.json(JsonText.object(o -> o.put("alive", true)));
  }

  private Reply ready() {
    List<Looked> parts = new ArrayList<>();
    for (HealthCheck check : hub.health()) {
      parts.add(new Looked(check.part(), check.look().trouble(), check.needed()));
    }
    boolean ready = parts.stream().allMatch(part -> part.trouble() == null || !part.needed());
    byte[] json =
        JsonText.object(
            o ->
                o.put("ready", ready)
                    .array(
                        "parts",
                        parts,
                        (part, f) -> f.put("part", part.part()).put("trouble", part.trouble())));
    return Reply.of(ready ? 200 : 503, "application/json", json);
  }

  private Reply metrics() {
    return Reply.of(200, "text/plain; version=0.0.4; charset=utf-8", hub.metrics().text());
  }
}
