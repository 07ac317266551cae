package city.seki.hub.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against the days that the Cabinet Office published (内閣府「国民の祝日」について). */
class JapanHolidaysTest {
  /** Without 29 to 31 December and 2 and 3 January: {@code MM-dd}, in order. */
  private static List<String> published(int year) {
    Set<String> turnOfYear = Set.of("01-02", "01-03", "12-29", "12-30", "12-31");
    return JapanHolidays.between(year, year).stream()
        .map(day -> day.toString().substring(5))
        .filter(day -> !turnOfYear.contains(day))
        .toList();
  }

  private static List<String> days(String days) {
    return Stream.of(days.split(" ", -1)).toList();
  }

  @Test
  void the_accession_year_2019() {
    assertEquals(
        days(
            "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11"
                + " 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23"),
        published(2019));
  }

  @Test
  void the_olympic_year_2020() {
    assertEquals(
        days(
            "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10"
                + " 09-21 09-22 11-03 11-23"),
        published(2020));
  }

  @Test
  void the_olympic_year_2021() {
    assertEquals(
        days(
            "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20"
                + " 09-23 11-03 11-23"),
        published(2021));
  }

  @Test
  void the_years_2022_to_2027() {
    assertEquals(
        days(
            "01-01 01-10 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-23 10-10"
                + " 11-03 11-23"),
        published(2022));
    assertEquals(
        days(
            "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12"
                + " 09-16 09-22 09-23 10-14 11-03 11-04 11-23"),
        published(2024));
    assertEquals(
        days(
            "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15"
                + " 09-23 10-13 11-03 11-23 11-24"),
        published(2025));
    assertEquals(
        days(
            "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22"
                + " 09-23 10-12 11-03 11-23"),
        published(2026));
    assertEquals(
        days(
            "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23"
                + " 10-11 11-03 11-23"),
        published(2027));
  }

  @Test
  void the_equinoxes_of_2026_to_2030() {
    for (String day :
        days(
            "2026-03-20 2027-03-21 2028-03-20 2029-03-20 2030-03-20"
                + " 2026-09-23 2027-09-23 2028-09-22 2029-09-23 2030-09-23")) {
      assertTrue(JapanHolidays.between(2026, 2030).contains(LocalDate.parse(day)), day);
    }
  }

  @Test
  void new_year_on_a_sunday_has_its_substitute_and_so_has_silver_week() {
    assertTrue(JapanHolidays.between(2023, 2023).contains(LocalDate.of(2023, 1, 2)));
    assertTrue(JapanHolidays.between(2015, 2015).contains(LocalDate.of(2015, 9, 22)));
    assertTrue(JapanHolidays.between(2009, 2009).contains(LocalDate.of(2009, 5, 6)));
  }

  @Test
  void the_emperors_birthday_follows_the_emperor() {
    assertTrue(JapanHolidays.between(2018, 2018).contains(LocalDate.of(2018, 12, 23)));
    assertFalse(JapanHolidays.between(2019, 2026).contains(LocalDate.of(2026, 12, 23)));
    assertFalse(JapanHolidays.between(2019, 2019).contains(LocalDate.of(2019, 2, 23)));
  }

  @Test
  void the_turn_of_the_year_is_closed() {
    Set<LocalDate> days = JapanHolidays.between(2026, 2027);
    Set<LocalDate> closed =
        LocalDate.of(2026, 12, 28)
            .datesUntil(LocalDate.of(2027, 1, 5))
            .filter(days::contains)
            .collect(Collectors.toSet());
    assertEquals(
        LocalDate.of(2026, 12, 29).datesUntil(LocalDate.of(2027, 1, 4)).collect(Collectors.toSet()),
        closed);
  }

  /** The reference city's campaign: 57 open days from 1 July to 22 September 2022. */
  @Test
  void the_open_days_of_the_reference_campaign() {
    Set<LocalDate> holidays = JapanHolidays.between(2022, 2022);
    Set<DayOfWeek> weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    long open =
        LocalDate.of(2022, 7, 1)
            .datesUntil(LocalDate.of(2022, 9, 23))
            .filter(day -> !weekend.contains(day.getDayOfWeek()) && !holidays.contains(day))
            .count();
    assertEquals(57, open);
  }

  @Test
  void years_that_are_not_known_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> JapanHolidays.between(2006, 2026));
    assertThrows(IllegalArgumentException.class, () -> JapanHolidays.between(2026, 2100));
    assertThrows(IllegalArgumentException.class, () -> JapanHolidays.between(2027, 2026));
  }
}
