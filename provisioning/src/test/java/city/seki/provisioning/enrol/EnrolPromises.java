package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a history and looks from the outside, with books of its own, whether what must never happen
 * has happened. Some signed certificates are lost in a power cut before they are written down.
 */
final class EnrolPromises {
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  private final EnrolRules rules = new EnrolRules(EnrolPolicy.STANDARD);
  final List<EnrolEvent> events = new ArrayList<>();
  final Set<String> seen = new HashSet<>();
  private EnrolState state = EnrolState.empty();

  private final Map<Holder.Claim, String> unitOfClaim = new HashMap<>();
  private final Map<Holder.Claim, Instant> expiry = new HashMap<>();
  private final Map<Holder.Claim, Approval> approval = new HashMap<>();
  private final Map<Holder.Claim, Fingerprint> keyOfClaim = new HashMap<>();
  private final Map<Fingerprint, String> unitOfKey = new HashMap<>();
  private final Map<Serial, EnrolEvent.Issued> certificates = new HashMap<>();
  private final Map<Fingerprint, Instant> approvedAt = new HashMap<>();
  private final Set<Fingerprint> deadKeys = new HashSet<>();
  private final Set<Serial> deadSerials = new HashSet<>();
  private final Set<Holder.Claim> deadClaims = new HashSet<>();

  /** What is broken first, and at which step; null if all is kept. */
  @Nullable String firstBroken(List<EnrolHistories.Step> history) {
    for (int i = 0; i < history.size(); i++) {
      try {
        step(history.get(i));
      } catch (Broken e) {
        return "step %d: %s".formatted(i, e.getMessage());
      } catch (RuntimeException e) {
        return "step %d: threw %s".formatted(i, e);
      }
    }
    return EnrolState.empty().applyAll(events).equals(state)
        ? null
        : "replay of all events gives another state";
  }

  private void step(EnrolHistories.Step step) throws Broken {
    EnrolCommand command = step.command(state);
    EnrolDecision decision = rules.decide(state, command);
    must(decision.equals(rules.decide(state, command)), "decided otherwise the second time");
    seen.add(decision.getClass().getSimpleName());
    switch (decision) {
      case EnrolDecision.Issue issue -> {
        EnrolCommand.Ask ask = (EnrolCommand.Ask) command;
        mayBeIssued(issue, ask);
        if (!step.powerCut()) {
          EnrolEvent.Issued made = EnrolScene.signed(issue);
          happened(made);
          sameAgain(ask, made);
        }
      }
      case EnrolDecision.Again again -> mayBeRepeated(again, (EnrolCommand.Ask) command);
      case EnrolDecision.Refused refused -> seen.add(refused.reason().word());
      default -> {}
    }
    for (EnrolEvent event : decision.events()) {
      happened(event);
    }
    boundsHold();
  }

  private void mayBeIssued(EnrolDecision.Issue issue, EnrolCommand.Ask ask) throws Broken {
    must(!deadKeys.contains(issue.key()), "issued to a revoked key");
    must(!certificates.containsKey(issue.serial()), "a number was given twice");
    must(
        unitOfKey.getOrDefault(issue.key(), issue.unit()).equals(issue.unit()),
        "one key for two units");
    must(
        ask.calledItself().isEmpty()
            || ask.calledItself().get().equals(issue.unit())
            || issue.claim().map(Holder.Claim::id).equals(ask.calledItself()),
        "issued under another name than it asked for");
    switch (ask.asker()) {
      case EnrolCommand.ByClaim by -> {
        Holder.Claim claim = by.claim();
        must(issue.unit().equals(unitOfClaim.get(claim)), "the claim is another unit's");
        must(issue.claim().filter(claim::equals).isPresent(), "the claim is not used up");
        must(!keyOfClaim.containsKey(claim), "a claim was used twice");
        must(!deadClaims.contains(claim), "a dead claim was used");
        must(ask.at().isBefore(expiry.get(claim)), "an expired claim was used");
        must(by.key().filter(issue.key()::equals).isEmpty(), "the claim's own key got in");
        must(
            approval.get(claim) == Approval.BY_BATCH || isApproved(issue),
            "nobody approved that key");
      }
      case EnrolCommand.ByUnit by -> {
        EnrolEvent.Issued held = known(by.serial());
        must(held.unit().equals(issue.unit()), "the certificate is another's");
        must(!deadSerials.contains(by.serial()), "renewed by a revoked certificate");
        must(
            !held.validity().isOver(ask.at())
                || (unitOfKey.containsKey(issue.key()) && isApproved(issue)),
            "renewed without approval after it was over");
      }
    }
  }

  private EnrolEvent.Issued known(Serial serial) throws Broken {
    EnrolEvent.Issued found = certificates.get(serial);
    if (found == null) {
      throw new Broken("a certificate counted that was never issued");
    }
    return found;
  }

  private boolean isApproved(EnrolDecision.Issue issue) {
    Instant at = approvedAt.get(issue.key());
    return at != null && issue.at().isBefore(at.plus(EnrolPolicy.STANDARD.askingHolds()));
  }

  private void mayBeRepeated(EnrolDecision.Again again, EnrolCommand.Ask ask) throws Broken {
    EnrolEvent.Issued first = known(again.serial());
    must(first.certificate().equals(again.certificate()), "not the same bytes");
    must(first.key().equals(ask.key()), "somebody else's certificate was handed out");
    must(!deadSerials.contains(again.serial()), "a revoked certificate was handed out");
  }

  /** The answer may be lost on its way: the unit asks once more. */
  private void sameAgain(EnrolCommand.Ask ask, EnrolEvent.Issued made) throws Broken {
    EnrolDecision second = rules.decide(state, ask);
    must(
        second.equals(new EnrolDecision.Again(made.serial(), made.certificate())),
        "asked again, it got " + second);
  }

  private void happened(EnrolEvent event) {
    seen.add(event.getClass().getSimpleName());
    events.add(event);
    state = state.apply(event);
    switch (event) {
      case EnrolEvent.ClaimMade made -> {
        unitOfClaim.put(made.claim(), made.unit());
        expiry.put(made.claim(), made.expires());
        approval.put(made.claim(), made.approval());
      }
      case EnrolEvent.ClaimWithdrawn withdrawn -> deadClaims.add(withdrawn.claim());
      case EnrolEvent.Approved approved -> approvedAt.put(approved.key(), approved.at());
      case EnrolEvent.Rejected rejected -> approvedAt.remove(rejected.key());
      case EnrolEvent.Lapsed lapsed -> approvedAt.remove(lapsed.key());
      case EnrolEvent.Issued made -> {
        certificates.put(made.serial(), made);
        unitOfKey.put(made.key(), made.unit());
        made.claim().ifPresent(claim -> keyOfClaim.put(claim, made.key()));
        approvedAt.remove(made.key());
      }
      case EnrolEvent.Revoked revoked -> {
        String unit = revoked.unit();
        unitOfKey.forEach((key, owner) -> addIf(owner.equals(unit), deadKeys, key));
        certificates.forEach((serial, c) -> addIf(c.unit().equals(unit), deadSerials, serial));
        unitOfClaim.forEach((claim, owner) -> addIf(owner.equals(unit), deadClaims, claim));
      }
      case EnrolEvent.Asked asked -> {}
    }
  }

  private static <T> void addIf(boolean condition, Set<T> set, T element) {
    if (condition) {
      set.add(element);
    }
  }

  private void boundsHold() throws Broken {
    must(state.asking().size() <= EnrolPolicy.STANDARD.mostAsking(), "too many wait");
    must(state.revoked().keySet().equals(deadSerials), "revoked are not those that were revoked");
    for (String unit : EnrolHistories.UNITS) {
      long waiting =
          state.asking().values().stream().filter(each -> each.unit().equals(unit)).count();
      must(waiting <= EnrolPolicy.STANDARD.mostAskingPerUnit(), "too many wait for " + unit);
    }
  }

  private static void must(boolean kept, String promise) throws Broken {
    if (!kept) {
      throw new Broken(promise);
    }
  }
}
