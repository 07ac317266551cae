package city.seki.hub.report;

import city.seki.config.model.DayWeight;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The exact figures of a report as the numbers that it was asked for. */
record Shown(TeleworkQuery query) {
  /** Whole, unless half-days count 0.5. */
  BigDecimal personDays(Line line) {
    return line.personDays().rounded(query.halfDays() == DayWeight.HALF ? 1 : 0, query.rounding());
  }

  @Nullable BigDecimal perOpenDay(Line line) {
    return rounded(line.perOpenDay(), query.decimals().perOpenDay());
  }

  @Nullable BigDecimal perPerson(Line line) {
    return perPerson(line.perPerson());
  }

  @Nullable BigDecimal perPerson(@Nullable Fraction exact) {
    return rounded(exact, query.decimals().perPerson());
  }

  @Nullable BigDecimal rate(Line line) {
    return rate(line.rate());
  }

  /** In per cent. */
  @Nullable BigDecimal rate(@Nullable Fraction exact) {
    return rounded(exact == null ? null : exact.times(100), query.decimals().rate());
  }

  static @Nullable Long implementers(Line line) {
    return line.isCountable() ? line.implementers() : null;
  }

  private @Nullable BigDecimal rounded(@Nullable Fraction exact, int decimals) {
    return exact == null ? null : exact.rounded(decimals, query.rounding());
  }
}
