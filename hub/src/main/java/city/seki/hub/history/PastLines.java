package city.seki.hub.history;

import city.seki.config.model.Names;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.SeatId;
import city.seki.hub.data.CsvText;
import city.seki.hub.roster.LineProblem;
import city.seki.hub.roster.Membership;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of past attendance, {@code date,staff_id,office,seat,start,end}, one after the
 * other, and says what is wrong with them.
 */
final class PastLines implements CsvText.Lines {
  /** So many are told: whoever has more has one mistake in every line. */
  static final int MOST_PROBLEMS = 1_000;

  private static final List<String> HEADER =
      List.of("date", "staff_id", "office", "seat", "start", "end");

  private static final OpeningHours USUAL =
      new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15));

  private static final long MINUTE = 60_000;

  /** What is the same in many lines that follow one another. */
  private record Day(LocalDate date, int number, long midnight, long next) {}

  private final PastImport.Against known;
  private final Membership.Lookup departments;
  private final Consumer<PastVisit> each;
  private final Map<String, Map<String, SeatId>> seats = new HashMap<>();
  private final List<LineProblem> problems = new ArrayList<>();
  private long problemCount;
  private boolean header;
  private String dayText = "";
  private @Nullable Day day;

  /**
   * @param each told the good lines, as long as none was bad
   */
  PastLines(PastImport.Against known, Consumer<PastVisit> each) {
    this.known = known;
    this.each = each;
    departments = known.membership().lookup();
  }

  /** In the order of the file. */
  List<LineProblem> problems() {
    if (!header && problems.isEmpty()) {
      problem(1, "the file is empty: its first line must be " + String.join(",", HEADER));
    }
    return problems;
  }

  /** How many there are beyond those that are told. */
  long more() {
    return problemCount - problems.size();
  }

  @Override
  public boolean take(long line, List<String> fields) {
    if (!header) {
      header = fields.stream().map(String::strip).toList().equals(HEADER);
      if (!header) {
        problem(line, "the first line must be " + String.join(",", HEADER));
      }
      return header;
    }
    if (fields.size() != HEADER.size()) {
      problem(
          line,
          "%d fields instead of 6: %s"
              .formatted(
                  fields.size(),
                  fields.size() < HEADER.size()
                      ? "some are missing (an empty one still has its comma)"
                      : "put a field that holds a comma in \"quotes\""));
      return true;
    }
    visit(line, fields);
    return true;
  }

  @Override
  public void broken(long line) {
    problem(
        line,
        "the CSV breaks off here: a quoted field is not closed before the end of the file, or is"
            + " too long; a quote within a field is written twice");
  }

  private void visit(long line, List<String> fields) {
    long before = problemCount;
    Day on = day(line, fields.get(0).strip());
    String person = known.persons().get(fields.get(1).strip());
    if (person == null) {
      problem(
          line,
          "staff_id is unknown: import the roster of that time first, with --from the day on which"
              + " it held");
    }
    String department =
        on == null || person == null ? null : departments.department(person, on.date());
    if (on != null && person != null && department == null) {
      problem(
          line,
          "the person was in no department on that day: import the roster of that time first, with"
              + " --from the day on which it held");
    }
    SeatId seat = seat(line, fields.get(2).strip(), fields.get(3).strip());
    String start = fields.get(4).strip();
    String end = fields.get(5).strip();
    if (on == null || person == null || department == null || seat == null) {
      return;
    }
    if (start.isEmpty() && end.isEmpty()) {
      OpeningHours hours = hours(seat.office(), on.date());
      tell(
          before,
          new PastVisit(
              line,
              on.number(),
              seat,
              person,
              department,
              on.midnight() + hours.opens().toSecondOfDay() * 1_000L,
              on.midnight() + hours.closes().toSecondOfDay() * 1_000L,
              true));
      return;
    }
    long from = time(line, "start", start, on);
    long to = time(line, "end", end, on);
    if (from >= 0 && to >= 0 && to <= from) {
      problem(line, "end must be after start");
    }
    tell(before, new PastVisit(line, on.number(), seat, person, department, from, to, false));
  }

  /** Once one line is wrong nothing is imported: then there is no need of the others. */
  private void tell(long before, PastVisit visit) {
    if (before == 0 && problemCount == 0) {
      each.accept(visit);
    }
  }

  private @Nullable Day day(long line, String text) {
    if (text.equals(dayText)) {
      return day;
    }
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeException e) {
      problem(line, "date must be as 2022-07-01");
      return null;
    }
    LocalDate before = known.before();
    if (date.isAfter(known.today())) {
      problem(line, "date is after today");
      return null;
    }
    if (before != null && date.isBefore(before)) {
      problem(
          line,
          "persons before %s are forgotten here: whoever came then cannot be counted with them any more"
              .formatted(before));
      return null;
    }
    if (date.isBefore(LocalDate.EPOCH)) {
      problem(line, "date is before 1970");
      return null;
    }
    ZoneId zone = known.city().timeZone();
    dayText = text;
    day =
        new Day(
            date,
            (int) date.toEpochDay(),
            date.atStartOfDay(zone).toInstant().toEpochMilli(),
            date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
    return day;
  }

  private @Nullable SeatId seat(long line, String office, String seat) {
    Map<String, SeatId> ofOffice = seats.computeIfAbsent(office, o -> new HashMap<>());
    SeatId checked = ofOffice.get(seat);
    if (checked != null) {
      return checked;
    }
    Office found = known.city().office(office);
    if (!Names.isName(office) || !Names.isName(seat)) {
      problem(
          line, "office and seat must be 1 to 64 of A-Z a-z 0-9 _ . - and a letter or digit first");
      return null;
    }
    if (found == null && !known.pastPlaces()) {
      problem(
          line,
          "office is unknown: the city has %s; --past-places takes offices and seats that are no more"
              .formatted(String.join(", ", known.city().offices().keySet())));
      return null;
    }
    if (found != null && found.seat(seat) == null && !known.pastPlaces()) {
      problem(
          line,
          "seat is unknown in %s; --past-places takes offices and seats that are no more"
              .formatted(office));
      return null;
    }
    SeatId id = new SeatId(office, seat);
    ofOffice.put(seat, id);
    return id;
  }

  private OpeningHours hours(String office, LocalDate date) {
    Office found = known.city().office(office);
    OpeningHours hours = found == null ? null : found.hours().get(date.getDayOfWeek());
    return hours != null ? hours : USUAL;
  }

  /** -1 if it is none. */
  private long time(long line, String what, String text, Day on) {
    int minute = minute(text);
    if (minute >= 0) {
      return on.midnight() + minute * MINUTE;
    }
    try {
      long at = OffsetDateTime.parse(text).toInstant().toEpochMilli();
      if (at < on.midnight() || at > on.next()) {
        problem(line, what + " is not on the line's date");
        return -1;
      }
      return at;
    } catch (DateTimeException e) {
      problem(
          line,
          what
              + (text.isEmpty()
                  ? " is missing: give both times, or none for the whole day"
                  : " must be as 09:00 or as 2022-07-01T09:00:00+09:00"));
      return -1;
    }
  }

  /** Of {@code HH:mm}, up to 24:00; -1 if it is none. */
  private static int minute(String text) {
    if (text.length() != 5 || text.charAt(2) != ':') {
      return -1;
    }
    for (int i = 0; i < 5; i++) {
      if (i != 2 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return -1;
      }
    }
    int hour = 10 * (text.charAt(0) - '0') + text.charAt(1) - '0';
    int minute = 10 * (text.charAt(3) - '0') + text.charAt(4) - '0';
    return minute > 59 || hour > 24 || (hour == 24 && minute > 0) ? -1 : 60 * hour + minute;
  }

  private void problem(long line, String reason) {
    problemCount++;
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new LineProblem(line, reason));
    }
  }
}
