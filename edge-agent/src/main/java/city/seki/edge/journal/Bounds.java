package city.seki.edge.journal;

/**
 * How large the journal's files may become, and how much of that they have from the start.
 *
 * @param limitBytes of database and write-ahead log together
 * @param reserveBytes taken from the disk at once, so that a disk that others fill does not stop
 *     the journal: inside its own files, where nobody else can take it
 */
public record Bounds(long limitBytes, long reserveBytes) {
  /** The journal of a unit: see README for how long that lasts. */
  public static final Bounds UNIT = new Bounds(64L << 20, 8L << 20);

  /** The same without the reserve: for a demonstration of a thousand units on one disk. */
  public static final Bounds MODEST = new Bounds(64L << 20, 0);
}
