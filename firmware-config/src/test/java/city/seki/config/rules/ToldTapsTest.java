package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.denied;
import static city.seki.config.rules.Scene.granted;
import static city.seki.config.rules.Scene.released;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.Cap;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The light that a person saw is a fact (product.md §6). */
class ToldTapsTest {
  private final Scene scene = Scene.standard();
  private long seq = 1_000;

  private Answer told(String person, String seat, String time, Answer told) {
    return atReader(person, new ReaderName.AtSeat(seat), time, told);
  }

  private Answer atReader(String person, ReaderName reader, String time, Answer told) {
    TapId id = new TapId("unit-2", "boot-1", ++seq);
    Command.Tap tap =
        new Command.Tap(id, "honcho", reader, Scene.digest(person), at(time), told, true);
    return ((Decision.Answered) scene.does(tap)).answer();
  }

  private static Answer yes(String seat) {
    return granted(seat, "17:15");
  }

  private void assertConflict(String seat, String person, String time) {
    ClaimRecord record = scene.told(Event.Corrected.class).getLast().after();
    assertEquals(
        new ClaimRecord(
            seat(seat),
            person,
            "general affairs",
            Source.TAP,
            at(time),
            at("17:15"),
            at(time),
            EndReason.CONFLICT),
        record);
  }

  @Test
  void who_was_told_a_free_seat_has_it_from_the_tap_on() {
    assertEquals(yes("A-01"), told("ben", "A-01", "09:00", yes("A-01")));
    assertEquals("ben", scene.holder("A-01"));
    assertEquals(at("09:00"), scene.told(Event.Claimed.class).getLast().at());
  }

  @Test
  void who_was_told_a_seat_leaves_the_one_held_before() {
    scene.taps("ben", "A-02", "09:00");
    told("ben", "A-01", "10:00", yes("A-01"));
    assertNull(scene.holder("A-02"));
    scene.assertEnded("A-02", "ben", EndReason.MOVED, "10:00");
  }

  @Test
  void told_a_seat_that_somebody_had_before_is_a_conflict_and_the_first_keeps_it() {
    scene.taps("aya", "A-01", "09:00");
    assertEquals(denied(DenyReason.SEAT_TAKEN, "A-01"), told("ben", "A-01", "09:05", yes("A-01")));
    assertEquals("aya", scene.holder("A-01"));
    assertConflict("A-01", "ben", "09:05");
  }

  @Test
  void a_reservation_that_the_unit_did_not_know_makes_a_conflict() {
    scene.reserves("eri", "A-01", "09:15", "12:00");
    told("ben", "A-01", "09:00", yes("A-01"));
    assertNull(scene.holder("A-01"));
    assertConflict("A-01", "ben", "09:00");
  }

  @Test
  void a_full_office_makes_a_conflict() {
    Scene full = Scene.with(Policy.STANDARD, new Cap(1, null, null, null));
    full.taps("aya", "A-01", "09:00");
    Command.Tap tap =
        new Command.Tap(
            new TapId("unit-2", "boot-1", 1),
            "honcho",
            new ReaderName.AtSeat("A-02"),
            Scene.digest("ben"),
            at("09:05"),
            yes("A-02"),
            true);
    Decision decision = full.does(tap);
    assertEquals(denied(DenyReason.CAPACITY, "A-02"), ((Decision.Answered) decision).answer());
    assertEquals(1, full.told(Event.Corrected.class).size());
  }

  @Test
  void a_card_that_is_blocked_makes_a_conflict() {
    scene.does(new Command.BlockCard(Scene.cardOf("ben"), "fac", at("08:45")));
    assertEquals(
        denied(DenyReason.CARD_BLOCKED, "A-01"), told("ben", "A-01", "09:00", yes("A-01")));
    assertConflict("A-01", "ben", "09:00");
  }

  @Test
  void told_the_seat_that_the_person_has_goes_on() {
    scene.taps("ben", "A-01", "09:00");
    assertEquals(yes("A-01"), told("ben", "A-01", "10:00", yes("A-01")));
    assertEquals("ben", scene.holder("A-01"));
    assertEquals(List.of(), scene.told(Event.Ended.class));
  }

  @Test
  void told_released_ends_the_claim_and_never_begins_one() {
    scene.taps("ben", "A-01", "09:00");
    assertEquals(released("A-01"), told("ben", "A-01", "10:00", released("A-01")));
    scene.assertEnded("A-01", "ben", EndReason.RELEASED, "10:00");
    assertEquals(released("A-01"), told("ben", "A-01", "10:30", released("A-01")));
    assertNull(scene.holder("A-01"));
  }

  @Test
  void told_no_begins_nothing_though_the_seat_was_free() {
    Answer no = denied(DenyReason.SEAT_TAKEN, "A-01");
    assertEquals(no, told("ben", "A-01", "09:00", no));
    assertNull(scene.holder("A-01"));
  }

  @Test
  void a_kiosk_keeps_the_seat_that_it_gave_out() {
    Answer.Assigned third = new Answer.Assigned(seat("A-03"), at("17:15"), null);
    assertEquals(third, atReader("ben", new ReaderName.Kiosk("door"), "09:00", third));
    assertEquals("ben", scene.holder("A-03"));
  }

  @Test
  void a_kiosk_that_gave_out_a_taken_seat_made_a_conflict_and_chooses_no_other() {
    scene.taps("aya", "A-03", "09:00");
    Answer.Assigned third = new Answer.Assigned(seat("A-03"), at("17:15"), null);
    assertEquals(
        denied(DenyReason.SEAT_TAKEN, "A-03"),
        atReader("ben", new ReaderName.Kiosk("door"), "09:05", third));
    assertEquals(1, scene.state.held().size());
  }
}
