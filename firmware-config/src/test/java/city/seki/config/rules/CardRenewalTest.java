package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.cardOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Command.CardRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One card under two keys. */
class CardRenewalTest {
  private Seating state = Scene.standard().state;

  private static String renewed(String card) {
    return "k9:" + card;
  }

  private static Command.Tap tap(String digest, String before) {
    return new Command.Tap(
        new TapId("u1", "b", 1),
        "chuo",
        new ReaderName.AtSeat("A-01"),
        new CardRef.Digest(digest, before),
        at("09:00"));
  }

  private Event.CardRenewed learn(String digest, String before) {
    Event.CardRenewed learnt = CardRenewal.learnt(state, tap(digest, before));
    assertNotNull(learnt);
    state = state.apply(learnt);
    return learnt;
  }

  private String known(String digest) {
    return CardRenewal.known(state, new CardRef.Digest(digest));
  }

  @Test
  void a_card_that_tells_both_digests_is_known_by_either_from_then_on() {
    String card = cardOf("aya");
    assertEquals(renewed(card), known(renewed(card)));
    assertEquals(
        card, CardRenewal.known(state, new CardRef.Digest(renewed(card), card)), "before it is");
    assertEquals("u1", learn(renewed(card), card).by());
    assertEquals(card, known(renewed(card)));
    assertEquals(card, known(card));
    assertNull(CardRenewal.learnt(state, tap(renewed(card), card)), "once");
  }

  @Test
  void what_is_blocked_or_a_tag_under_one_digest_is_so_under_the_other() {
    String card = cardOf("aya");
    learn(renewed(card), card);
    state = state.apply(new Event.CardBlocked(card, "fac", at("09:01")));
    assertEquals(card, known(renewed(card)));
    String tag = "k1:tag";
    state = state.apply(new Event.TagLinked(Scene.kit("kit-1"), tag, "fac", at("09:02")));
    learn(renewed(tag), tag);
    assertEquals(tag, known(renewed(tag)));
  }

  @Test
  void a_unit_cannot_make_two_cards_one() {
    assertNull(CardRenewal.learnt(state, tap(cardOf("aya"), cardOf("ben"))));
    assertEquals(
        cardOf("aya"), CardRenewal.known(state, new CardRef.Digest(cardOf("aya"), cardOf("ben"))));
    learn(renewed(cardOf("aya")), cardOf("aya"));
    assertNull(CardRenewal.learnt(state, tap(renewed(cardOf("aya")), cardOf("ben"))));
    assertNull(CardRenewal.learnt(state, tap("k9:other", cardOf("aya"))), "it has a twin");
    assertNull(CardRenewal.learnt(state, tap("k9:a", "k1:stranger")), "nobody's");
  }

  @Test
  void a_roster_that_was_read_under_both_keys_needs_no_tap() {
    String card = cardOf("aya");
    Map<String, String> cards = new HashMap<>(state.directory().cards());
    cards.put(renewed(card), "aya");
    Map<String, String> twins = Map.of(card, renewed(card), renewed(card), card);
    state =
        state.reconfigured(state.city(), new Directory(cards, state.directory().persons(), twins));
    state = state.apply(new Event.CardBlocked(card, "fac", at("09:01")));
    assertEquals(card, known(renewed(card)), "blocked under the other digest");
    assertTrue(!CardRenewal.left(state, "k1").contains(card));
  }

  @Test
  void retiring_a_key_keeps_what_has_a_twin_and_forgets_the_rest() {
    String lent = "k1:tag";
    state = state.apply(new Event.TagLinked(Scene.kit("kit-1"), lent, "fac", at("09:00")));
    state = state.apply(new Event.CardLinked("k1:linked", "ben", "fac", at("09:00")));
    state = state.apply(new Event.CardBlocked("k1:linked", "fac", at("09:01")));
    state = state.apply(new Event.CardLinked("k1:lost", "ben", "fac", at("09:02")));
    learn(renewed(lent), lent);
    learn(renewed("k1:linked"), "k1:linked");
    state = state.reconfigured(state.city(), new Directory(Map.of(), state.directory().persons()));
    assertEquals(Set.of("k1:lost"), CardRenewal.left(state, "k1"));

    state = state.applyAll(CardRenewal.retire(state, "k1", "cli:root", at("10:00")));
    assertEquals(Map.of(renewed("k1:linked"), "ben"), state.cards().linked());
    assertEquals(Set.of(renewed("k1:linked")), state.cards().blocked());
    assertEquals(Set.of(renewed(lent)), state.kits().tags().keySet());
    assertTrue(state.cards().twins().isEmpty());
    assertEquals("k1:lost", known("k1:lost"));
    assertNull(state.personOf("k1:lost"));
  }
}
