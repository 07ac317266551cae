package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** New files in the middle of a day: nobody keeps what they have no place for (product.md §5). */
class ReconfigureTest {
  private final Scene scene = Scene.standard();
  private final Office honcho = Objects.requireNonNull(scene.state.city().office("honcho"));

  private void now(City city, String time) {
    scene.does(new Command.Reconfigure(city, Scene.directory(), at(time)));
    scene.state = scene.state.reconfigured(city, Scene.directory());
  }

  private City cityWith(Office office) {
    City old = scene.state.city();
    Map<String, Office> offices = new LinkedHashMap<>(old.offices());
    offices.put(office.id(), office);
    return new City(
        old.name(),
        old.timeZone(),
        old.zones(),
        offices,
        old.units(),
        old.campaigns(),
        old.holidays());
  }

  private Office with(
      Map<DayOfWeek, OpeningHours> hours, Set<LocalDate> closures, Map<String, Seat> seats) {
    return new Office(
        honcho.id(),
        honcho.name(),
        hours,
        false,
        closures,
        List.of(),
        Policy.STANDARD,
        seats,
        List.of());
  }

  private Office closingAt(int hour) {
    OpeningHours hours = new OpeningHours(LocalTime.of(8, 30), LocalTime.of(hour, 0));
    return with(Map.of(DayOfWeek.WEDNESDAY, hours), Set.of(), honcho.seats());
  }

  @Test
  void files_that_change_nothing_here_leave_claims_and_promises_alone() {
    scene.taps("aya", "A-01", "09:00");
    scene.reserves("ben", "A-02", "13:00", "15:00");
    now(scene.state.city(), "10:00");
    assertEquals("aya", scene.holder("A-01"));
    assertEquals(1, scene.state.reservations().size());
  }

  @Test
  void a_claim_on_a_seat_that_is_gone_ends() {
    scene.taps("aya", "A-01", "09:00");
    scene.reserves("ben", "A-01", "13:00", "15:00");
    Map<String, Seat> fewer = new LinkedHashMap<>(honcho.seats());
    fewer.remove("A-01");
    now(cityWith(with(honcho.hours(), Set.of(), fewer)), "10:00");
    scene.assertEnded("A-01", "aya", EndReason.REMOVED, "10:00");
    assertTrue(scene.state.reservations().isEmpty());
  }

  @Test
  void a_claim_of_a_person_who_is_gone_ends() {
    scene.taps("aya", "A-01", "09:00");
    scene.does(new Command.Reconfigure(scene.state.city(), Directory.EMPTY, at("10:00")));
    scene.assertEnded("A-01", "aya", EndReason.REMOVED, "10:00");
  }

  @Test
  void an_earlier_closing_time_holds_for_claims_that_are_there_already() {
    scene.taps("aya", "A-01", "09:00");
    now(cityWith(closingAt(15)), "10:00");
    assertEquals(at("15:00"), SeatView.of(scene.state, seat("A-01"), at("10:00")).until());
    scene.advance("16:00");
    scene.assertEnded("A-01", "aya", EndReason.AUTO_CLOSED, "15:00");
  }

  @Test
  void an_office_that_closes_at_once_closes_its_claims_at_once() {
    scene.taps("aya", "A-01", "09:00");
    now(cityWith(with(honcho.hours(), Set.of(Scene.WEDNESDAY), honcho.seats())), "10:00");
    scene.assertEnded("A-01", "aya", EndReason.AUTO_CLOSED, "10:00");
    scene.taps("ben", "A-02", "10:05");
    assertEquals(DenyReason.OFFICE_CLOSED, lastDenial());
  }

  @Test
  void a_promise_for_a_day_that_became_a_closure_is_cancelled_and_no_no_show() {
    scene.reserves("ben", "A-02", "2026-11-20T09:00", "2026-11-20T12:00");
    LocalDate friday = Scene.WEDNESDAY.plusDays(2);
    now(cityWith(with(honcho.hours(), Set.of(friday), honcho.seats())), "10:00");
    scene.advance("2026-11-20T18:00");
    assertEquals(1, scene.told(Event.ReservationCancelled.class).size());
    assertTrue(scene.told(Event.NoShow.class).isEmpty());
  }

  private DenyReason lastDenial() {
    return ((Answer.Denied) scene.told(Event.Tapped.class).getLast().answer()).reason();
  }
}
