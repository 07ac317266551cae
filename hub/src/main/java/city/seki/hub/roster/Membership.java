package city.seki.hub.roster;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who belonged to which department when: a roster holds from its day on until that of the next one,
 * the first one that is known also before. Pure and immutable.
 *
 * @param rosters the days from which rosters are known, in order
 * @param members in no order
 */
public record Membership(List<LocalDate> rosters, List<Member> members) {
  /** Nobody ever. */
  public static final Membership NONE = new Membership(List.of(), List.of());

  /**
   * A person in a department.
   *
   * @param person pseudonym
   * @param first {@link LocalDate#MIN} for ever before
   * @param last {@link LocalDate#MAX} while nothing else is known
   */
  public record Member(String person, String department, LocalDate first, LocalDate last) {
    /** Without the person, who must not stand in a log. */
    @Override
    public String toString() {
      return "Member[%s %s %s]".formatted(department, first, last);
    }
  }

  public Membership {
    rosters = List.copyOf(rosters);
    members = List.copyOf(members);
  }

  /**
   * With what a roster says.
   *
   * @param from the first day on which it holds; one of that day is replaced
   * @param departments by pseudonym
   */
  public Membership with(LocalDate from, Map<String, String> departments) {
    TreeSet<LocalDate> days = new TreeSet<>(rosters);
    days.add(from);
    LocalDate next = days.higher(from);
    LocalDate first = days.first().equals(from) ? LocalDate.MIN : from;
    LocalDate last = next == null ? LocalDate.MAX : next.minusDays(1);
    List<Member> parts = new ArrayList<>();
    for (Member m : members) {
      if (m.first().isBefore(first)) {
        add(parts, m, m.first(), earlier(m.last(), first.minusDays(1)));
      }
      if (m.last().isAfter(last)) {
        add(parts, m, later(m.first(), last.plusDays(1)), m.last());
      }
    }
    departments.forEach(
        (person, department) -> parts.add(new Member(person, department, first, last)));
    return new Membership(List.copyOf(days), joined(parts));
  }

  private static void add(List<Member> parts, Member m, LocalDate first, LocalDate last) {
    if (!last.isBefore(first)) {
      parts.add(new Member(m.person(), m.department(), first, last));
    }
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  /** What follows without a gap is one. */
  private static List<Member> joined(List<Member> parts) {
    parts.sort(Comparator.comparing(Member::person).thenComparing(Member::first));
    List<Member> joined = new ArrayList<>();
    for (Member m : parts) {
      Member before = joined.isEmpty() ? null : joined.getLast();
      if (before != null
          && before.person().equals(m.person())
          && before.department().equals(m.department())
          && before.last().isBefore(m.first())
          && before.last().plusDays(1).equals(m.first())) {
        joined.set(
            joined.size() - 1, new Member(m.person(), m.department(), before.first(), m.last()));
      } else {
        joined.add(m);
      }
    }
    return joined;
  }

  /** Who belonged to a department on at least one day of that time; once for each department. */
  public Stream<Member> between(LocalDate first, LocalDate last) {
    return members.stream().filter(m -> !m.first().isAfter(last) && !m.last().isBefore(first));
  }

  /** To ask for the department of many. */
  public Lookup lookup() {
    Map<String, List<Member>> byPerson = new HashMap<>();
    for (Member m : members) {
      byPerson.computeIfAbsent(m.person(), p -> new ArrayList<>(1)).add(m);
    }
    return new Lookup(byPerson);
  }

  /** Finds departments quickly. */
  public static final class Lookup {
    private final Map<String, List<Member>> byPerson;

    private Lookup(Map<String, List<Member>> byPerson) {
      this.byPerson = byPerson;
    }

    /** The department of that person on that day, null if there was none. */
    public @Nullable String department(String person, LocalDate day) {
      for (Member m : byPerson.getOrDefault(person, List.of())) {
        if (!m.first().isAfter(day) && !m.last().isBefore(day)) {
          return m.department();
        }
      }
      return null;
    }
  }
}
