package city.seki.hub.history;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Who came on one day, as bytes: of each person every office and department with the halves of the
 * day that were touched there, in order of the persons' numbers. Four bytes or so for a person, so
 * that ten years of a prefecture are read in less than a second, whichever offices are asked for.
 */
final class Sheet {
  /** One person at one office, for one department. */
  private record Entry(long person, int department, int office, int halves)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = Long.compare(person, other.person);
      order = order != 0 ? order : Integer.compare(department, other.department);
      return order != 0 ? order : Integer.compare(office, other.office);
    }

    boolean isOfSame(Entry other) {
      return person == other.person && department == other.department && office == other.office;
    }
  }

  /** Puts one together. */
  static final class Builder {
    private Entry[] entries = new Entry[64];
    private int count;

    void add(long person, int department, int office, int halves) {
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, 2 * count);
      }
      entries[count++] = new Entry(person, department, office, halves);
    }

    boolean isEmpty() {
      return count == 0;
    }

    byte[] bytes() {
      Arrays.sort(entries, 0, count);
      Writer out = new Writer(4 * count);
      long person = 0;
      for (int i = 0; i < count; ) {
        Entry first = entries[i];
        int halves = 0;
        for (; i < count && entries[i].isOfSame(first); i++) {
          halves |= entries[i].halves;
        }
        out.number(first.person - person);
        out.number(first.department);
        out.number((long) first.office << 2 | halves);
        person = first.person;
      }
      return out.toByteArray();
    }
  }

  /** Numbers, seven bits in a byte, the small ones first. */
  static final class Writer extends ByteArrayOutputStream {
    Writer(int room) {
      super(Math.max(32, room));
    }

    void number(long n) {
      long rest = n;
      while (rest >= 0x80) {
        write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      write((int) rest);
    }
  }

  /** Reads numbers. */
  static class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasMore() {
      return at < bytes.length;
    }

    long number() {
      byte b = bytes[at++];
      if (b >= 0) {
        return b;
      }
      long n = b & 0x7f;
      for (int shift = 7; ; shift += 7) {
        b = bytes[at++];
        n |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return n;
        }
      }
    }
  }

  /** Goes from one entry to the next. */
  static final class Cursor {
    private final Reader in;
    private long person;
    private int department;
    private int office;
    private int halves;

    Cursor(byte[] sheet) {
      in = new Reader(sheet);
    }

    boolean next() {
      if (!in.hasMore()) {
        return false;
      }
      person += in.number();
      department = (int) in.number();
      int place = (int) in.number();
      office = place >>> 2;
      halves = place & Halves.BOTH;
      return true;
    }

    long person() {
      return person;
    }

    int department() {
      return department;
    }

    int office() {
      return office;
    }

    int halves() {
      return halves;
    }
  }

  private Sheet() {}
}
