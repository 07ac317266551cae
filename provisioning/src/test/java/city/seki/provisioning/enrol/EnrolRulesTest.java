package city.seki.provisioning.enrol;

import static city.seki.provisioning.enrol.EnrolScene.CLAIM;
import static city.seki.provisioning.enrol.EnrolScene.START;
import static city.seki.provisioning.enrol.EnrolScene.UNIT;
import static city.seki.provisioning.enrol.EnrolScene.byClaim;
import static city.seki.provisioning.enrol.EnrolScene.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who gets a certificate, rule by rule. */
class EnrolRulesTest {
  private static final EnrolPolicy POLICY = EnrolPolicy.STANDARD;
  private final EnrolScene scene = new EnrolScene();

  private static void refused(EnrolRefusal reason, EnrolDecision decision) {
    assertEquals(new EnrolDecision.Refused(reason), decision);
  }

  private static EnrolDecision.Issue issued(EnrolDecision decision) {
    return assertInstanceOf(EnrolDecision.Issue.class, decision);
  }

  private static void waits(EnrolDecision decision) {
    assertInstanceOf(EnrolDecision.Wait.class, decision);
  }

  private void enrolled() {
    scene.claim(CLAIM, UNIT, Approval.BY_BATCH);
    issued(scene.asksByClaim("a"));
  }

  @Test
  void claim_of_a_batch_gets_its_unit_a_certificate() {
    scene.claim(CLAIM, UNIT, Approval.BY_BATCH);
    EnrolDecision.Issue issue = issued(scene.asksByClaim("a"));
    assertEquals(UNIT, issue.unit());
    assertEquals(key("a"), issue.key());
    assertEquals(Optional.of(CLAIM), issue.claim());
  }

  /** Nothing has happened before the certificate is on disk. */
  @Test
  void decision_to_issue_changes_nothing_by_itself() {
    scene.claim(CLAIM, UNIT, Approval.BY_BATCH);
    EnrolState before = scene.state;
    EnrolCommand ask =
        new EnrolCommand.Ask(
            byClaim(CLAIM), key("a"), key("r"), Optional.empty(), new Serial("7"), scene.now);
    EnrolDecision decision = scene.rules.decide(before, ask);
    assertEquals(before, before.applyAll(decision.events()));
    assertEquals(decision, scene.rules.decide(before, ask));
  }

  @Test
  void claim_is_used_once_and_its_user_gets_the_same_again() {
    enrolled();
    String certificate = scene.latest().certificate();
    assertEquals(
        new EnrolDecision.Again(scene.latest().serial(), certificate),
        scene.asks(byClaim(CLAIM), "a", "another request"));
    refused(EnrolRefusal.CLAIM_USED, scene.asksByClaim("b"));
  }

  @Test
  void expired_claim_opens_nothing() {
    scene.claim(CLAIM, UNIT, Approval.BY_BATCH);
    scene.passes(Duration.ofDays(30));
    refused(EnrolRefusal.CLAIM_EXPIRED, scene.asksByClaim("a"));
  }

  @Test
  void unknown_and_withdrawn_claims_open_nothing() {
    refused(EnrolRefusal.UNKNOWN_CLAIM, scene.asksByClaim("a"));
    scene.claim(CLAIM, UNIT, Approval.BY_BATCH);
    scene.does(new EnrolCommand.WithdrawClaim(CLAIM, "op", scene.now));
    refused(EnrolRefusal.CLAIM_WITHDRAWN, scene.asksByClaim("a"));
    refused(
        EnrolRefusal.NOTHING_TO_DO,
        scene.does(new EnrolCommand.WithdrawClaim(CLAIM, "op", scene.now)));
  }

  @Test
  void claim_gives_no_other_name_than_its_unit() {
    scene.claim(CLAIM, UNIT, Approval.BY_BATCH);
    refused(EnrolRefusal.OTHER_UNIT, scene.asks(byClaim(CLAIM), "a", "r", "kanda-02"));
    assertEquals(UNIT, issued(scene.asks(byClaim(CLAIM), "a", "r", CLAIM.id())).unit());
  }

  @Test
  void key_of_the_claim_and_key_of_another_unit_get_nothing() {
    enrolled();
    Holder.Claim other = new Holder.Claim("b1", "c2");
    scene.claim(other, "kanda-02", Approval.BY_BATCH);
    refused(EnrolRefusal.KEY_OF_ANOTHER, scene.asks(byClaim(other), "a", "r"));
    refused(EnrolRefusal.KEY_OF_CLAIM, scene.asks(byClaim(other), "of claim c2", "r"));
  }

  @Test
  void name_of_a_claim_is_never_used_again() {
    enrolled();
    refused(EnrolRefusal.CLAIM_EXISTS, scene.claim(CLAIM, UNIT, Approval.BY_BATCH));
    refused(
        EnrolRefusal.CLAIM_EXPIRED,
        scene.does(
            new EnrolCommand.MakeClaims(
                Map.of(new Holder.Claim("b2", "c"), UNIT),
                scene.now,
                Approval.BY_BATCH,
                "op",
                scene.now)));
  }

  @Test
  void operator_lets_in_the_key_whose_words_were_compared_and_no_other() {
    scene.claim(CLAIM, UNIT, Approval.BY_OPERATOR);
    waits(scene.asksByClaim("a"));
    waits(scene.asksByClaim("thief"));
    scene.approves("a");
    waits(scene.asksByClaim("thief"));
    issued(scene.asksByClaim("a"));
    refused(EnrolRefusal.CLAIM_USED, scene.asksByClaim("thief"));
    refused(EnrolRefusal.NOT_ASKED, scene.approves("thief"));
  }

  @Test
  void waiting_twice_is_written_down_once() {
    scene.claim(CLAIM, UNIT, Approval.BY_OPERATOR);
    assertEquals(1, scene.asksByClaim("a").events().size());
    assertEquals(new EnrolDecision.Wait(POLICY.retrySoonest(), List.of()), scene.asksByClaim("a"));
  }

  @Test
  void the_longer_the_wait_the_more_seldom_it_asks() {
    scene.claim(CLAIM, UNIT, Approval.BY_OPERATOR);
    waits(scene.asksByClaim("a"));
    scene.passes(Duration.ofMinutes(10));
    assertEquals(new EnrolDecision.Wait(Duration.ofMinutes(1), List.of()), scene.asksByClaim("a"));
    scene.passes(Duration.ofDays(1));
    assertEquals(new EnrolDecision.Wait(POLICY.retryLatest(), List.of()), scene.asksByClaim("a"));
  }

  @Test
  void rejected_key_gets_nothing_until_its_request_lapses() {
    scene.claim(CLAIM, UNIT, Approval.BY_OPERATOR);
    waits(scene.asksByClaim("a"));
    scene.rejects("a");
    refused(EnrolRefusal.REJECTED, scene.asksByClaim("a"));
    refused(EnrolRefusal.NOTHING_TO_DO, scene.rejects("a"));
    scene.passes(POLICY.askingHolds());
    waits(scene.asksByClaim("a"));
  }

  @Test
  void yes_that_nobody_fetched_lapses() {
    scene.claim(CLAIM, UNIT, Approval.BY_OPERATOR);
    waits(scene.asksByClaim("a"));
    scene.approves("a");
    scene.passes(POLICY.askingHolds());
    refused(EnrolRefusal.NOT_ASKED, scene.rejects("a"));
    waits(scene.asksByClaim("a"));
  }

  @Test
  void more_keys_than_a_unit_can_have_do_not_wait() {
    scene.claim(CLAIM, UNIT, Approval.BY_OPERATOR);
    for (int i = 0; i < POLICY.mostAskingPerUnit(); i++) {
      waits(scene.asksByClaim("key " + i));
    }
    refused(EnrolRefusal.TOO_MANY, scene.asksByClaim("one more"));
    scene.passes(POLICY.askingHolds());
    waits(scene.asksByClaim("one more"));
    assertEquals(1, scene.state.asking().size());
  }

  @Test
  void unit_renews_with_the_same_key_and_with_a_new_one() {
    enrolled();
    scene.passes(Duration.ofDays(60));
    issued(scene.asksByUnit("a", "second"));
    scene.passes(POLICY.reenrolPause());
    issued(scene.asksByUnit("b", "third"));
    assertEquals(key("b"), scene.latest().key());
  }

  @Test
  void renewal_that_is_asked_for_again_is_the_same() {
    enrolled();
    scene.passes(Duration.ofDays(60));
    Serial old = scene.latest().serial();
    issued(scene.asksByUnit("b", "second"));
    assertEquals(
        new EnrolDecision.Again(scene.latest().serial(), scene.latest().certificate()),
        scene.asks(new EnrolCommand.ByUnit(UNIT, old), "b", "second"));
  }

  @Test
  void renewals_are_an_hour_apart_unless_the_clock_was_put_back() {
    enrolled();
    scene.passes(Duration.ofMinutes(20));
    assertEquals(
        new EnrolDecision.Wait(Duration.ofMinutes(40), List.of()), scene.asksByUnit("b", "x"));
    scene.passes(Duration.ofDays(-300));
    issued(scene.asksByUnit("b", "x"));
  }

  @Test
  void certificate_that_is_over_is_renewed_for_a_known_key_with_approval() {
    enrolled();
    scene.passes(Profile.UNIT.lifetime().plusSeconds(1));
    refused(EnrolRefusal.EXPIRED, scene.asksByUnit("new", "x"));
    waits(scene.asksByUnit("a", "x"));
    scene.approves("a");
    issued(scene.asksByUnit("a", "x"));
    assertFalse(scene.latest().validity().isOver(scene.now));
  }

  @Test
  void certificate_of_another_or_of_nobody_renews_nothing() {
    enrolled();
    scene.passes(Duration.ofDays(1));
    Serial serial = scene.latest().serial();
    refused(
        EnrolRefusal.UNKNOWN_CERTIFICATE,
        scene.asks(new EnrolCommand.ByUnit("kanda-02", serial), "b", "x"));
    refused(
        EnrolRefusal.UNKNOWN_CERTIFICATE,
        scene.asks(new EnrolCommand.ByUnit(UNIT, new Serial("abc")), "b", "x"));
    refused(EnrolRefusal.OTHER_UNIT, scene.asks(scene.byLatest(UNIT), "b", "x", "kanda-02"));
  }

  @Test
  void revocation_ends_all_that_a_unit_has() {
    enrolled();
    scene.passes(Duration.ofDays(60));
    issued(scene.asksByUnit("b", "x"));
    Holder.Claim spare = new Holder.Claim("b2", "spare");
    scene.claim(spare, UNIT, Approval.BY_OPERATOR);
    waits(scene.asks(byClaim(spare), "c", "x"));
    scene.revokes(UNIT);
    assertEquals(scene.state.issued().keySet(), scene.state.revoked().keySet());
    assertTrue(scene.state.asking().isEmpty());
    refused(EnrolRefusal.REVOKED, scene.asksByUnit("b", "y"));
    refused(EnrolRefusal.REVOKED, scene.asksByUnit("b", "x"));
    scene.passes(POLICY.reenrolPause());
    refused(EnrolRefusal.REVOKED, scene.asksByUnit("a new key", "z"));
    refused(EnrolRefusal.CLAIM_WITHDRAWN, scene.asks(byClaim(spare), "c", "x"));
    refused(EnrolRefusal.CLAIM_WITHDRAWN, scene.asksByClaim("a"));
    refused(EnrolRefusal.NOTHING_TO_DO, scene.revokes(UNIT));
    refused(EnrolRefusal.UNKNOWN_UNIT, scene.revokes("nobody"));
  }

  @Test
  void unit_that_was_stolen_is_replaced_by_a_new_claim_and_a_new_key() {
    enrolled();
    scene.revokes(UNIT);
    Holder.Claim fresh = new Holder.Claim("b2", "fresh");
    scene.claim(fresh, UNIT, Approval.BY_BATCH);
    refused(EnrolRefusal.REVOKED, scene.asks(byClaim(fresh), "a", "x"));
    Serial serial = issued(scene.asks(byClaim(fresh), "z", "x")).serial();
    assertFalse(scene.state.isRevoked(serial));
  }

  @Test
  void list_of_revoked_has_those_that_would_still_hold() {
    enrolled();
    Serial serial = scene.latest().serial();
    scene.revokes(UNIT);
    assertEquals(
        List.of(new RevokedSerial(serial, START, RevokedSerial.Reason.STOLEN)),
        scene.state.revokedAt(scene.now));
    scene.passes(Profile.UNIT.lifetime().plusSeconds(1));
    assertEquals(List.of(), scene.state.revokedAt(scene.now));
    assertTrue(scene.state.isRevoked(serial));
  }

  @Test
  void number_that_was_given_is_not_given_again() {
    enrolled();
    scene.passes(Duration.ofDays(1));
    refused(
        EnrolRefusal.SERIAL_TAKEN,
        scene.does(
            new EnrolCommand.Ask(
                scene.byLatest(UNIT),
                key("b"),
                key("r"),
                Optional.empty(),
                scene.latest().serial(),
                scene.now)));
  }

  /** The words of RFC 6234's SHA-256 of nothing, by an independent program. */
  @Test
  void words_of_a_fingerprint_are_these() {
    FingerprintWords words = FingerprintWords.of(Fingerprint.of(new byte[0]));
    assertEquals("unwind commando Mohawk unravel scallion indigo", words.toString());
    assertEquals(List.of("61744", "33775", "45944"), words.numbers());
  }
}
