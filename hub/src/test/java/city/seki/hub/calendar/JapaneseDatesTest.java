package city.seki.hub.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class JapaneseDatesTest {
  @Test
  void days_are_those_of_the_era() {
    assertEquals("令和4年7月1日", JapaneseDates.day(LocalDate.of(2022, 7, 1)));
    assertEquals("平成31年4月30日", JapaneseDates.day(LocalDate.of(2019, 4, 30)));
    assertEquals("令和元年5月1日", JapaneseDates.day(LocalDate.of(2019, 5, 1)));
    assertThrows(IllegalArgumentException.class, () -> JapaneseDates.day(LocalDate.of(1989, 1, 7)));
  }

  @Test
  void they_are_what_the_jdk_says_of_every_day() {
    DateTimeFormatter jdk = DateTimeFormatter.ofPattern("GGGGy年M月d日", Locale.JAPAN);
    for (LocalDate day = LocalDate.of(2007, 1, 1); day.getYear() < 2100; day = day.plusDays(1)) {
      String other = jdk.format(JapaneseDate.from(day)).replaceFirst("(?<!\\d)1年", "元年");
      assertEquals(other, JapaneseDates.day(day));
    }
  }

  @Test
  void fiscal_years_run_from_april_to_march() {
    assertEquals("令和4年度", JapaneseDates.fiscalYear(LocalDate.of(2023, 3, 31)));
    assertEquals("令和5年度", JapaneseDates.fiscalYear(LocalDate.of(2023, 4, 1)));
    assertEquals("令和元年度", JapaneseDates.fiscalYear(LocalDate.of(2019, 4, 1)));
    assertEquals("平成30年度", JapaneseDates.fiscalYear(LocalDate.of(2019, 3, 31)));
    assertEquals(
        "令和4年度", JapaneseDates.fiscalYear(LocalDate.of(2022, 4, 1), LocalDate.of(2023, 3, 31)));
    assertNull(JapaneseDates.fiscalYear(LocalDate.of(2022, 4, 1), LocalDate.of(2023, 4, 1)));
  }
}
