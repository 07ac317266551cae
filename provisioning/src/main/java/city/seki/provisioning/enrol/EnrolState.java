package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Claims, requests that wait, certificates: what the events have made of it. Immutable.
 *
 * @param asking by the key that waits
 * @param issued every certificate of a unit, also those that are over
 * @param latest the number of the newest certificate of each unit
 * @param keys of every certificate, and whose they are: for ever
 * @param revoked the numbers of certificates that are not believed, over or not
 */
public record EnrolState(
    PMap<Holder.Claim, ClaimState> claims,
    PMap<Fingerprint, Asking> asking,
    PMap<Serial, EnrolEvent.Issued> issued,
    PMap<String, Serial> latest,
    PMap<Fingerprint, KeyOwner> keys,
    PMap<Serial, RevokedSerial> revoked) {

  /**
   * Whose a key is.
   *
   * @param revoked nobody gets a certificate for it again
   */
  public record KeyOwner(String unit, boolean revoked) {}

  /** In which nothing has happened. */
  public static EnrolState empty() {
    return new EnrolState(
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty());
  }

  public EnrolState applyAll(Iterable<? extends EnrolEvent> events) {
    EnrolState state = this;
    for (EnrolEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }

  /** The state after that event, which somebody decided before. */
  public EnrolState apply(EnrolEvent event) {
    return switch (event) {
      case EnrolEvent.ClaimMade made ->
          withClaims(
              claims.plus(
                  made.claim(),
                  new ClaimState(
                      made.unit(), made.expires(), made.approval(), Optional.empty(), false)));
      case EnrolEvent.ClaimWithdrawn withdrawn ->
          withClaims(withdrawn(withdrawn.claim()))
              .withAsking(askingWithout(Optional.of(withdrawn.claim())));
      case EnrolEvent.Asked asked ->
          withAsking(
              asking.plus(
                  asked.key(),
                  new Asking(asked.unit(), asked.claim(), Asking.Word.NOTHING, asked.at())));
      case EnrolEvent.Lapsed lapsed -> withAsking(asking.minus(lapsed.key()));
      case EnrolEvent.Approved approved -> said(approved.key(), Asking.Word.YES);
      case EnrolEvent.Rejected rejected -> said(rejected.key(), Asking.Word.NO);
      case EnrolEvent.Issued made -> afterIssue(made);
      case EnrolEvent.Revoked revocation -> afterRevocation(revocation);
    };
  }

  private EnrolState said(Fingerprint key, Asking.Word word) {
    Asking found = asking.get(key);
    return found == null ? this : withAsking(asking.plus(key, found.with(word)));
  }

  private EnrolState afterIssue(EnrolEvent.Issued made) {
    PMap<Holder.Claim, ClaimState> nextClaims = claims;
    PMap<Fingerprint, Asking> nextAsking = asking.minus(made.key());
    if (made.claim().isPresent()) {
      ClaimState used = claims.get(made.claim().get());
      if (used != null) {
        nextClaims = claims.plus(made.claim().get(), used.withUsedBy(made.key()));
      }
      nextAsking = nextAsking.minusAll(askingOf(made.claim()));
    }
    return new EnrolState(
        nextClaims,
        nextAsking,
        issued.plus(made.serial(), made),
        latest.plus(made.unit(), made.serial()),
        keys.plus(made.key(), new KeyOwner(made.unit(), false)),
        revoked);
  }

  /** All that the unit has is over; a claim that is made for it later lets a new key in. */
  private EnrolState afterRevocation(EnrolEvent.Revoked revocation) {
    String unit = revocation.unit();
    PMap<Holder.Claim, ClaimState> nextClaims = claims;
    for (Map.Entry<Holder.Claim, ClaimState> claim : claims.entrySet()) {
      if (claim.getValue().unit().equals(unit)) {
        nextClaims = nextClaims.plus(claim.getKey(), claim.getValue().withWithdrawn());
      }
    }
    PMap<Fingerprint, Asking> nextAsking = asking;
    PMap<Fingerprint, KeyOwner> nextKeys = keys;
    for (Map.Entry<Fingerprint, Asking> waiting : asking.entrySet()) {
      if (waiting.getValue().unit().equals(unit)) {
        nextAsking = nextAsking.minus(waiting.getKey());
        nextKeys = nextKeys.plus(waiting.getKey(), new KeyOwner(unit, true));
      }
    }
    for (Map.Entry<Fingerprint, KeyOwner> key : keys.entrySet()) {
      if (key.getValue().unit().equals(unit)) {
        nextKeys = nextKeys.plus(key.getKey(), new KeyOwner(unit, true));
      }
    }
    PMap<Serial, RevokedSerial> nextRevoked = revoked;
    for (EnrolEvent.Issued each : issued.values()) {
      if (each.unit().equals(unit) && !revoked.containsKey(each.serial())) {
        nextRevoked =
            nextRevoked.plus(
                each.serial(),
                new RevokedSerial(each.serial(), revocation.at(), revocation.reason()));
      }
    }
    return new EnrolState(nextClaims, nextAsking, issued, latest, nextKeys, nextRevoked);
  }

  private PMap<Holder.Claim, ClaimState> withdrawn(Holder.Claim claim) {
    ClaimState found = claims.get(claim);
    return found == null ? claims : claims.plus(claim, found.withWithdrawn());
  }

  private PMap<Fingerprint, Asking> askingWithout(Optional<Holder.Claim> claim) {
    return asking.minusAll(askingOf(claim));
  }

  private List<Fingerprint> askingOf(Optional<Holder.Claim> claim) {
    return asking.entrySet().stream()
        .filter(waiting -> waiting.getValue().claim().equals(claim))
        .map(Map.Entry::getKey)
        .toList();
  }

  private EnrolState withClaims(PMap<Holder.Claim, ClaimState> next) {
    return new EnrolState(next, asking, issued, latest, keys, revoked);
  }

  private EnrolState withAsking(PMap<Fingerprint, Asking> next) {
    return new EnrolState(claims, next, issued, latest, keys, revoked);
  }

  /** The newest certificate of that unit; null if it never had one. */
  public EnrolEvent.@Nullable Issued latestOf(String unit) {
    Serial serial = latest.get(unit);
    return serial == null ? null : issued.get(serial);
  }

  /** True for a certificate with which nobody may connect, renew or do anything. */
  public boolean isRevoked(Serial serial) {
    return revoked.containsKey(serial);
  }

  /** What belongs on the list of revoked certificates: those that would still hold. */
  public List<RevokedSerial> revokedAt(Instant at) {
    return revoked.values().stream()
        .filter(
            each -> {
              EnrolEvent.Issued certificate = issued.get(each.serial());
              return certificate != null && !certificate.validity().isOver(at);
            })
        .sorted(Comparator.comparing(RevokedSerial::at).thenComparing(each -> each.serial().hex()))
        .toList();
  }
}
