package city.seki.hub.http;

import city.seki.config.model.Unit;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Seating;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.MachineHealth;
import city.seki.hub.access.AuditExport;
import city.seki.hub.access.Operation;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.fleet.MachineTrouble;
import city.seki.hub.rollout.UnitWishView;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Units, quarantine and audit log: for those who look after the whole. */
final class UnitRoutes {
  private static final int AUDIT_PAGE = 1_000;

  private final HubParts hub;

  UnitRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/units", Operation.SEE_UNITS, this::units),
        new Route("POST", "/api/v1/units/{unit}/release", Operation.RELEASE_UNIT, this::release),
        new Route("GET", "/api/v1/quarantine", Operation.SEE_QUARANTINE, this::quarantine),
        new Route("GET", "/api/v1/audit", Operation.SEE_AUDIT, this::audit),
        new Route("GET", "/api/v1/audit/head", Operation.SEE_AUDIT, call -> auditHead()));
  }

  private Reply units(Call call) {
    Seating state = hub.allocation().state();
    ZoneId zone = state.city().timeZone();
    return Reply.json(
        JsonText.array(state.city().units().values(), (unit, o) -> write(unit, zone, o)));
  }

  private void write(Unit unit, ZoneId zone, JsonText o) {
    Fleet.Heard heard = hub.fleet().of(unit.id());
    var said = heard == null ? null : heard.said();
    HealthMessage health = heard == null ? null : heard.health();
    o.put("unit", unit.id()).put("office", unit.office());
    o.put("readers", unit.readers().stream().map(r -> r.name().toString()).toList());
    o.put("state", state(unit, heard));
    o.put("last_seen", heard == null ? null : heard.at(), zone);
    o.put("owes", health == null ? null : (Long) health.owes());
    o.put("owes_since", health == null ? null : health.owesSince());
    o.put("missing", missing(unit));
    o.put("config", said == null ? null : said.config());
    o.put("version", said == null ? null : said.version());
    o.put(
        "troubles",
        hub.fleet().machineTroubles(unit.id()).lasting().keySet().stream()
            .map(MachineTrouble::word)
            .toList());
    UnitWishView.write(hub.rollouts(), unit.id(), zone, o);
    if (health == null) {
      o.putNull("health");
    } else {
      o.object("health", h -> write(health, h));
    }
  }

  private String state(Unit unit, Fleet.@Nullable Heard heard) {
    if (heard == null) {
      return "unknown";
    }
    if (hub.fleet().held(unit.id()) != null) {
      return "held";
    }
    return hub.fleet().isThere(unit.id()) ? "online" : "offline";
  }

  private long missing(Unit unit) {
    return hub.fleet().gaps(unit.id()).stream().mapToLong(gap -> gap.missing().size()).sum();
  }

  private Reply release(Call call) {
    String unit = call.path("unit");
    if (!hub.allocation().state().city().units().containsKey(unit)) {
      throw Problem.notFound("there is no unit of that name");
    }
    if (hub.fleet().held(unit) == null) {
      throw Problem.refused(Refusal.NOTHING_TO_DO.word());
    }
    var _ =
        hub.audit()
            .append(
                hub.clock().instant(),
                call.principal().who(),
                "release-unit",
                JsonText.object(o -> o.put("unit", unit)));
    var _ = hub.fleet().release(unit);
    return Reply.done();
  }

  private static void write(HealthMessage health, JsonText o) {
    o.put("uptime_ms", health.uptimeMs());
    o.put("snapshot_version", health.snapshotVersion());
    o.put("snapshot_age_s", health.snapshotAgeS()).put("journal", health.journal());
    o.array(
        "readers",
        health.readers(),
        (r, f) ->
            f.put("reader", r.name()).put("fault", r.fault()).put("not_genuine", r.notGenuine()));
    MachineHealth machine = health.machine();
    if (machine == null) {
      o.putNull("machine");
    } else {
      o.object("machine", machine::write);
    }
    HealthMessage.Coap coap = health.coap();
    if (coap == null) {
      o.putNull("coap");
    } else {
      o.object("coap", c -> write(coap, c));
    }
  }

  /** What sensors of the network were refused changed nothing; here it can be seen. */
  private static void write(HealthMessage.Coap coap, JsonText o) {
    o.put("taken", coap.taken()).put("repeated", coap.repeated());
    o.array("refused", coap.refused(), (r, f) -> f.put("cause", r.cause()).put("count", r.count()));
  }

  private Reply quarantine(Call call) {
    ZoneId zone = zone();
    Quarantine quarantine = hub.quarantine();
    return Reply.json(
        JsonText.object(
            o ->
                o.put("count", quarantine.count())
                    .array("messages", quarantine.list(), (m, f) -> write(m, zone, f))));
  }

  private static void write(Quarantine.Message message, ZoneId zone, JsonText o) {
    o.put("at", message.at(), zone).put("topic", message.topic());
    o.put("complaint", message.complaint()).put("bytes", message.bytes());
    o.put("text", message.text());
  }

  private Reply audit(Call call) {
    ZoneId zone = zone();
    return Reply.json(
        JsonText.array(
            hub.audit().after(number(call.query("after")), AUDIT_PAGE),
            (entry, o) -> AuditExport.fields(entry, zone, o)));
  }

  private Reply auditHead() {
    return Reply.json(JsonText.object(o -> AuditExport.fields(hub.audit().head(), o)));
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("after: expected the number of an entry");
    }
  }

  private ZoneId zone() {
    return hub.allocation().state().city().timeZone();
  }
}
