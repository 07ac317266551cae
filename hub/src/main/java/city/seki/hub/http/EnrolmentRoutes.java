package city.seki.hub.http;

import city.seki.config.model.Names;
import city.seki.config.model.Unit;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.enrol.Claims;
import city.seki.hub.enrol.Enrolment;
import city.seki.provisioning.ca.KeyAway;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.Asking;
import city.seki.provisioning.enrol.ClaimState;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolEvent;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.enrol.EnrolState;
import city.seki.provisioning.enrol.FingerprintWords;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Units let in and shut out by operators. Every act is in the audit log before it is carried out,
 * and if the rules refuse it, that too.
 */
final class EnrolmentRoutes {
  private static final Duration USUAL = Duration.ofDays(7);

  private final HubParts hub;

  /** Slow to make, and asked for every few seconds while an operator waits. */
  private final Map<Fingerprint, FingerprintWords> words = new ConcurrentHashMap<>();

  EnrolmentRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    String at = "/api/v1/enrolment/";
    return List.of(
        new Route("GET", at + "requests", Operation.SEE_ENROLMENT, call -> requests()),
        new Route("POST", at + "requests/{key}/approve", Operation.ENROL_UNITS, this::approve),
        new Route("POST", at + "requests/{key}/reject", Operation.ENROL_UNITS, this::reject),
        new Route("GET", at + "claims", Operation.SEE_ENROLMENT, call -> claims()),
        new Route("POST", at + "claims", Operation.ENROL_UNITS, this::makeClaims),
        new Route("DELETE", at + "claims/{batch}/{claim}", Operation.ENROL_UNITS, this::withdraw),
        new Route("GET", at + "certificates", Operation.SEE_ENROLMENT, call -> certificates()),
        new Route("POST", "/api/v1/units/{unit}/revoke", Operation.ENROL_UNITS, this::revoke));
  }

  private Enrolment enrolment() {
    Enrolment enrolment = hub.enrolment();
    if (enrolment == null) {
      throw Problem.notFound("this hub runs with --dev: it has no authority");
    }
    return enrolment;
  }

  private EnrolState state() {
    return enrolment().desk().state();
  }

  private ZoneId zone() {
    return hub.allocation().state().city().timeZone();
  }

  /** Null for a unit that the city has no more. */
  private @Nullable String office(String unit) {
    Unit known = hub.allocation().state().city().units().get(unit);
    return known == null ? null : known.office();
  }

  private Reply requests() {
    EnrolState state = state();
    ZoneId zone = zone();
    words.keySet().retainAll(state.asking().keySet());
    return Reply.json(
        JsonText.array(
            state.asking().entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getValue().since()))
                .toList(),
            (each, o) -> write(each.getKey(), each.getValue(), o, zone)));
  }

  private void write(Fingerprint key, Asking asking, JsonText o, ZoneId zone) {
    FingerprintWords shown = words.computeIfAbsent(key, FingerprintWords::of);
    o.put("key", key.hex()).put("unit", asking.unit()).put("office", office(asking.unit()));
    o.put("claim", asking.claim().map(Holder.Claim::uri).orElse(null));
    o.put("since", asking.since(), zone).put("answer", word(asking.word()));
    o.put("words", shown.words()).put("numbers", shown.numbers());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Reply approve(Call call) {
    Fingerprint key = key(call);
    return act(
        call, "approve-unit", aboutKey(key), (who, at) -> new EnrolCommand.Approve(key, who, at));
  }

  private Reply reject(Call call) {
    Fingerprint key = key(call);
    return act(
        call, "reject-unit", aboutKey(key), (who, at) -> new EnrolCommand.Reject(key, who, at));
  }

  private Consumer<JsonText> aboutKey(Fingerprint key) {
    Asking asking = state().asking().get(key);
    return o -> o.put("unit", asking == null ? null : asking.unit()).put("key", key.hex());
  }

  private static Fingerprint key(Call call) {
    try {
      return new Fingerprint(call.path("key"));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("the key of a request: " + e.getMessage());
    }
  }

  private Reply claims() {
    Instant now = hub.clock().instant();
    ZoneId zone = zone();
    return Reply.json(
        JsonText.array(
            state().claims().entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().uri()))
                .toList(),
            (each, o) -> {
              o.put("batch", each.getKey().batch()).put("claim", each.getKey().id());
              String unit = each.getValue().unit();
              o.put("unit", unit).put("office", office(unit));
              o.put("expires", each.getValue().expires(), zone);
              o.put("approval", word(each.getValue().approval()));
              o.put("state", standing(each.getValue(), now));
            }));
  }

  private static String standing(ClaimState claim, Instant now) {
    if (claim.usedBy().isPresent()) {
      return "used";
    }
    if (claim.withdrawn()) {
      return "withdrawn";
    }
    return now.isBefore(claim.expires()) ? "open" : "expired";
  }

  /** By public keys, each made by whoever prepares the unit's card; or as codes to be typed. */
  private Reply makeClaims(Call call) throws BadMessage {
    JsonFields body = call.json();
    Principal principal = call.principal();
    Claims.Batch batch =
        new Claims.Batch(name(body), expires(body), approval(body), principal.who());
    Map<String, ECPublicKey> keys = keys(body);
    List<String> units = keys.isEmpty() ? body.texts("units") : List.copyOf(keys.keySet());
    requireKnown(units);
    long entry =
        record(
            principal,
            "make-claims",
            o ->
                o.put("batch", batch.name())
                    .put("as", keys.isEmpty() ? "codes" : "certificates")
                    .put("units", units));
    Map<String, String> shown =
        keys.isEmpty()
            ? shown(principal, entry, enrolment().claims().byCode(batch, units), c -> c.text())
            : shown(principal, entry, signed(batch, keys), EnrolmentRoutes::pem);
    return Reply.created("/api/v1/enrolment/claims", made(batch, shown, keys.isEmpty()));
  }

  private Claims.Made<List<X509Certificate>> signed(
      Claims.Batch batch, Map<String, ECPublicKey> keys) {
    try {
      return enrolment().claims().byCertificate(batch, keys);
    } catch (KeyAway e) {
      throw Problem.unavailable("nothing was made: " + e.getMessage());
    }
  }

  private static String pem(List<X509Certificate> chain) {
    return Pem.write(chain);
  }

  private byte[] made(Claims.Batch batch, Map<String, String> shown, boolean codes) {
    return JsonText.object(
        o -> {
          o.put("batch", batch.name()).put("expires", batch.expires(), zone());
          o.put("root", Pem.write(List.of(enrolment().desk().root())));
          o.put(
              "est",
              enrolment().start().addresses().get().est().stream().map(URI::toString).toList());
          o.array(
              "claims",
              new TreeMap<>(shown).entrySet(),
              (each, c) ->
                  c.put("unit", each.getKey())
                      .put(codes ? "code" : "certificate", each.getValue()));
        });
  }

  private <T> Map<String, String> shown(
      Principal principal, long entry, Claims.Made<T> made, Function<T, String> text) {
    return switch (made) {
      case Claims.Made.Refused<T>(EnrolRefusal reason) ->
          throw refused(principal, entry, reason.word());
      case Claims.Made.Done<T>(Map<String, T> claims) -> {
        Map<String, String> shown = new LinkedHashMap<>();
        claims.forEach((unit, claim) -> shown.put(unit, text.apply(claim)));
        yield shown;
      }
    };
  }

  private static String name(JsonFields body) throws BadMessage {
    return body.word(
        "batch",
        text -> {
          Names.require("batch", text);
          return text;
        });
  }

  private Instant expires(JsonFields body) throws BadMessage {
    Long days = body.wholeOrNull("days");
    Duration holds = days == null ? USUAL : Duration.ofDays(days);
    if (holds.compareTo(Duration.ofDays(1)) < 0 || holds.compareTo(Claims.LONGEST) > 0) {
      throw new BadMessage("$.days", "a claim holds for 1 to " + Claims.LONGEST.toDays() + " days");
    }
    return hub.clock().instant().plus(holds).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Approval approval(JsonFields body) throws BadMessage {
    String text = body.textOrNull("approval");
    if (text == null || text.equals("by-operator")) {
      return Approval.BY_OPERATOR;
    }
    if (text.equals("by-batch")) {
      return Approval.BY_BATCH;
    }
    throw new BadMessage("$.approval", "expected by-operator or by-batch");
  }

  private static Map<String, ECPublicKey> keys(JsonFields body) throws BadMessage {
    Map<String, ECPublicKey> keys = new LinkedHashMap<>();
    for (JsonFields each : body.objects("keys")) {
      ECPublicKey key =
          each.word(
              "key",
              text ->
                  P256.read(Base64.getDecoder().decode(text))
                      .orElseThrow(() -> new IllegalArgumentException("no key on P-256")));
      if (keys.put(each.text("unit"), key) != null) {
        throw new BadMessage("$.keys", "a unit is there twice");
      }
    }
    return keys;
  }

  private void requireKnown(List<String> units) throws BadMessage {
    List<String> unknown = new ArrayList<>(units);
    unknown.removeAll(hub.allocation().state().city().units().keySet());
    if (units.isEmpty() || !unknown.isEmpty()) {
      throw new BadMessage(
          "$",
          units.isEmpty()
              ? "expected \"units\", or \"keys\" with unit and key"
              : "the city has no unit of that name; import its offices first");
    }
  }

  private Reply withdraw(Call call) {
    Holder.Claim claim;
    try {
      claim = new Holder.Claim(call.path("batch"), call.path("claim"));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound("there is no claim of that name");
    }
    return act(
        call,
        "withdraw-claim",
        o -> o.put("batch", claim.batch()).put("claim", claim.id()),
        (who, at) -> new EnrolCommand.WithdrawClaim(claim, who, at));
  }

  private Reply certificates() {
    EnrolState state = state();
    ZoneId zone = zone();
    return Reply.json(
        JsonText.array(
            new TreeMap<>(state.latest()).values(),
            (serial, o) -> {
              EnrolEvent.Issued issued = state.issued().get(serial);
              if (issued != null) {
                o.put("unit", issued.unit()).put("office", office(issued.unit()));
                o.put("serial", serial.hex());
                o.put("key", issued.key().hex()).put("from", issued.validity().from(), zone);
                o.put("until", issued.validity().to(), zone);
                RevokedSerial revoked = state.revoked().get(serial);
                o.put("revoked", revoked == null ? null : word(revoked.reason()));
              }
            }));
  }

  private Reply revoke(Call call) throws BadMessage {
    String unit = call.path("unit");
    RevokedSerial.Reason reason =
        call.json()
            .word(
                "reason",
                text ->
                    switch (text) {
                      case "stolen" -> RevokedSerial.Reason.STOLEN;
                      case "retired" -> RevokedSerial.Reason.RETIRED;
                      default -> throw new IllegalArgumentException("expected stolen or retired");
                    });
    return act(
        call,
        "revoke-unit",
        o -> o.put("unit", unit).put("reason", word(reason)),
        (who, at) -> new EnrolCommand.Revoke(unit, reason, who, at));
  }

  /** What an operator wants, as the rules take it. */
  @FunctionalInterface
  private interface Wish {
    EnrolCommand of(String who, Instant at);
  }

  private Reply act(Call call, String act, Consumer<JsonText> what, Wish wish) {
    Enrolment enrolment = enrolment();
    Principal principal = call.principal();
    long entry = record(principal, act, what);
    Optional<EnrolRefusal> refusal =
        enrolment.desk().carryOut(wish.of(principal.who(), hub.clock().instant()));
    if (refusal.isPresent()) {
      throw refused(principal, entry, refusal.get().word());
    }
    return Reply.done();
  }

  private long record(Principal principal, String act, Consumer<JsonText> what) {
    return hub.audit().append(hub.clock().instant(), principal.who(), act, JsonText.object(what));
  }

  private Problem refused(Principal principal, long entry, String reason) {
    var _ = record(principal, "refused", o -> o.put("entry", entry).put("reason", reason));
    return Problem.refused(reason);
  }
}
