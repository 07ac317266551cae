package city.seki.hub.history;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What the figures of attendance are counted from. Safe for all threads. */
public interface Attendance {
  /**
   * Who came, counted.
   *
   * @param departments by department, those with anybody only; who changed department counts in
   *     each
   * @param offices by office, those with anybody only; who was in two offices counts in each
   * @param days by day, those with anybody only
   */
  record Counted(
      Attended total,
      SortedMap<String, Attended> departments,
      SortedMap<String, Attended> offices,
      SortedMap<LocalDate, Attended> days) {}

  /**
   * Who was in the staff of each department on at least one day of a time.
   *
   * @param total each person once
   */
  record Staff(long total, Map<String, Long> departments) {}

  Counted count(Scope scope);

  /** The scope's offices do not matter: staff belong to departments. */
  Staff staff(Scope scope);

  /** The rows that {@link #count} counts, by day, office, seat and start. */
  void visits(Scope scope, Consumer<Visit> each);

  /**
   * What was imported about that person, the newest first; it takes seconds where there is much.
   *
   * @param person pseudonym
   */
  List<Visit> imported(String person);
}
