package city.seki.config.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What facilities decided for an office and some days, beside what the city's files say of it: it
 * is closed, or takes no more than so many people.
 *
 * @param people how many at most, null for none at all: it is closed
 * @param zone of which these are, null for the whole office
 * @param from first day
 * @param to last day; null for an open end, which only a cap may have
 * @param note why, in words
 */
public record Measure(
    String id,
    String office,
    @Nullable Integer people,
    @Nullable String zone,
    LocalDate from,
    @Nullable LocalDate to,
    String note) {
  /** Nobody closes an office for longer without the city's files. */
  public static final int MOST_DAYS = 366;

  /** As of the city's files: what counts beside them could be written into them. */
  private static final int MOST_PEOPLE = 10_000;

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;

  /**
   * @throws IllegalArgumentException if it contradicts itself
   */
  public Measure {
    if (to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("what begins on " + from + " cannot end on " + to);
    }
    if (people == null && (to == null || zone != null)) {
      throw new IllegalArgumentException("a whole office is closed, and to a last day");
    }
    if (people == null && to != null && ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw new IllegalArgumentException("an office is closed for at most " + MOST_DAYS + " days");
    }
    if (people != null && (people < 0 || people > MOST_PEOPLE)) {
      throw new IllegalArgumentException("a cap is 0 to " + MOST_PEOPLE + " people, not " + people);
    }
    if (from.getYear() < FIRST_YEAR || (to == null ? from : to).getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("expected days from " + FIRST_YEAR + " to " + LAST_YEAR);
    }
  }

  public boolean isClosure() {
    return people == null;
  }

  /** Whether that day is one of its days. */
  public boolean isOn(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  /** Whether all of it is over on that day. */
  public boolean isOver(LocalDate day) {
    return to != null && to.isBefore(day);
  }

  /** The same, beginning on that day if it would have begun before. */
  Measure notBefore(LocalDate day) {
    return from.isBefore(day) ? new Measure(id, office, people, zone, day, to, note) : this;
  }

  /** The same under that name. */
  public Measure named(String name) {
    return new Measure(name, office, people, zone, from, to, note);
  }

  /** The same with other words. */
  public Measure noted(String words) {
    return new Measure(id, office, people, zone, from, to, words);
  }
}
