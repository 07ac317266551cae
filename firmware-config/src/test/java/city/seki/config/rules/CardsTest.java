package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.cardOf;
import static city.seki.config.rules.Scene.denied;
import static city.seki.config.rules.Scene.granted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lost cards and strangers' cards (product.md §4). */
class CardsTest {
  private final Scene scene = Scene.standard();

  private static String code(Answer answer) {
    @Nullable String code = assertInstanceOf(Answer.Denied.class, answer).linkCode();
    assertNotNull(code);
    return code;
  }

  private static Refusal refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  @Test
  void a_card_has_the_same_code_everywhere_and_always() {
    String first = code(scene.taps("stranger", "A-01", "09:00"));
    assertEquals(first, code(scene.taps("stranger", "M-01", "10:00")));
    assertEquals(first, code(Scene.standard().taps("stranger", "A-02", "11:00")));
    assertNotEquals(first, code(scene.taps("other", "A-01", "12:00")));
  }

  @Test
  void a_linked_card_is_its_persons_from_then_on() {
    String code = code(scene.taps("stranger", "A-01", "09:00:00"));
    scene.does(new Command.LinkCard(code.toLowerCase(Locale.ROOT), "ben", "fac", at("09:00:01")));
    assertEquals(granted("A-01", "17:15"), scene.taps("stranger", "A-01", "09:00:03"));
    assertEquals("ben", scene.holder("A-01"));
  }

  @Test
  void a_code_is_good_once_and_for_a_person_of_the_roster() {
    String code = code(scene.taps("stranger", "A-01", "09:00"));
    assertEquals(
        Refusal.UNKNOWN_PERSON,
        refused(scene.does(new Command.LinkCard(code, "zoe", "fac", at("09:01")))));
    scene.does(new Command.LinkCard(code, "ben", "fac", at("09:02")));
    assertEquals(
        Refusal.UNKNOWN_CARD,
        refused(scene.does(new Command.LinkCard(code, "aya", "fac", at("09:03")))));
  }

  @Test
  void a_code_does_not_take_a_card_from_the_person_whom_the_roster_gives_it_to() {
    String code = code(scene.taps("stranger", "A-01", "09:00"));
    Map<String, String> cards = new TreeMap<>(Scene.directory().cards());
    cards.put(cardOf("stranger"), "aya");
    scene.state =
        scene.state.reconfigured(
            scene.state.city(), new Directory(cards, Scene.directory().persons()));
    assertEquals(
        Refusal.NOTHING_TO_DO,
        refused(scene.does(new Command.LinkCard(code, "ben", "fac", at("09:02")))));
    assertEquals("aya", scene.state.personOf(cardOf("stranger")));
  }

  @Test
  void a_blocked_card_stays_blocked_when_its_person_leaves_the_roster() {
    scene.does(new Command.BlockCard(cardOf("aya"), "fac", at("08:45")));
    scene.state = scene.state.reconfigured(scene.state.city(), Directory.EMPTY);
    assertEquals(denied(DenyReason.CARD_BLOCKED, "A-01"), scene.taps("aya", "A-01", "09:00"));
  }

  @Test
  void an_unblocked_card_works_at_once() {
    scene.does(new Command.BlockCard(cardOf("aya"), "fac", at("08:45")));
    scene.taps("aya", "A-01", "09:00:00");
    scene.does(new Command.UnblockCard(cardOf("aya"), "fac", at("09:00:01")));
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "09:00:02"));
  }

  @Test
  void a_card_blocked_within_the_five_seconds_is_told_so() {
    scene.taps("aya", "A-01", "09:00:00");
    scene.does(new Command.BlockCard(cardOf("aya"), "fac", at("09:00:01")));
    assertEquals(denied(DenyReason.CARD_BLOCKED, "A-01"), scene.taps("aya", "A-01", "09:00:02"));
  }

  @Test
  void what_changes_nothing_is_refused() {
    assertEquals(
        Refusal.UNKNOWN_CARD,
        refused(scene.does(new Command.BlockCard(cardOf("zoe"), "fac", at("09:00")))));
    assertEquals(
        Refusal.NOTHING_TO_DO,
        refused(scene.does(new Command.UnblockCard(cardOf("aya"), "fac", at("09:00")))));
    scene.does(new Command.BlockCard(cardOf("aya"), "fac", at("09:01")));
    assertEquals(
        Refusal.NOTHING_TO_DO,
        refused(scene.does(new Command.BlockCard(cardOf("aya"), "fac", at("09:02")))));
  }

  @Test
  void the_oldest_stranger_gives_way_when_too_many_wait() {
    String first = code(scene.taps("s", "A-01", "09:00"));
    for (int i = 0; i < Cards.MOST_WAITING; i++) {
      scene.taps("s" + i, "A-01", "10:00");
    }
    assertEquals(Cards.MOST_WAITING, scene.state.cards().waiting().size());
    assertNull(scene.state.cards().cardOf(first));
  }

  @Test
  void only_a_strangers_tap_carries_the_card() {
    scene.taps("aya", "A-01", "09:00");
    assertNull(scene.told(Event.Tapped.class).getLast().card());
    scene.taps("stranger", "A-01", "09:10");
    assertEquals(cardOf("stranger"), scene.told(Event.Tapped.class).getLast().card());
  }
}
