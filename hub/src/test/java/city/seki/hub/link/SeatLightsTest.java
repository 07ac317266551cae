package city.seki.hub.link;

import static city.seki.hub.town.SmallTown.TEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.rules.Command;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.wire.Light;
import city.seki.hub.town.SmallTown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lights say while nobody taps. */
class SeatLightsTest {
  private final SeatLights lights = new SeatLights();
  private Seating state = SmallTown.empty();

  private void carryOut(Command command) {
    state = state.applyAll(SeatRules.decide(state, command).events());
  }

  private List<String> told(Instant now) {
    return words(lights.changes(state, now));
  }

  private static List<String> words(List<SeatLights.ForUnit> commands) {
    return commands.stream()
        .map(c -> c.unit() + " " + c.command().reader() + " " + c.command().light().word())
        .toList();
  }

  @Test
  void it_blinks_ten_minutes_before_a_reservation_and_is_dark_again_when_the_seat_is_left() {
    Instant noon = TEN.plus(Duration.ofHours(2));
    carryOut(
        new Command.Reserve(
            "r-1", SmallTown.seat(1), "p-2", noon, noon.plusSeconds(3_600), "p-2", TEN));
    carryOut(SmallTown.tap(1, 1, 1, TEN));
    assertEquals(List.of(), told(noon.minusSeconds(601)));
    assertEquals(List.of("u1 seat:A-01 " + Light.WARN.word()), told(noon.minusSeconds(600)));
    assertEquals(List.of(), told(noon.minusSeconds(599)), "told once");
    assertEquals(
        List.of("u1 seat:A-01 " + Light.WARN.word()), words(lights.again(state.city(), "u1")));
    assertEquals(List.of(), words(lights.again(state.city(), "u2")));
    carryOut(SmallTown.tap(2, 1, 1, noon.minusSeconds(500)));
    assertEquals(List.of("u1 seat:A-01 " + Light.OFF.word()), told(noon.minusSeconds(499)));
    assertEquals(List.of(), words(lights.again(state.city(), "u1")));
  }

  @Test
  void a_seat_that_is_left_from_elsewhere_goes_dark_and_one_left_by_a_tap_there_shows_its_own() {
    carryOut(SmallTown.tap(1, 1, 1, TEN));
    var moved = SeatRules.decide(state, SmallTown.tap(2, 2, 1, TEN.plusSeconds(60))).events();
    assertEquals(
        List.of("u1 seat:A-01 " + Light.OFF.word()), words(lights.left(moved, state.city())));
    state = state.applyAll(moved);
    var left = SeatRules.decide(state, SmallTown.tap(3, 2, 1, TEN.plusSeconds(120))).events();
    assertEquals(List.of(), words(lights.left(left, state.city())));
  }

  @Test
  void a_seat_that_no_unit_reads_tells_nobody() {
    Instant noon = TEN.plus(Duration.ofHours(2));
    carryOut(
        new Command.Reserve(
            "r-1", SmallTown.seat(6), "p-2", noon, noon.plusSeconds(3_600), "p-2", TEN));
    carryOut(new Command.PhoneTap(SmallTown.tap(1, 1, 1, TEN).id(), SmallTown.seat(6), "p-1", TEN));
    assertEquals(List.of(), told(noon.minusSeconds(600)));
  }
}
