package city.seki.hub.report;

import city.seki.config.model.DayWeight;
import city.seki.config.model.Rounding;
import city.seki.hub.calendar.OpenDays;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Attended;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** Adds up what a report says, and tells by number why sums differ: nothing is hidden. */
record Footing(
    TeleworkQuery query,
    OpenDays open,
    Attendance.Counted counted,
    Attendance.Staff staff,
    Line total,
    List<Line> departments,
    List<TeleworkReport.OfficeLine> offices) {

  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    if (counted.total().personDays() == 0) {
      notes.add(Note.of(NoteKind.NOBODY_CAME));
    }
    notes.addAll(method());
    otherDays(notes);
    sums(notes);
    departmentsAlone(notes);
    if (!total.isCountable() || !departments.stream().allMatch(Line::isCountable)) {
      notes.add(Note.of(NoteKind.FORGOTTEN));
    }
    notes.sort((a, b) -> a.kind().compareTo(b.kind()));
    return notes;
  }

  private List<Note> method() {
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.of(NoteKind.OPEN_DAYS)
            .number("open_days", open.count())
            .number("weekdays", open.weekdays())
            .number("holidays", open.rests())
            .number("closures", open.closures()));
    long idle = query.closures().size() - open.closures();
    if (idle > 0) {
      notes.add(Note.of(NoteKind.IDLE_CLOSURES).number("days", idle));
    }
    notes.add(Note.of(NoteKind.COUNTING));
    if (query.halfDays() == DayWeight.HALF) {
      notes.add(Note.of(NoteKind.HALF_DAYS).number("half_days", counted.total().halfDays()));
    }
    notes.add(
        Note.of(query.rounding() == Rounding.FLOOR ? NoteKind.FLOOR : NoteKind.HALF_UP)
            .number("per_open_day", query.decimals().perOpenDay())
            .number("per_person", query.decimals().perPerson())
            .number("rate_percent", query.decimals().rate()));
    notes.add(Note.of(NoteKind.STAFF_BASE));
    List<Line> known = known();
    notes.add(
        Note.of(NoteKind.MEAN_BASE)
            .number(
                "rate_departments", known.stream().map(Line::rate).filter(Objects::nonNull).count())
            .number(
                "per_person_departments",
                known.stream().map(Line::perPerson).filter(Objects::nonNull).count()));
    return notes;
  }

  private List<Line> known() {
    return departments.stream().filter(l -> !l.name().equals(TeleworkReport.UNKNOWN)).toList();
  }

  private void otherDays(List<Note> notes) {
    long others = 0;
    long all = 0;
    for (Map.Entry<LocalDate, Attended> day : counted.days().entrySet()) {
      all += day.getValue().personDays();
      others += open.contains(day.getKey()) ? 0 : day.getValue().personDays();
    }
    if (others > 0) {
      notes.add(Note.of(NoteKind.OTHER_DAYS).number("person_days", others));
    }
    if (all != counted.total().personDays()) {
      notes.add(
          Note.of(NoteKind.DAYS_DO_NOT_FOOT)
              .number("days", all)
              .number("total", counted.total().personDays()));
    }
  }

  private void sums(List<Note> notes) {
    Attended all = counted.total();
    Collection<Attended> byDepartment = counted.departments().values();
    Collection<Attended> byOffice = counted.offices().values();
    long staffMore =
        staff.departments().values().stream().mapToLong(Long::longValue).sum() - staff.total();
    more(notes, NoteKind.STAFF_OF_SEVERAL, staffMore);
    if (total.isCountable() && byDepartment.stream().noneMatch(a -> a.persons() < 0)) {
      long implementersMore = sum(byDepartment, Attended::persons) - all.persons();
      more(notes, NoteKind.IMPLEMENTERS_OF_SEVERAL, implementersMore);
    }
    if (query.halfDays() == DayWeight.HALF) {
      halves(notes, all, byDepartment, byOffice);
    } else {
      long departmentsMore = sum(byDepartment, Attended::personDays) - all.personDays();
      more(notes, NoteKind.DAYS_OF_SEVERAL, departmentsMore);
      long officesMore = sum(byOffice, Attended::personDays) - all.personDays();
      more(notes, NoteKind.DAYS_IN_SEVERAL_OFFICES, officesMore);
    }
  }

  /**
   * Two half-days, each in one place, are a whole day of the total: sums may be right by chance.
   */
  private void halves(
      List<Note> notes,
      Attended all,
      Collection<Attended> byDepartment,
      Collection<Attended> byOffice) {
    ToLongFunction<Attended> halves = a -> 2 * a.personDays() - a.halfDays();
    long apartByDepartment = sum(byDepartment, halves) - halves.applyAsLong(all);
    long apartByOffice = sum(byOffice, halves) - halves.applyAsLong(all);
    if (apartByDepartment != 0 || apartByOffice != 0) {
      notes.add(
          Note.of(NoteKind.HALF_DAYS_APART)
              .number("departments_halves", apartByDepartment)
              .number("offices_halves", apartByOffice));
    }
  }

  private static void more(List<Note> notes, NoteKind kind, long by) {
    if (by != 0) {
      notes.add(Note.of(kind).number("more", by));
    }
  }

  private static long sum(Collection<Attended> all, ToLongFunction<Attended> what) {
    return all.stream().mapToLong(what).sum();
  }

  private void departmentsAlone(List<Note> notes) {
    for (Line line : departments) {
      if (line.name().equals(TeleworkReport.UNKNOWN)) {
        long days = counted.departments().getOrDefault(line.name(), Attended.NONE).personDays();
        notes.add(Note.of(NoteKind.NO_DEPARTMENT).number("person_days", days));
      } else if (line.staff() == 0) {
        notes.add(Note.of(NoteKind.NO_STAFF).word("department", line.name()));
      } else if (line.implementers() > line.staff()) {
        notes.add(
            Note.of(NoteKind.MORE_THAN_STAFF)
                .word("department", line.name())
                .number("implementers", line.implementers())
                .number("staff", line.staff()));
      }
    }
  }
}
