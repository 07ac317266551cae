package city.seki.hub.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;

/**
 * What {@link Attendance.Counted} is made of, by numbers: all, each department, each office, each
 * day. Takes the sheets of one day after the other.
 */
final class Tallies {
  /** Whether a department or an office is among those that are counted. */
  record Filter(IntPredicate department, IntPredicate office) {
    static final Filter ALL = new Filter(n -> true, n -> true);
  }

  /** Some numbers with the halves of a day for each, of one person: hardly ever more than two. */
  private static final class Halves {
    private int[] of = new int[4];
    private int[] halves = new int[4];
    private int count;

    void add(int n, int touched) {
      for (int i = 0; i < count; i++) {
        if (of[i] == n) {
          halves[i] |= touched;
          return;
        }
      }
      if (count == of.length) {
        of = Arrays.copyOf(of, 2 * count);
        halves = Arrays.copyOf(halves, 2 * count);
      }
      of[count] = n;
      halves[count++] = touched;
    }
  }

  private final Filter filter;
  private final Tally total = new Tally();
  private Tally[] departments = new Tally[0];
  private Tally[] offices = new Tally[0];
  private final TreeMap<Integer, Attended> days = new TreeMap<>();
  private final Halves ofDepartments = new Halves();
  private final Halves ofOffices = new Halves();
  private int touched;
  private boolean came;

  Tallies(Filter filter) {
    this.filter = filter;
  }

  /**
   * A day that was not told before.
   *
   * @param sheets of all layers
   */
  void day(int day, List<byte[]> sheets) {
    long personDays = total.personDays();
    long halfDays = total.attended(0).halfDays();
    if (sheets.size() == 1) {
      one(new Sheet.Cursor(sheets.getFirst()));
    } else {
      many(sheets);
    }
    long persons = total.personDays() - personDays;
    if (persons > 0) {
      days.put(day, new Attended(persons, persons, total.attended(0).halfDays() - halfDays));
    }
  }

  private void one(Sheet.Cursor sheet) {
    boolean more = sheet.next();
    while (more) {
      long person = sheet.person();
      do {
        entry(sheet);
        more = sheet.next();
      } while (more && sheet.person() == person);
      person(person);
    }
  }

  private void many(List<byte[]> sheets) {
    List<Sheet.Cursor> open = new ArrayList<>();
    for (byte[] sheet : sheets) {
      Sheet.Cursor cursor = new Sheet.Cursor(sheet);
      if (cursor.next()) {
        open.add(cursor);
      }
    }
    while (!open.isEmpty()) {
      long person = open.stream().mapToLong(Sheet.Cursor::person).min().orElseThrow();
      open.removeIf(sheet -> !passed(sheet, person));
      person(person);
    }
  }

  /** Takes all entries of that person; false if there is nothing behind them. */
  private boolean passed(Sheet.Cursor sheet, long person) {
    while (sheet.person() == person) {
      entry(sheet);
      if (!sheet.next()) {
        return false;
      }
    }
    return true;
  }

  private void entry(Sheet.Cursor sheet) {
    if (filter.department().test(sheet.department()) && filter.office().test(sheet.office())) {
      came = true;
      touched |= sheet.halves();
      ofDepartments.add(sheet.department(), sheet.halves());
      ofOffices.add(sheet.office(), sheet.halves());
    }
  }

  /** All entries of that person are told. */
  private void person(long person) {
    if (came) {
      total.add(person, touched);
      for (int i = 0; i < ofDepartments.count; i++) {
        department(ofDepartments.of[i]).add(person, ofDepartments.halves[i]);
      }
      for (int i = 0; i < ofOffices.count; i++) {
        office(ofOffices.of[i]).add(person, ofOffices.halves[i]);
      }
    }
    came = false;
    touched = 0;
    ofDepartments.count = 0;
    ofOffices.count = 0;
  }

  private Tally department(int n) {
    departments = roomFor(n, departments);
    return departments[n];
  }

  private Tally office(int n) {
    offices = roomFor(n, offices);
    return offices[n];
  }

  private static Tally[] roomFor(int n, Tally[] tallies) {
    if (n < tallies.length) {
      return tallies;
    }
    Tally[] more = Arrays.copyOf(tallies, n + 16);
    for (int i = tallies.length; i < more.length; i++) {
      more[i] = new Tally();
    }
    return more;
  }

  Tally total() {
    return total;
  }

  /** Each department with anybody. */
  void departments(ObjIntConsumer<Tally> each) {
    each(departments, each);
  }

  /** Each office with anybody. */
  void offices(ObjIntConsumer<Tally> each) {
    each(offices, each);
  }

  private static void each(Tally[] tallies, ObjIntConsumer<Tally> each) {
    for (int n = 0; n < tallies.length; n++) {
      if (tallies[n].personDays() > 0) {
        each.accept(tallies[n], n);
      }
    }
  }

  /** Each day with anybody. */
  SortedMap<Integer, Attended> days() {
    return days;
  }

  /** All of it as bytes. */
  byte[] bytes() {
    Sheet.Writer out = new Sheet.Writer(1 << 12);
    total.write(out);
    write(departments, out);
    write(offices, out);
    out.number(days.size());
    days.forEach(
        (day, came) -> {
          out.number(day);
          out.number(came.personDays());
          out.number(came.halfDays());
        });
    return out.toByteArray();
  }

  private static void write(Tally[] tallies, Sheet.Writer out) {
    for (int n = 0; n < tallies.length; n++) {
      if (tallies[n].personDays() > 0) {
        out.number(n + 1);
        tallies[n].write(out);
      }
    }
    out.number(0);
  }

  /** Adds days that {@link #bytes} made bytes of, none of which was told before. */
  void add(byte[] bytes) {
    Sheet.Reader in = new Sheet.Reader(bytes);
    total.read(in);
    for (int n = (int) in.number(); n > 0; n = (int) in.number()) {
      department(n - 1).read(in);
    }
    for (int n = (int) in.number(); n > 0; n = (int) in.number()) {
      office(n - 1).read(in);
    }
    for (long rest = in.number(); rest > 0; rest--) {
      int day = (int) in.number();
      long persons = in.number();
      days.put(day, new Attended(persons, persons, in.number()));
    }
  }
}
