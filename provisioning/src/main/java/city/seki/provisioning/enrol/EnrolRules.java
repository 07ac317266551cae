package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.enrol.EnrolCommand.Ask;
import city.seki.provisioning.enrol.EnrolCommand.ByClaim;
import city.seki.provisioning.enrol.EnrolCommand.ByUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides who gets a certificate: pure and total.
 *
 * <p>Goals, the first before the second: no certificate for anybody but the unit that an operator
 * meant; no unit that is one of ours is stranded.
 *
 * <p>Never broken: a claim brings at most one key into the city, and under the name of its unit
 * only; a key belongs to one unit for ever; what was revoked gets nothing; the same request gets
 * the same certificate, however often it comes.
 *
 * <p>How a certificate is come by:
 *
 * <table>
 * <caption>Who asks, and what happens</caption>
 * <tr><th>with</th><th>which</th><th>key</th><th>answer</th></tr>
 * <tr><td>claim</td><td>approved by batch</td><td>new</td><td>Issue</td></tr>
 * <tr><td>claim</td><td>needs an operator</td><td>new</td><td>Wait; Issue after a yes</td></tr>
 * <tr><td>claim</td><td>used</td><td>the one that used it</td><td>Again</td></tr>
 * <tr><td>claim</td><td>used</td><td>any other</td><td>Refused: somebody was here before</td></tr>
 * <tr><td>certificate</td><td>holds</td><td>same or new</td><td>Issue, once an hour</td></tr>
 * <tr><td>certificate</td><td>is over</td><td>one it had</td><td>Wait; Issue after a yes</td></tr>
 * <tr><td>certificate</td><td>is over</td><td>new</td><td>Refused</td></tr>
 * </table>
 *
 * <p>Example: the office is closed from July to November, and the certificate of kanda-01 ended in
 * September. In November it asks with the old certificate and key: {@code Wait(5 s,
 * [Asked(kanda-01)])}. The operator sees the words and says yes; a minute later it gets {@code
 * Issue}.
 */
public final class EnrolRules {
  private final EnrolPolicy policy;

  public EnrolRules(EnrolPolicy policy) {
    this.policy = policy;
  }

  /** What follows from that command in that state. */
  public EnrolDecision decide(EnrolState state, EnrolCommand command) {
    return switch (command) {
      case EnrolCommand.MakeClaims make -> makeClaims(state, make);
      case EnrolCommand.WithdrawClaim withdraw -> withdraw(state, withdraw);
      case Ask ask ->
          switch (ask.asker()) {
            case ByClaim claim -> askByClaim(state, ask, claim);
            case ByUnit unit -> askByUnit(state, ask, unit);
          };
      case EnrolCommand.Approve yes ->
          answer(state, yes.key(), new EnrolEvent.Approved(yes.key(), yes.by(), yes.at()));
      case EnrolCommand.Reject no ->
          answer(state, no.key(), new EnrolEvent.Rejected(no.key(), no.by(), no.at()));
      case EnrolCommand.Revoke revoke -> revoke(state, revoke);
    };
  }

  private static EnrolDecision makeClaims(EnrolState state, EnrolCommand.MakeClaims make) {
    if (!make.expires().isAfter(make.at())) {
      return new EnrolDecision.Refused(EnrolRefusal.CLAIM_EXPIRED);
    }
    if (make.units().keySet().stream().anyMatch(state.claims()::containsKey)) {
      return new EnrolDecision.Refused(EnrolRefusal.CLAIM_EXISTS);
    }
    List<EnrolEvent> events = new ArrayList<>();
    make.units().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Object::toString)))
        .forEach(
            each ->
                events.add(
                    new EnrolEvent.ClaimMade(
                        each.getKey(),
                        each.getValue(),
                        make.expires(),
                        make.approval(),
                        make.by(),
                        make.at())));
    return new EnrolDecision.Done(events);
  }

  private static EnrolDecision withdraw(EnrolState state, EnrolCommand.WithdrawClaim withdraw) {
    ClaimState claim = state.claims().get(withdraw.claim());
    if (claim == null) {
      return new EnrolDecision.Refused(EnrolRefusal.UNKNOWN_CLAIM);
    }
    if (claim.withdrawn() || claim.usedBy().isPresent()) {
      return new EnrolDecision.Refused(EnrolRefusal.NOTHING_TO_DO);
    }
    return new EnrolDecision.Done(
        List.of(new EnrolEvent.ClaimWithdrawn(withdraw.claim(), withdraw.by(), withdraw.at())));
  }

  private EnrolDecision askByClaim(EnrolState state, Ask ask, ByClaim by) {
    ClaimState claim = state.claims().get(by.claim());
    if (claim == null) {
      return new EnrolDecision.Refused(EnrolRefusal.UNKNOWN_CLAIM);
    }
    if (claim.withdrawn()) {
      return new EnrolDecision.Refused(EnrolRefusal.CLAIM_WITHDRAWN);
    }
    if (claim.usedBy().isPresent()) {
      return askedAgain(state, ask, by, claim);
    }
    if (!ask.at().isBefore(claim.expires())) {
      return new EnrolDecision.Refused(EnrolRefusal.CLAIM_EXPIRED);
    }
    if (by.key().filter(ask.key()::equals).isPresent()) {
      return new EnrolDecision.Refused(EnrolRefusal.KEY_OF_CLAIM);
    }
    // Before it knows who it is, a unit can but call itself by its claim.
    boolean namesItsClaim = ask.calledItself().filter(by.claim().id()::equals).isPresent();
    Optional<EnrolRefusal> mixedUp = mixedUp(state, ask, claim.unit(), namesItsClaim);
    if (mixedUp.isPresent()) {
      return new EnrolDecision.Refused(mixedUp.get());
    }
    if (state.issued().containsKey(ask.serial())) {
      return new EnrolDecision.Refused(EnrolRefusal.SERIAL_TAKEN);
    }
    EnrolDecision.Issue issue = issue(ask, claim.unit(), Optional.of(by.claim()));
    return claim.approval() == Approval.BY_BATCH ? issue : onceApproved(state, issue);
  }

  /** The first answer may have been lost on its way; whoever has the key gets it again. */
  private static EnrolDecision askedAgain(EnrolState state, Ask ask, ByClaim by, ClaimState claim) {
    if (claim.usedBy().filter(ask.key()::equals).isPresent()) {
      for (EnrolEvent.Issued each : state.issued().values()) {
        if (each.claim().filter(by.claim()::equals).isPresent()
            && !each.validity().isOver(ask.at())) {
          return new EnrolDecision.Again(each.serial(), each.certificate());
        }
      }
    }
    return new EnrolDecision.Refused(EnrolRefusal.CLAIM_USED);
  }

  private EnrolDecision askByUnit(EnrolState state, Ask ask, ByUnit by) {
    EnrolEvent.Issued held = state.issued().get(by.serial());
    if (held == null || !held.unit().equals(by.unit())) {
      return new EnrolDecision.Refused(EnrolRefusal.UNKNOWN_CERTIFICATE);
    }
    if (state.isRevoked(by.serial())) {
      return new EnrolDecision.Refused(EnrolRefusal.REVOKED);
    }
    Optional<EnrolRefusal> mixedUp = mixedUp(state, ask, by.unit(), false);
    if (mixedUp.isPresent()) {
      return new EnrolDecision.Refused(mixedUp.get());
    }
    EnrolEvent.Issued latest = state.latestOf(by.unit());
    if (latest != null
        && latest.request().equals(ask.request())
        && latest.key().equals(ask.key())
        && !latest.validity().isOver(ask.at())) {
      return new EnrolDecision.Again(latest.serial(), latest.certificate());
    }
    if (latest != null && isTooSoon(latest.at(), ask.at())) {
      Duration left = Duration.between(ask.at(), latest.at().plus(policy.reenrolPause()));
      return new EnrolDecision.Wait(left, List.of());
    }
    if (state.issued().containsKey(ask.serial())) {
      return new EnrolDecision.Refused(EnrolRefusal.SERIAL_TAKEN);
    }
    EnrolDecision.Issue issue = issue(ask, by.unit(), Optional.empty());
    if (!held.validity().isOver(ask.at())) {
      return issue;
    }
    return state.keys().containsKey(ask.key())
        ? onceApproved(state, issue)
        : new EnrolDecision.Refused(EnrolRefusal.EXPIRED);
  }

  /** A hub whose clock was put back must not make its units wait for what never comes. */
  private boolean isTooSoon(Instant last, Instant at) {
    return !at.isBefore(last) && at.isBefore(last.plus(policy.reenrolPause()));
  }

  /** What speaks against that key under the name of that unit, whoever asks. */
  private static Optional<EnrolRefusal> mixedUp(
      EnrolState state, Ask ask, String unit, boolean nameIsRight) {
    EnrolState.KeyOwner owner = state.keys().get(ask.key());
    if (owner != null && owner.revoked()) {
      return Optional.of(EnrolRefusal.REVOKED);
    }
    Asking waiting = state.asking().get(ask.key());
    if ((owner != null && !owner.unit().equals(unit))
        || (waiting != null && !waiting.unit().equals(unit))) {
      return Optional.of(EnrolRefusal.KEY_OF_ANOTHER);
    }
    if (!nameIsRight && ask.calledItself().filter(name -> !name.equals(unit)).isPresent()) {
      return Optional.of(EnrolRefusal.OTHER_UNIT);
    }
    return Optional.empty();
  }

  private static EnrolDecision.Issue issue(Ask ask, String unit, Optional<Holder.Claim> claim) {
    return new EnrolDecision.Issue(unit, ask.serial(), ask.key(), ask.request(), claim, ask.at());
  }

  private EnrolDecision onceApproved(EnrolState state, EnrolDecision.Issue issue) {
    Asking waiting = state.asking().get(issue.key());
    // A yes to a renewal is none to a claim, and the other way round.
    if (waiting == null
        || waiting.hasLapsed(policy.askingHolds(), issue.at())
        || !waiting.claim().equals(issue.claim())) {
      return startAsking(state, issue);
    }
    return switch (waiting.word()) {
      case YES -> issue;
      case NO -> new EnrolDecision.Refused(EnrolRefusal.REJECTED);
      case NOTHING ->
          new EnrolDecision.Wait(
              policy.retryAfter(Duration.between(waiting.since(), issue.at())), List.of());
    };
  }

  private EnrolDecision startAsking(EnrolState state, EnrolDecision.Issue issue) {
    List<EnrolEvent> events = new ArrayList<>();
    int all = 0;
    int ofUnit = 0;
    for (Map.Entry<Fingerprint, Asking> each : sorted(state)) {
      if (each.getKey().equals(issue.key())
          || each.getValue().hasLapsed(policy.askingHolds(), issue.at())) {
        events.add(new EnrolEvent.Lapsed(each.getKey(), issue.at()));
      } else {
        all++;
        ofUnit += each.getValue().unit().equals(issue.unit()) ? 1 : 0;
      }
    }
    if (all >= policy.mostAsking() || ofUnit >= policy.mostAskingPerUnit()) {
      return new EnrolDecision.Refused(EnrolRefusal.TOO_MANY);
    }
    events.add(new EnrolEvent.Asked(issue.unit(), issue.key(), issue.claim(), issue.at()));
    return new EnrolDecision.Wait(policy.retrySoonest(), events);
  }

  private static List<Map.Entry<Fingerprint, Asking>> sorted(EnrolState state) {
    return state.asking().entrySet().stream()
        .sorted(Comparator.comparing(each -> each.getKey().hex()))
        .toList();
  }

  private EnrolDecision answer(EnrolState state, Fingerprint key, EnrolEvent said) {
    Asking waiting = state.asking().get(key);
    if (waiting == null || waiting.hasLapsed(policy.askingHolds(), said.at())) {
      return new EnrolDecision.Refused(EnrolRefusal.NOT_ASKED);
    }
    Asking.Word word = said instanceof EnrolEvent.Approved ? Asking.Word.YES : Asking.Word.NO;
    return waiting.word() == word
        ? new EnrolDecision.Refused(EnrolRefusal.NOTHING_TO_DO)
        : new EnrolDecision.Done(List.of(said));
  }

  private static EnrolDecision revoke(EnrolState state, EnrolCommand.Revoke revoke) {
    String unit = revoke.unit();
    boolean hasClaims = state.claims().values().stream().anyMatch(c -> c.unit().equals(unit));
    if (!hasClaims && !state.latest().containsKey(unit)) {
      return new EnrolDecision.Refused(EnrolRefusal.UNKNOWN_UNIT);
    }
    EnrolEvent revoked = new EnrolEvent.Revoked(unit, revoke.reason(), revoke.by(), revoke.at());
    return state.apply(revoked).equals(state)
        ? new EnrolDecision.Refused(EnrolRefusal.NOTHING_TO_DO)
        : new EnrolDecision.Done(List.of(revoked));
  }
}
