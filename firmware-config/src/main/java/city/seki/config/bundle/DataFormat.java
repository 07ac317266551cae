package city.seki.config.bundle;

import java.util.Map;

/**
 * In which formats a version has to do with one kind of data on the unit's disk, such as its
 * journal.
 *
 * @param reads the newest format that it understands; it understands all older ones
 * @param writes the format into which it brings the data
 */
public record DataFormat(int reads, int writes) {
  /**
   * @throws IllegalArgumentException if it writes what it does not read, or there is no such format
   */
  public DataFormat {
    if (writes < 1 || writes > reads) {
      throw new IllegalArgumentException(
          "expected 1 <= writes <= reads, found reads " + reads + ", writes " + writes);
    }
  }

  /**
   * Whether that version may follow this one: each of the two understands what the other leaves, so
   * that there is a way forward, and a way back if the new one fails. A new format takes two
   * versions therefore: one that reads it, and a later one that writes it.
   */
  public boolean mayBecome(DataFormat next) {
    return next.reads >= writes && reads >= next.writes;
  }

  /**
   * The same for all data of two versions, by their names. What only one of the two knows is left
   * alone by the other.
   */
  public static boolean understand(Map<String, DataFormat> now, Map<String, DataFormat> next) {
    return next.entrySet().stream()
        .allMatch(
            entry -> {
              DataFormat format = now.get(entry.getKey());
              return format == null || format.mayBecome(entry.getValue());
            });
  }
}
