package city.seki.hub.report;

import city.seki.config.model.DayWeight;
import city.seki.hub.history.Attended;
import org.jspecify.annotations.Nullable;

/**
 * The five measures of some people, exact.
 *
 * @param name of the department or office; empty for the total, and for people whose department
 *     nobody knows
 * @param staff -1 for a line that has no staff of its own, such as an office
 * @param implementers {@link Attended#FORGOTTEN} where nobody can count them any more
 * @param openDays of the period
 */
record Line(String name, long staff, long implementers, Fraction personDays, long openDays) {
  /** In the place of the staff of an office. */
  static final long NO_STAFF = -1;

  static Line of(String name, long staff, Attended attended, DayWeight weight, long openDays) {
    long halves =
        Math.multiplyExact(2, attended.personDays())
            - (weight == DayWeight.HALF ? attended.halfDays() : 0);
    return new Line(name, staff, attended.persons(), Fraction.of(halves, 2), openDays);
  }

  boolean isCountable() {
    return implementers != Attended.FORGOTTEN;
  }

  /** 1日平均人数; null in a time without an open day. */
  @Nullable Fraction perOpenDay() {
    return openDays == 0 ? null : personDays.by(openDays);
  }

  /** 一人平均回数; null where nobody came. */
  @Nullable Fraction perPerson() {
    return implementers > 0 ? personDays.by(implementers) : null;
  }

  /** 実施割合; null where there is no staff. */
  @Nullable Fraction rate() {
    return isCountable() && staff > 0 ? Fraction.of(implementers, staff) : null;
  }
}
