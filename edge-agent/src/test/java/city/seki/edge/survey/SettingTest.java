package city.seki.edge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Place;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Source;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An office that is open from 8:30 to 17:15 on weekdays, and not on 26 November. */
class SettingTest {
  private static final Seating OFFICE = office();

  private static Seating office() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
        hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
      }
    }
    Office office =
        new Office(
            "chuo",
            new Text("中央", "Central"),
            hours,
            true,
            Set.of(LocalDate.of(2026, 11, 26)),
            List.of(),
            Policy.STANDARD,
            Office.byName(List.of(new Seat("A-03", "lgwan", 1, 0, false))),
            List.of());
    City city =
        new City(
            new Text("市", "City"),
            ZoneId.of("Asia/Tokyo"),
            List.of("lgwan"),
            List.of(office),
            List.of(),
            Set.of());
    return Seating.of(city, Directory.EMPTY);
  }

  private static Instant at(String local) {
    return Instant.parse("2026-11-" + local + ":00+09:00");
  }

  private static boolean quiet(String local) {
    return Setting.of(OFFICE, "chuo", at(local)).quiet();
  }

  @Test
  void it_is_quiet_from_two_hours_after_closing_to_an_hour_before_opening() {
    Map<String, Boolean> expected =
        Map.of(
            "24T07:29", true,
            "24T07:31", false,
            "24T12:00", false,
            "24T17:16", false,
            "24T19:14", false,
            "24T19:16", true,
            "25T00:00", true,
            "25T07:31", false);
    expected.forEach((when, quiet) -> assertEquals(quiet, quiet(when), when));
  }

  @Test
  void it_is_quiet_all_day_where_the_office_stays_closed() {
    assertEquals(true, quiet("26T12:00"), "closed that day");
    assertEquals(true, quiet("28T12:00"), "a Saturday");
    assertEquals(false, quiet("30T07:45"), "Monday");
  }

  @Test
  void a_seat_is_claimed_until_its_office_closes_whatever_an_old_floor_holds() {
    SeatId seat = new SeatId("chuo", "A-03");
    Seating held =
        OFFICE.apply(
            new Event.Claimed(seat, "p-1", "総務部", Source.TAP, at("24T09:00"), at("24T17:15")));
    assertEquals(Set.of("A-03"), Setting.of(held, "chuo", at("24T17:14")).claimed());
    assertEquals(Set.of(), Setting.of(held, "chuo", at("24T17:15")).claimed());
    Setting setting = Setting.of(held, "chuo", at("24T10:00"));
    assertEquals(true, setting.isClaimed(new Place.AtSeat("A-03")));
    assertEquals(false, setting.isClaimed(new Place.AtSeat("A-04")));
    assertEquals(false, setting.isClaimed(new Place.InRoom("A-03")), "nobody taps at a room");
  }

  @Test
  void an_office_that_nobody_told_of_has_no_hours() {
    assertThrows(
        IllegalArgumentException.class, () -> Setting.of(OFFICE, "minami", at("24T12:00")));
  }
}
