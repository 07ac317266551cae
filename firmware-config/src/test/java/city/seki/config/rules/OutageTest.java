package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.rules.SeatView.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Seats that may not be used for a time. */
class OutageTest {
  private final Scene scene = Scene.standard();

  private Decision out(String from, @Nullable String until, boolean cancels, String now) {
    Outage outage =
        new Outage(Outage.Reason.CLEANING, "carpet", at(from), until == null ? null : at(until));
    return scene.does(new Command.TakeOutOfService(seat("A-01"), outage, cancels, "fac", at(now)));
  }

  private Answer taps(String when) {
    return scene.taps("aya", "A-01", when);
  }

  private SeatView view(String when) {
    return SeatView.of(scene.state, seat("A-01"), at(when));
  }

  @Test
  void it_begins_and_ends_by_itself_and_the_seat_shows_until_when() {
    out("10:00", "12:00", false, "09:00");
    assertEquals(new SeatView(State.FREE, null, at("10:00"), Source.NONE, 1.0), view("09:59"));
    assertEquals(
        new SeatView(State.OUT_OF_SERVICE, at("10:00"), at("12:00"), Source.FACILITIES, 1.0),
        view("10:00"));
    assertEquals(Answer.Denied.because(DenyReason.OUT_OF_SERVICE, seat("A-01")), taps("11:59"));
    assertInstanceOf(Answer.Granted.class, taps("12:00"));
  }

  @Test
  void its_end_is_on_record_when_it_was_also_if_nobody_looked() {
    out("10:00", "12:00", false, "10:00");
    assertEquals(
        List.of(new Event.PutIntoService(seat("A-01"), null, at("12:00"), at("10:00"))),
        SeatRules.decide(scene.state, new Command.Advance(at("13:00"))).events());
    scene.advance("13:00");
    assertNull(scene.state.seat(seat("A-01")).outage());
    assertEquals(at("12:00"), view("13:00").since());
  }

  @Test
  void promises_are_taken_back_only_if_that_is_asked_and_only_those_of_the_time() {
    scene.reserves("aya", "A-01", "08:30", "10:00");
    scene.reserves("ben", "A-01", "11:00", "13:00");
    scene.reserves("chie", "A-01", "14:00", "15:00");
    out("10:00", "12:00", false, "08:00");
    assertEquals(3, scene.state.reservations().size());
    Decision decision = out("10:00", "12:00", true, "08:01");
    assertEquals(
        1, decision.events().stream().filter(e -> e instanceof Event.ReservationCancelled).count());
    assertEquals(
        List.of("aya", "chie"),
        scene.state.seat(seat("A-01")).reservations().stream().map(Reservation::person).toList());
  }

  @Test
  void what_lies_in_it_is_not_promised_and_what_lies_beside_it_is() {
    out("10:00", "12:00", false, "08:00");
    assertEquals(
        Refusal.OUT_OF_SERVICE,
        assertInstanceOf(Decision.Refused.class, scene.reserves("ben", "A-01", "11:30", "13:00"))
            .reason());
    assertInstanceOf(Decision.Done.class, scene.reserves("ben", "A-01", "12:00", "13:00"));
    assertInstanceOf(Decision.Done.class, scene.reserves("chie", "A-01", "08:30", "10:00"));
  }

  @Test
  void whoever_sits_there_stays_and_nobody_comes_after() {
    taps("09:00");
    out("10:00", null, true, "09:30");
    assertEquals(State.CLAIMED, view("11:00").state());
    taps("11:00");
    assertEquals(State.OUT_OF_SERVICE, view("11:01").state());
  }

  @Test
  void what_is_said_later_counts_and_one_that_is_to_come_can_be_taken_back() {
    out("10:00", "12:00", false, "08:00");
    out("15:00", null, false, "10:30");
    assertEquals(State.FREE, view("10:30").state());
    scene.does(new Command.PutIntoService(seat("A-01"), "fac", at("10:40")));
    assertEquals(State.FREE, view("15:30").state());
    assertInstanceOf(
        Decision.Refused.class,
        scene.does(new Command.PutIntoService(seat("A-01"), "fac", at("10:41"))));
  }

  @Test
  void one_that_is_over_already_is_refused() {
    assertEquals(
        Refusal.PAST,
        assertInstanceOf(Decision.Refused.class, out("08:00", "09:00", false, "09:00")).reason());
    assertThrows(IllegalArgumentException.class, () -> out("10:00", "10:00", false, "09:00"));
  }
}
