package city.seki.hub.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FractionTest {
  private static String shown(long above, long below, int decimals, Rounding rounding) {
    return Fraction.of(above, below).rounded(decimals, rounding).toPlainString();
  }

  @Test
  void a_half_goes_up_and_the_floor_never_does() {
    assertEquals("0.13", shown(1, 8, 2, Rounding.HALF_UP));
    assertEquals("0.12", shown(1, 8, 2, Rounding.FLOOR));
    assertEquals("47", shown(749 * 100, 1600, 0, Rounding.HALF_UP));
    assertEquals("46", shown(749 * 100, 1600, 0, Rounding.FLOOR));
    assertEquals("2.9", shown(1357, 459, 1, Rounding.FLOOR));
    assertEquals("3.60", shown(876, 243, 2, Rounding.HALF_UP));
  }

  /** 1.005 is less than that in binary: a calculation by double says 1.00. */
  @Test
  void what_binary_numbers_miss_is_right() {
    assertEquals("1.01", shown(1005, 1000, 2, Rounding.HALF_UP));
    assertEquals("2.68", shown(2675, 1000, 2, Rounding.HALF_UP));
    Fraction third = Fraction.of(1, 3);
    assertEquals(Fraction.of(1, 1), third.plus(third).plus(third));
    assertEquals(new BigDecimal("0.00"), third.minus(third).rounded(2, Rounding.HALF_UP));
    assertThrows(IllegalArgumentException.class, () -> Fraction.of(1, 0));
  }

  @Test
  void decimals_are_chosen_for_all_or_by_measure() {
    assertEquals(new Decimals(2, 1, 0), Decimals.USUAL.with("per_person=1"));
    assertEquals(new Decimals(1, 1, 0), Decimals.USUAL.with("1"));
    assertEquals(new Decimals(3, 3, 1), Decimals.USUAL.with("3,rate_percent=1"));
    for (String wrong : new String[] {"", "two", "7", "-1", "per_year=1", "per_person="}) {
      assertThrows(IllegalArgumentException.class, () -> Decimals.USUAL.with(wrong), wrong);
    }
  }
}
