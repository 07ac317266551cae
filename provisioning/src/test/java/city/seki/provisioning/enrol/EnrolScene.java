package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Runs commands one after the other; a certificate is signed at once, with made-up bytes. */
final class EnrolScene {
  static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  static final Holder.Claim CLAIM = new Holder.Claim("b1", "c1");
  static final String UNIT = "kanda-01";

  final EnrolRules rules = new EnrolRules(EnrolPolicy.STANDARD);
  EnrolState state = EnrolState.empty();
  Instant now = START;
  private long serials = 1;

  static Fingerprint key(String name) {
    return Fingerprint.of(("key " + name).getBytes(StandardCharsets.UTF_8));
  }

  EnrolDecision does(EnrolCommand command) {
    EnrolDecision decision = rules.decide(state, command);
    state = state.applyAll(decision.events());
    if (decision instanceof EnrolDecision.Issue issue) {
      state = state.apply(signed(issue));
    }
    return decision;
  }

  static EnrolEvent.Issued signed(EnrolDecision.Issue issue) {
    return issue.made(
        Profile.UNIT.validity(issue.at(), Instant.MAX),
        issue.serial().hex().getBytes(StandardCharsets.US_ASCII));
  }

  EnrolScene passes(Duration time) {
    now = now.plus(time);
    return this;
  }

  EnrolDecision claim(Holder.Claim claim, String unit, Approval approval) {
    return does(
        new EnrolCommand.MakeClaims(
            Map.of(claim, unit), now.plus(Duration.ofDays(30)), approval, "op", now));
  }

  EnrolDecision asks(EnrolCommand.Asker asker, String key, String request, String... name) {
    return does(
        new EnrolCommand.Ask(
            asker,
            key(key),
            Fingerprint.of(request.getBytes(StandardCharsets.UTF_8)),
            name.length == 0 ? Optional.empty() : Optional.of(name[0]),
            new Serial(Long.toHexString(serials++)),
            now));
  }

  EnrolDecision asksByClaim(String key) {
    return asks(byClaim(CLAIM), key, "request of " + key);
  }

  EnrolDecision asksByUnit(String key, String request) {
    return asks(byLatest(UNIT), key, request);
  }

  static EnrolCommand.Asker byClaim(Holder.Claim claim) {
    return new EnrolCommand.ByClaim(claim, Optional.of(key("of claim " + claim.id())));
  }

  EnrolCommand.Asker byLatest(String unit) {
    return new EnrolCommand.ByUnit(unit, state.latest().getOrDefault(unit, new Serial("ff")));
  }

  /** The newest certificate of {@link #UNIT}. */
  EnrolEvent.Issued latest() {
    return Objects.requireNonNull(state.latestOf(UNIT));
  }

  EnrolDecision approves(String key) {
    return does(new EnrolCommand.Approve(key(key), "op", now));
  }

  EnrolDecision rejects(String key) {
    return does(new EnrolCommand.Reject(key(key), "op", now));
  }

  EnrolDecision revokes(String unit) {
    return does(new EnrolCommand.Revoke(unit, RevokedSerial.Reason.STOLEN, "op", now));
  }
}
