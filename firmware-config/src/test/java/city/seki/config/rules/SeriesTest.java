package city.seki.config.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void a_series_falls_on_the_same_day_of_the_week_across_the_year() {
    assertEquals(
        List.of(
            LocalDate.of(2026, 12, 22),
            LocalDate.of(2026, 12, 29),
            LocalDate.of(2027, 1, 5),
            LocalDate.of(2027, 1, 12)),
        Series.days(LocalDate.of(2026, 12, 22), 4));
    assertThrows(IllegalArgumentException.class, () -> Series.days(LocalDate.EPOCH, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Series.days(LocalDate.EPOCH, Series.MOST_WEEKS + 1));
  }

  @Test
  void a_reservation_tells_its_series_by_its_name() {
    assertEquals("s-1f", Series.of(Series.reservation("s-1f", 3)));
    assertEquals("s-1f", Series.of(Series.reservation("s-1f", 12)));
    assertNull(Series.of("r-1f"));
    assertNull(Series.of("s-1f"));
    assertNull(Series.of("r-1f.2"));
    assertNull(Series.of("s-1f.0"));
  }
}
