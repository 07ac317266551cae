package city.seki.hub.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Means over departments, of their exact values.
 *
 * @param rate null where there is none, or a department's persons cannot be counted any more
 */
record Means(@Nullable Fraction rate, @Nullable Fraction perPerson) {
  /** 単純平均: each department counts the same. */
  static Means simple(List<Line> departments) {
    if (!departments.stream().allMatch(Line::isCountable)) {
      return new Means(null, null);
    }
    return new Means(
        mean(departments.stream().map(Line::rate).filter(Objects::nonNull).toList()),
        mean(departments.stream().map(Line::perPerson).filter(Objects::nonNull).toList()));
  }

  private static @Nullable Fraction mean(List<Fraction> values) {
    return values.isEmpty()
        ? null
        : values.stream().reduce(Fraction.ZERO, Fraction::plus).by(values.size());
  }

  /** 加重平均: each person counts the same. */
  static Means weighted(List<Line> departments) {
    if (!departments.stream().allMatch(Line::isCountable)) {
      return new Means(null, null);
    }
    long staff = 0;
    long ofStaff = 0;
    long came = 0;
    Fraction personDays = Fraction.ZERO;
    for (Line line : departments) {
      if (line.staff() > 0) {
        staff = Math.addExact(staff, line.staff());
        ofStaff = Math.addExact(ofStaff, line.implementers());
      }
      came = Math.addExact(came, line.implementers());
      personDays = personDays.plus(line.personDays());
    }
    return new Means(
        staff == 0 ? null : Fraction.of(ofStaff, staff), came == 0 ? null : personDays.by(came));
  }
}
