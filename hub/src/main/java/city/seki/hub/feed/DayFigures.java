package city.seki.hub.feed;

import city.seki.config.wire.JsonText;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A day counted, without persons.
 *
 * @param total each person once
 * @param offices who was in two is counted in both
 * @param rows by office and department
 */
public record DayFigures(LocalDate day, Sum total, Map<String, Sum> offices, List<Row> rows) {
  /**
   * What is counted.
   *
   * @param minutes for which seats were held, of visits that have ended
   */
  public record Sum(long personDays, long visits, long minutes) {}

  /** A department in an office. */
  public record Row(String office, String department, Sum sum) {}

  public DayFigures {
    offices = Map.copyOf(offices);
    rows = List.copyOf(rows);
  }

  /** While it is counted. */
  private static final class Tally {
    private final Set<String> persons = new HashSet<>();
    private long visits;
    private long minutes;

    void add(Visit visit) {
      boolean _ = persons.add(visit.person());
      visits++;
      if (visit.end() != null) {
        minutes += Duration.between(visit.start(), visit.end()).toMinutes();
      }
    }

    Sum sum() {
      return new Sum(persons.size(), visits, minutes);
    }
  }

  /** Counts that day. */
  public static DayFigures of(Attendance attendance, LocalDate day) {
    Tally total = new Tally();
    Map<String, Tally> offices = new TreeMap<>();
    Map<String, Map<String, Tally>> cells = new TreeMap<>();
    attendance.visits(
        Scope.of(day, day),
        visit -> {
          String office = visit.seat().office();
          total.add(visit);
          offices.computeIfAbsent(office, o -> new Tally()).add(visit);
          cells
              .computeIfAbsent(office, o -> new TreeMap<>())
              .computeIfAbsent(visit.department(), d -> new Tally())
              .add(visit);
        });
    Map<String, Sum> byOffice = new TreeMap<>();
    offices.forEach((office, tally) -> byOffice.put(office, tally.sum()));
    return new DayFigures(
        day,
        total.sum(),
        byOffice,
        cells.entrySet().stream()
            .flatMap(
                office ->
                    office.getValue().entrySet().stream()
                        .map(
                            cell -> new Row(office.getKey(), cell.getKey(), cell.getValue().sum())))
            .toList());
  }

  public boolean isEmpty() {
    return total.visits() == 0;
  }

  /** What the retained topic says (schema stats-daily): offices, no departments. */
  public byte[] topic() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("date", day.toString());
          sum(total, o);
          o.array(
              "offices",
              new TreeMap<>(offices).entrySet(),
              (office, each) -> sum(office.getValue(), each.put("office", office.getKey())));
        });
  }

  /** What the statistics system is told: the same day with the same figures has the same bytes. */
  byte[] document() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("date", day.toString());
          sum(total, o);
          o.array(
              "rows",
              rows,
              (row, each) ->
                  sum(
                      row.sum(),
                      each.put("office", row.office()).put("department", row.department())));
        });
  }

  private static void sum(Sum sum, JsonText o) {
    o.put("person_days", sum.personDays()).put("visits", sum.visits());
    o.put("minutes", sum.minutes());
  }
}
