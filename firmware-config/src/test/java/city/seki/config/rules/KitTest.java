package city.seki.config.rules;

import static city.seki.config.rules.Scene.assigned;
import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.cardOf;
import static city.seki.config.rules.Scene.digest;
import static city.seki.config.rules.Scene.kit;
import static city.seki.config.rules.Scene.released;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.ReaderName;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kits on loan (product.md §7): the tag after the card at a kiosk lends, the tag alone returns. */
class KitTest {
  private final Scene scene = Scene.standard();

  @BeforeEach
  void tags() {
    scene.does(new Command.LinkTag(kit("K-1"), cardOf("tag-1"), "fac", at("07:00")));
    scene.does(new Command.LinkTag(kit("K-2"), cardOf("tag-2"), "fac", at("07:00")));
  }

  private static Answer lent(String kit, String due) {
    return new Answer.Lent(kit(kit), at(due));
  }

  private static Answer back(String kit) {
    return new Answer.Returned(kit(kit));
  }

  private static Answer no(DenyReason reason) {
    return Answer.Denied.because(reason, null);
  }

  private String borrower(String kit) {
    return Objects.requireNonNull(scene.state.kits().loan(kit(kit))).person();
  }

  private Answer alone(String tag, String time, Answer told) {
    Command.Tap tap =
        new Command.Tap(
            new TapId("unit-2", "boot-1", at(time).getEpochSecond()),
            "honcho",
            new ReaderName.Kiosk("door"),
            digest(tag),
            at(time),
            told,
            true);
    return ((Decision.Answered) scene.does(tap)).answer();
  }

  @Test
  void the_tag_after_the_card_lends_it_until_the_office_closes() {
    assertEquals(assigned("A-01"), scene.tapsKiosk("ben", "honcho", "09:00"));
    assertEquals(lent("K-1", "17:15"), scene.tapsKiosk("tag-1", "honcho", "09:00:20"));
    assertEquals("ben", borrower("K-1"));
    assertEquals("ben", scene.holder("A-01"), "the seat is another matter");
  }

  @Test
  void the_tag_alone_brings_it_back_whoever_lays_it_there_and_at_every_office() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    scene.tapsKiosk("tag-1", "honcho", "09:00:20");
    assertEquals(back("K-1"), scene.tapsKiosk("tag-1", "matsu", "15:00"));
    assertNull(scene.state.kits().loan(kit("K-1")));
    Event.KitReturned event = scene.told(Event.KitReturned.class).getLast();
    assertEquals(new Event.KitReturned(kit("K-1"), at("15:00"), null, null), event);
  }

  @Test
  void one_card_borrows_several_kits_one_after_the_other() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    scene.tapsKiosk("tag-1", "honcho", "09:00:20");
    scene.tapsKiosk("tag-2", "honcho", "09:00:45");
    assertEquals("ben", borrower("K-2"));
  }

  @Test
  void days_are_open_days_and_the_day_of_lending_is_the_first() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    assertEquals(
        lent("K-2", "2026-11-20T17:15"),
        scene.tapsKiosk("tag-2", "honcho", "09:00:20"),
        "Wednesday, Thursday, Friday");
    scene.tapsKiosk("tag-2", "honcho", "2026-11-20T12:00");
    scene.tapsKiosk("ben", "honcho", "2026-11-20T12:01");
    assertEquals(
        lent("K-2", "2026-11-25T17:15"),
        scene.tapsKiosk("tag-2", "honcho", "2026-11-20T12:01:10"),
        "Friday, Tuesday, Wednesday: Monday is a holiday");
  }

  @Test
  void what_is_taken_after_closing_is_due_on_the_next_open_day() {
    scene.tapsKiosk("ben", "honcho", "18:00");
    assertEquals(lent("K-1", "2026-11-19T17:15"), scene.tapsKiosk("tag-1", "honcho", "18:00:10"));
    assertEquals("ben", borrower("K-1"), "though the card got no seat");
  }

  @Test
  void without_a_card_before_it_the_tag_says_that_the_card_comes_first() {
    assertEquals(no(DenyReason.CARD_FIRST), scene.tapsKiosk("tag-1", "honcho", "09:00"));
    scene.tapsKiosk("ben", "honcho", "09:01");
    assertEquals(
        no(DenyReason.CARD_FIRST),
        scene.tapsKiosk("tag-1", "honcho", "09:01:31"),
        "half a minute is over");
    scene.tapsKiosk("ben", "matsu", "09:02");
    assertEquals(
        no(DenyReason.CARD_FIRST),
        scene.tapsKiosk("tag-1", "honcho", "09:02:05"),
        "the card was elsewhere");
  }

  @Test
  void a_blocked_or_unknown_card_borrows_nothing() {
    scene.does(new Command.BlockCard(cardOf("ben"), "fac", at("08:00")));
    scene.tapsKiosk("ben", "honcho", "09:00");
    assertEquals(no(DenyReason.CARD_FIRST), scene.tapsKiosk("tag-1", "honcho", "09:00:05"));
    scene.tapsKiosk("stranger", "honcho", "09:01");
    assertEquals(no(DenyReason.CARD_FIRST), scene.tapsKiosk("tag-1", "honcho", "09:01:05"));
  }

  @Test
  void a_tag_at_a_seat_is_sent_to_the_kiosk_and_changes_nothing() {
    scene.taps("ben", "A-01", "09:00");
    assertEquals(
        Scene.denied(DenyReason.KIOSK_ONLY, "A-01"), scene.taps("tag-1", "A-01", "09:00:10"));
    assertEquals("ben", scene.holder("A-01"));
    assertNull(scene.state.kits().loan(kit("K-1")));
    assertEquals(released("A-01"), scene.taps("ben", "A-01", "09:01"));
  }

  @Test
  void the_tag_again_within_five_seconds_repeats_the_answer_and_changes_nothing() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    Answer first = scene.tapsKiosk("tag-1", "honcho", "09:00:20");
    assertEquals(first, scene.tapsKiosk("tag-1", "honcho", "09:00:23"));
    assertEquals("ben", borrower("K-1"));
    assertEquals(back("K-1"), scene.tapsKiosk("tag-1", "honcho", "09:00:30"));
  }

  @Test
  void facilities_take_it_back_by_hand_with_a_word() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    scene.tapsKiosk("tag-1", "honcho", "09:00:20");
    scene.does(new Command.ReturnKit(kit("K-1"), "fac", "tag is broken", at("12:00")));
    assertEquals(
        new Event.KitReturned(kit("K-1"), at("12:00"), "fac", "tag is broken"),
        scene.told(Event.KitReturned.class).getLast());
    assertEquals(
        new Decision.Refused(Refusal.NOTHING_TO_DO, List.of()),
        scene.does(new Command.ReturnKit(kit("K-1"), "fac", "again", at("12:01"))));
  }

  @Test
  void an_unknown_tag_is_linked_by_the_code_that_a_reader_showed() {
    Answer.Denied unknown = (Answer.Denied) scene.tapsKiosk("tag-3", "honcho", "09:00");
    assertEquals(DenyReason.UNKNOWN_CARD, unknown.reason());
    String code = Objects.requireNonNull(unknown.linkCode());
    scene.does(new Command.LinkTagByCode(kit("K-1"), code, "fac", at("09:01")));
    scene.tapsKiosk("ben", "honcho", "09:02");
    assertEquals(lent("K-1", "17:15"), scene.tapsKiosk("tag-3", "honcho", "09:02:10"));
    assertEquals(back("K-1"), scene.tapsKiosk("tag-1", "honcho", "10:00"), "two tags on one kit");
    scene.does(new Command.UnlinkTags(kit("K-1"), "fac", at("11:00")));
    assertEquals(
        DenyReason.UNKNOWN_CARD,
        ((Answer.Denied) scene.tapsKiosk("tag-3", "honcho", "11:01")).reason());
  }

  @Test
  void a_staff_card_never_becomes_a_tag_and_a_kit_has_to_be_in_the_files() {
    assertEquals(
        new Decision.Refused(Refusal.CARD_OF_PERSON, List.of()),
        scene.does(new Command.LinkTag(kit("K-1"), cardOf("ben"), "fac", at("08:00"))));
    assertEquals(
        new Decision.Refused(Refusal.UNKNOWN_KIT, List.of()),
        scene.does(
            new Command.LinkTag(new KitId("honcho", "K-9"), cardOf("t"), "fac", at("08:00"))));
  }

  @Test
  void what_a_unit_told_alone_happened_when_it_told_it() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    scene.tapsKiosk("tag-1", "honcho", "09:00:20");
    scene.tapsKiosk("chie", "honcho", "10:00");
    assertEquals(lent("K-1", "17:15"), alone("tag-1", "10:00:10", lent("K-1", "17:15")));
    assertEquals("chie", borrower("K-1"), "it had come back unnoticed");
    assertEquals(back("K-1"), alone("tag-1", "11:00", back("K-1")));
    assertNull(scene.state.kits().loan(kit("K-1")));
  }

  @Test
  void what_a_unit_told_alone_before_the_last_change_rewrites_nothing() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    scene.tapsKiosk("tag-1", "honcho", "09:00:20");
    alone("tag-1", "08:30", back("K-1"));
    assertEquals("ben", borrower("K-1"));
  }

  @Test
  void a_unit_that_is_alone_lends_and_takes_back_by_its_snapshot() {
    scene.tapsKiosk("ben", "honcho", "09:00");
    Office office = Objects.requireNonNull(scene.state.city().office("honcho"));
    OfficeState snapshot =
        OfficeState.of(
            scene.state, office, List.of("kiosk:door"), Scene.directory(), at("09:00:05"));
    scene.state = snapshot.seating(Scene.directory());
    assertEquals(lent("K-2", "2026-11-20T17:15"), scene.tapsKiosk("tag-2", "honcho", "09:00:20"));
    assertEquals(back("K-2"), scene.tapsKiosk("tag-2", "honcho", "09:10"));
  }
}
