package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.rules.SeatView.State;
import org.junit.jupiter.api.Test;

/** A seat as others see it (contract.md: the words of a seat's state). */
class SeatViewTest {
  private final Scene scene = Scene.standard();

  private SeatView view(String time) {
    return SeatView.of(scene.state, seat("A-01"), at(time));
  }

  @Test
  void a_seat_at_which_nothing_happened_is_free() {
    assertEquals(new SeatView(State.FREE, null, null, Source.NONE, 1.0), view("09:00"));
  }

  @Test
  void a_claim_shows_since_when_until_when_and_how() {
    scene.taps("aya", "A-01", "09:00");
    assertEquals(
        new SeatView(State.CLAIMED, at("09:00"), at("17:15"), Source.TAP, 1.0), view("09:30"));
    scene.taps("aya", "A-01", "10:00");
    assertEquals(new SeatView(State.FREE, at("10:00"), null, Source.TAP, 1.0), view("10:30"));
  }

  @Test
  void a_promise_shows_from_half_an_hour_before() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    assertEquals(new SeatView(State.FREE, null, at("12:30"), Source.NONE, 1.0), view("12:29"));
    assertEquals(
        new SeatView(State.RESERVED, at("12:30"), at("15:00"), Source.RESERVATION, 1.0),
        view("12:30"));
  }

  @Test
  void a_claim_before_a_promise_shows_its_end() {
    scene.reserves("ben", "A-01", "13:00", "15:00");
    scene.taps("aya", "A-01", "09:00");
    assertEquals(at("13:00"), view("10:00").until());
  }

  @Test
  void an_unclaimed_use_and_a_broken_seat_are_never_free() {
    scene.senses("A-01", true, "09:00");
    scene.advance("09:10");
    assertEquals(
        new SeatView(State.UNCLAIMED_USE, at("09:10"), null, Source.PRESENCE, 1.0), view("09:11"));
    scene.does(new Command.TakeOutOfService(seat("A-01"), "fac", "lamp", at("09:20")));
    assertEquals(
        new SeatView(State.OUT_OF_SERVICE, at("09:20"), null, Source.FACILITIES, 1.0),
        view("09:21"));
  }

  @Test
  void a_seat_whose_unit_is_silent_is_unknown_with_no_confidence() {
    scene.taps("aya", "A-01", "09:00");
    assertEquals(
        new SeatView(State.UNKNOWN, at("09:30"), null, Source.TAP, 0.0),
        view("10:00").unknown(at("09:30")));
  }

  @Test
  void the_words_are_those_of_the_contract() {
    assertEquals("unclaimed-use", State.UNCLAIMED_USE.word());
    assertEquals("out-of-service", State.OUT_OF_SERVICE.word());
  }
}
