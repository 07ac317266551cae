package city.seki.hub.workday;

import city.seki.hub.history.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person's day as far as seats tell it: it begins with the first seat that was taken and ends
 * when the last one was given back. What was worked elsewhere that day is on no record here.
 *
 * @param person pseudonym
 * @param end null while a seat is held
 * @param visits by their start; there is at least one
 */
public record WorkDay(
    String person, String department, Instant start, @Nullable Instant end, List<Visit> visits) {
  public WorkDay {
    visits = List.copyOf(visits);
  }

  /** Each person's, by department and start. */
  public static List<WorkDay> of(List<Visit> visits) {
    Map<String, List<Visit>> persons = new LinkedHashMap<>();
    for (Visit visit : visits) {
      persons.computeIfAbsent(visit.person(), p -> new ArrayList<>()).add(visit);
    }
    List<WorkDay> days = new ArrayList<>();
    persons.forEach((person, own) -> days.add(of(person, own)));
    days.sort(
        Comparator.comparing(WorkDay::department)
            .thenComparing(WorkDay::start)
            .thenComparing(WorkDay::person));
    return days;
  }

  private static WorkDay of(String person, List<Visit> visits) {
    List<Visit> own = visits.stream().sorted(Comparator.comparing(Visit::start)).toList();
    Instant end = own.getFirst().start();
    for (Visit visit : own) {
      if (end != null) {
        end = visit.end() == null ? null : later(end, visit.end());
      }
    }
    return new WorkDay(person, own.getLast().department(), own.getFirst().start(), end, own);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** From start to end, breaks within it too; up to now while it lasts. */
  public Duration length(Instant now) {
    Instant until = end == null ? later(start, now) : end;
    return Duration.between(start, until);
  }

  /** Without the person, who must not stand in a log. */
  @Override
  public String toString() {
    return "WorkDay[%s]".formatted(department);
  }
}
