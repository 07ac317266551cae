package city.seki.hub.retention;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;

/**
 * Days that follow one another.
 *
 * @param last the last one of them
 */
public record Span(LocalDate first, LocalDate last) {
  /** 年度 begins on 1 April. */
  private static final MonthDay FISCAL_YEAR = MonthDay.of(4, 1);

  private static final MonthDay YEAR = MonthDay.of(1, 1);

  public Span {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a period from " + first + " cannot end " + last);
    }
  }

  /**
   * The months, years and fiscal years that begin in that time; those of which a first part would
   * otherwise be forgotten before the rest.
   *
   * @param before not of it any more
   */
  static List<Span> beginning(LocalDate from, LocalDate before) {
    List<Span> spans = new ArrayList<>();
    LocalDate month = from.withDayOfMonth(1);
    for (LocalDate first = month; first.isBefore(before); first = first.plusMonths(1)) {
      if (!first.isBefore(from)) {
        spans.add(new Span(first, first.plusMonths(1).minusDays(1)));
        MonthDay day = MonthDay.from(first);
        if (day.equals(YEAR) || day.equals(FISCAL_YEAR)) {
          spans.add(new Span(first, first.plusYears(1).minusDays(1)));
        }
      }
    }
    return spans;
  }
}
