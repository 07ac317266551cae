package city.seki.hub.history;

import java.util.BitSet;

/** Counts persons over days. A person is told once for each day. */
final class Tally {
  private final BitSet persons = new BitSet();
  private long personDays;
  private long halfDays;
  private boolean nameless;

  /**
   * @param halves of the day that the person touched
   */
  void add(long person, int halves) {
    personDays++;
    if (Halves.isHalfDay(halves)) {
      halfDays++;
    }
    if (person < Numbers.NAMELESS) {
      persons.set((int) person);
    } else {
      nameless = true;
    }
  }

  void add(Tally other) {
    persons.or(other.persons);
    personDays += other.personDays;
    halfDays += other.halfDays;
    nameless |= other.nameless;
  }

  boolean isNameless() {
    return nameless;
  }

  long personDays() {
    return personDays;
  }

  /**
   * @param kept how many different persons there are where some of them lost their name
   */
  Attended attended(long kept) {
    return new Attended(nameless ? kept : persons.cardinality(), personDays, halfDays);
  }

  void write(Sheet.Writer out) {
    out.number(personDays);
    out.number(halfDays);
    out.number(nameless ? 1 : 0);
    out.number(persons.cardinality());
    int before = 0;
    for (int n = persons.nextSetBit(0); n >= 0; n = persons.nextSetBit(n + 1)) {
      out.number(n - before);
      before = n;
    }
  }

  /** Adds what {@link #write} wrote. */
  void read(Sheet.Reader in) {
    personDays += in.number();
    halfDays += in.number();
    nameless |= in.number() == 1;
    int n = 0;
    for (long rest = in.number(); rest > 0; rest--) {
      n += (int) in.number();
      persons.set(n);
    }
  }
}
