package city.seki.hub.retention;

import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.hub.ledger.Figure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who held a seat on which day: a fold over the ledger, corrections applied. A claim that lasted no
 * time, of somebody who was told a seat that was not to be had, does not count; one that lasts
 * still does not count yet.
 */
final class Attendance {
  private record Who(String person, String office, String department) {}

  private record Cell(String office, String department) {}

  private record Seen(String person, LocalDate day) {}

  private final ZoneId zone;
  private final Map<SeatId, Event.Claimed> open = new HashMap<>();

  /** How many claims of each day. */
  private final TreeMap<LocalDate, Map<Who, Integer>> days = new TreeMap<>();

  Attendance(ZoneId zone) {
    this.zone = zone;
  }

  void happened(Event event) {
    switch (event) {
      case Event.Claimed e -> open.put(e.seat(), e);
      case Event.Ended e -> {
        Event.Claimed begun = open.remove(e.seat());
        if (begun != null) {
          count(e.seat(), begun.person(), begun.department(), begun.at(), e.at(), 1);
        }
      }
      case Event.Corrected e -> {
        correct(e.before(), -1);
        correct(e.after(), 1);
      }
      default -> {} // neither begins nor ends a claim
    }
  }

  private void correct(@Nullable ClaimRecord c, int by) {
    if (c == null) {
      return;
    }
    if (c.end() != null) {
      count(c.seat(), c.person(), c.department(), c.since(), c.end(), by);
    } else if (by < 0) {
      open.remove(c.seat());
    } else {
      open.put(
          c.seat(),
          new Event.Claimed(
              c.seat(), c.person(), c.department(), c.source(), c.since(), c.closes()));
    }
  }

  private void count(
      SeatId seat, String person, String department, Instant since, Instant end, int by) {
    if (since.isBefore(end)) {
      Who who = new Who(person, seat.office(), department);
      days.computeIfAbsent(since.atZone(zone).toLocalDate(), day -> new HashMap<>())
          .merge(who, by, (was, more) -> was + more == 0 ? null : was + more);
    }
  }

  /** The first day on which somebody came, null if nobody ever did. */
  @Nullable LocalDate first() {
    return days.isEmpty() ? null : days.firstKey();
  }

  /** Of that time, in all, by office, by department, and by both; only where somebody came. */
  List<Figure> figures(Span span) {
    Map<Cell, Set<String>> persons = new HashMap<>();
    Map<Cell, Set<Seen>> personDays = new HashMap<>();
    days.subMap(span.first(), true, span.last(), true)
        .forEach(
            (day, came) -> {
              for (Who who : came.keySet()) {
                for (Cell cell : cells(who)) {
                  persons.computeIfAbsent(cell, c -> new HashSet<>()).add(who.person());
                  personDays
                      .computeIfAbsent(cell, c -> new HashSet<>())
                      .add(new Seen(who.person(), day));
                }
              }
            });
    List<Figure> figures = new ArrayList<>();
    persons.forEach(
        (cell, who) ->
            figures.add(
                new Figure(
                    span.first(),
                    span.last(),
                    cell.office(),
                    cell.department(),
                    who.size(),
                    personDays.getOrDefault(cell, Set.of()).size())));
    return figures;
  }

  private static List<Cell> cells(Who who) {
    return List.of(
        new Cell(Figure.ALL, Figure.ALL),
        new Cell(who.office(), Figure.ALL),
        new Cell(Figure.ALL, who.department()),
        new Cell(who.office(), who.department()));
  }

  /** The figures of every single day before that one: the same whatever people are called. */
  Set<Figure> ofDays(LocalDate before) {
    Set<Figure> figures = new HashSet<>();
    for (LocalDate day : days.headMap(before).keySet()) {
      figures.addAll(figures(new Span(day, day)));
    }
    return figures;
  }
}
