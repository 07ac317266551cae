package city.seki.hub.history;

import city.seki.config.model.Policy;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The port by its words alone: every question goes through the whole list. What is faster is
 * compared with it.
 */
public final class AttendanceInMemory implements Attendance {
  /**
   * A person belonged to a department.
   *
   * @param last the last day, null while it lasts
   */
  public record Membership(
      String person, String department, LocalDate first, @Nullable LocalDate last) {}

  private record PersonDay(String person, LocalDate day) {}

  private static final Comparator<Visit> BY_PLACE_AND_TIME =
      Comparator.comparing(Visit::day)
          .thenComparing(v -> v.seat().office())
          .thenComparing(v -> v.seat().seat())
          .thenComparing(Visit::start);

  private final List<Visit> visits;
  private final List<Membership> members;
  private final Function<String, Policy> policies;
  private final ZoneId zone;

  /**
   * @param visits looked at anew by every question, as are the members
   * @param policies by office
   */
  public AttendanceInMemory(
      List<Visit> visits,
      List<Membership> members,
      Function<String, Policy> policies,
      ZoneId zone) {
    this.visits = visits;
    this.members = members;
    this.policies = policies;
    this.zone = zone;
  }

  /** Of offices with the usual half-days. */
  public AttendanceInMemory(List<Visit> visits, List<Membership> members, ZoneId zone) {
    this(visits, members, office -> Policy.STANDARD, zone);
  }

  @Override
  public Counted count(Scope scope) {
    List<Visit> counted = new ArrayList<>();
    visits(scope, counted::add);
    return new Counted(
        attended(counted),
        by(counted, Visit::department),
        by(counted, visit -> visit.seat().office()),
        by(counted, Visit::day));
  }

  private <K extends Comparable<? super K>> SortedMap<K, Attended> by(
      List<Visit> counted, Function<Visit, K> key) {
    Map<K, List<Visit>> groups = new HashMap<>();
    for (Visit visit : counted) {
      groups.computeIfAbsent(key.apply(visit), k -> new ArrayList<>()).add(visit);
    }
    SortedMap<K, Attended> attended = new TreeMap<>();
    groups.forEach((k, group) -> attended.put(k, attended(group)));
    return attended;
  }

  private Attended attended(List<Visit> group) {
    Set<String> persons = new HashSet<>();
    Map<PersonDay, Integer> days = new HashMap<>();
    for (Visit visit : group) {
      persons.add(visit.person());
      int touched = Halves.touched(visit, policies.apply(visit.seat().office()), zone);
      days.merge(new PersonDay(visit.person(), visit.day()), touched, (a, b) -> a | b);
    }
    long halfDays = days.values().stream().filter(Halves::isHalfDay).count();
    return new Attended(persons.size(), days.size(), halfDays);
  }

  @Override
  public Staff staff(Scope scope) {
    Set<String> all = new HashSet<>();
    Map<String, Set<String>> departments = new TreeMap<>();
    for (Membership m : members) {
      boolean then =
          !m.first().isAfter(scope.last())
              && (m.last() == null || !m.last().isBefore(scope.first()));
      if (then && (scope.departments().isEmpty() || scope.departments().contains(m.department()))) {
        all.add(m.person());
        departments.computeIfAbsent(m.department(), d -> new HashSet<>()).add(m.person());
      }
    }
    Map<String, Long> sizes = new TreeMap<>();
    departments.forEach((department, persons) -> sizes.put(department, (long) persons.size()));
    return new Staff(all.size(), sizes);
  }

  @Override
  public void visits(Scope scope, Consumer<Visit> each) {
    visits.stream().filter(visit -> isIn(scope, visit)).sorted(BY_PLACE_AND_TIME).forEach(each);
  }

  @Override
  public List<Visit> imported(String person) {
    return visits.stream()
        .filter(v -> v.origin() == Visit.Origin.IMPORT && v.person().equals(person))
        .sorted(Comparator.comparing(Visit::start).reversed())
        .toList();
  }

  private static boolean isIn(Scope scope, Visit visit) {
    boolean took = visit.end() == null || visit.start().isBefore(visit.end());
    return took
        && !visit.day().isBefore(scope.first())
        && !visit.day().isAfter(scope.last())
        && (scope.offices().isEmpty() || scope.offices().contains(visit.seat().office()))
        && (scope.departments().isEmpty() || scope.departments().contains(visit.department()));
  }
}
