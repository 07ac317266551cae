package city.seki.edge.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Answer.Lent;
import city.seki.config.rules.Answer.Released;
import city.seki.config.rules.Answer.Returned;
import city.seki.config.rules.DenyReason;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.ClockState;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Said;
import city.seki.edge.card.Refusal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a display shows, by a hand-moved floor and clock. */
class DisplayTest {
  private final KioskBench bench = new KioskBench();

  private Answer answer() {
    return Objects.requireNonNull(bench.screen().answer());
  }

  private List<String> states() {
    return bench.screen().seats().stream().map(Screen.Tile::state).toList();
  }

  private Screen.Line room() {
    return bench.screen().rooms().getFirst();
  }

  // At rest

  @Test
  void it_counts_the_free_seats_of_each_zone_and_shows_every_seat() {
    assertEquals(List.of("free", "free", "free"), states());
    bench.takes("A-01");
    assertEquals(List.of("claimed", "free", "free"), states());
    assertEquals(
        List.of(
            new Screen.Zone(new Text("インターネット系", "Internet"), 1, 2),
            new Screen.Zone(new Text("番号系", "Number system"), 1, 1)),
        bench.screen().zones());
    assertEquals("09:01", bench.screen().clock());
    assertEquals(new Text("office", "office"), bench.screen().office());
    assertNull(bench.screen().away());
    assertNull(bench.screen().trouble());
    assertNull(bench.screen().answer());
  }

  @Test
  void of_persons_there_is_nothing_in_it() {
    bench.takes("A-01");
    bench.lends();
    bench.says(KioskBench.assigned("A-01"));
    assertFalse(bench.json().contains("p1") || bench.json().contains("welfare"), bench.json());
  }

  @Test
  void cut_off_it_goes_on_with_its_own_floor_and_says_how_old_its_news_is() {
    bench.hubThereMs = bench.ms;
    bench.ms += Display.BLINK_MS;
    assertNull(bench.screen().away());
    bench.ms += 600_000;
    assertEquals(
        new Text("09:01 現在（通信できません）", "As of 09:01, no connection to the hub"),
        bench.screen().away());
    bench.takes("A-02");
    assertEquals(List.of("free", "claimed", "free"), states());
    bench.hubThereMs = FloorNow.NEVER;
    assertEquals(
        "No connection to the hub: this is from before",
        Objects.requireNonNull(bench.screen().away()).en());
  }

  @Test
  void without_the_time_nothing_is_called_free() {
    bench.clock = ClockState.UNSET;
    assertEquals(List.of("unknown", "unknown", "unknown"), states());
    assertNull(bench.screen().clock());
    assertEquals(0, bench.screen().zones().getFirst().free());
  }

  @Test
  void where_the_light_says_that_it_cannot_answer_the_display_says_so_before_anybody_taps() {
    bench.seen = bench.seen.withTrouble(true);
    assertNotNull(bench.screen().trouble());
  }

  // Answers

  @Test
  void who_is_given_a_seat_reads_which_and_until_when_for_seven_seconds() {
    bench.says(KioskBench.assigned("A-02"));
    assertEquals(Answer.Tone.YES, answer().tone());
    assertEquals("A-02", answer().seat());
    assertEquals("Please take seat A-02, until 17:15", answer().text().en());
    assertEquals("席 A-02 をお使いください（17:15 まで）", answer().text().ja());
    bench.ms += 6_999;
    assertEquals("A-02", answer().seat());
    bench.ms += 1;
    assertNull(bench.screen().answer());
  }

  @Test
  void who_leaves_is_said_goodbye_to() {
    bench.says(new Released(new SeatId("office", "A-02")));
    assertEquals(Answer.Tone.BACK, answer().tone());
    assertEquals(List.of(new Text("お疲れさまでした", "Goodbye")), answer().more());
  }

  @Test
  void who_is_refused_reads_why_and_what_is_next_best_and_somewhat_longer() {
    bench.says(KioskBench.denied(DenyReason.CAPACITY));
    assertEquals(Answer.Tone.NO, answer().tone());
    assertEquals("The office is full", answer().text().en());
    assertEquals(
        "Your phone's seat page finds free seats in other offices",
        answer().more().getFirst().en());
    bench.ms += 9_999;
    assertNotNull(bench.screen().answer());
    bench.ms += 1;
    assertNull(bench.screen().answer());
  }

  @Test
  void who_comes_to_a_closed_office_reads_when_it_opens_over_the_weekend_too() {
    bench.ms =
        KioskBench.NINE.until(
            OffsetDateTime.parse("2026-11-27T18:00:00+09:00"), ChronoUnit.MILLIS); // a Friday
    bench.says(KioskBench.denied(DenyReason.OFFICE_CLOSED));
    assertEquals(
        List.of(new Text("次は 11/30 08:30 から開きます", "It opens again on 11/30 08:30")),
        answer().more());
  }

  @Test
  void a_card_that_is_none_is_told_what_to_do() {
    bench.says(new Said.Refused(Refusal.TWO_CARDS));
    assertEquals(Answer.Tone.OTHER, answer().tone());
    assertEquals("One card at a time, please", answer().text().en());
  }

  @Test
  void an_answer_without_the_hub_is_told_to_be_provisional_and_one_of_a_slow_hub_is_not() {
    bench.says(KioskBench.assigned("A-02"), true);
    assertEquals(1, answer().more().size());
    bench.hubThereMs = 0;
    assertEquals("Provisional, until the connection is back", answer().more().getLast().en());
  }

  @Test
  void a_newer_answer_takes_the_place_of_an_older_one_at_once() {
    bench.says(KioskBench.assigned("A-02"));
    bench.ms += 1_000;
    bench.says(KioskBench.denied(DenyReason.CARD_BLOCKED));
    assertEquals(Answer.Tone.NO, answer().tone());
  }

  // Kits

  @Test
  void a_kit_is_lent_step_by_step_card_then_tag() {
    assertNull(bench.screen().notice());
    bench.says(KioskBench.denied(DenyReason.CARD_FIRST));
    assertNull(bench.screen().notice());
    assertEquals(Answer.Tone.OTHER, answer().tone());
    bench.says(KioskBench.assigned("A-02"));
    assertEquals(
        "To borrow a kit, hold its tag here now",
        Objects.requireNonNull(bench.screen().notice()).en());
    bench.ms += 29_999;
    assertNotNull(bench.screen().notice());
    bench.ms += 1;
    assertNull(bench.screen().notice());
    bench.lends();
    bench.says(new Lent(KioskBench.KIT, bench.at()));
    assertEquals(Answer.Tone.YES, answer().tone());
    assertEquals("Please check that nothing is missing", answer().more().getFirst().en());
    assertEquals("taken", bench.screen().kits().getFirst().state());
    assertNull(bench.screen().notice()); // there is no other
    bench.says(new Returned(KioskBench.KIT));
    assertEquals(Answer.Tone.BACK, answer().tone());
  }

  @Test
  void a_card_of_nobody_is_not_asked_for_a_tag() {
    for (DenyReason reason : List.of(DenyReason.UNKNOWN_CARD, DenyReason.CARD_BLOCKED)) {
      bench.says(KioskBench.denied(reason));
      assertNull(bench.screen().notice(), reason.word());
    }
    bench.says(KioskBench.denied(DenyReason.CAPACITY)); // no seat, but a person
    assertNotNull(bench.screen().notice());
  }

  // Rooms

  @Test
  void a_room_says_whether_it_is_free_and_until_when_or_booked() throws Exception {
    bench.published("r1", "\"state\":\"vacant\",\"next_booking\":null,\"new\":{\"a\":1}");
    assertEquals(new Screen.Line(new Text("会議室", "Room"), "free", new Text("空き", "Free")), room());
    bench.published("r1", "\"state\":\"vacant\",\"next_booking\":\"2026-11-24T13:00:00+09:00\"");
    assertEquals("Free until 13:00", room().words().en());
    bench.ms = 5 * 3_600_000;
    assertEquals("Booked", room().words().en()); // also when nobody tells of it any more
    bench.published("r1", "\"state\":\"vacant\",\"booked_until\":\"2026-11-24T15:00:00+09:00\"");
    assertEquals("Booked until 15:00", room().words().en());
    bench.published("r1", "\"state\":\"occupied\"");
    assertEquals("taken", room().state());
  }

  @Test
  void cut_off_a_room_is_known_by_own_sensors_only_and_never_free_by_old_news() throws Exception {
    bench.published("r1", "\"state\":\"vacant\"");
    bench.hubThereMs = 0;
    assertEquals("unknown", room().state());
    bench.believed("r1", Occupancy.VACANT);
    assertEquals("free", room().state());
    bench.hubThereMs = FloorNow.NOW;
    bench.published("r1", "\"state\":\"occupied\"");
    assertEquals("taken", room().state());
  }

  @Test
  void a_room_that_is_taken_away_goes_and_what_is_not_understood_is_told() throws Exception {
    bench.published("r1", "\"state\":\"vacant\"");
    OfficeNews without =
        bench.seen.news().with("office", "seki/1/office/office/room/r1", new byte[0]);
    assertTrue(without.rooms().isEmpty());
    assertThrows(
        BadMessage.class,
        () -> without.with("office", "seki/1/office/office/room/r1", new byte[] {'{'}));
  }
}
