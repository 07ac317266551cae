package city.seki.edge.agent;

/**
 * What of the floor is on the disk, and since when. A snapshot changes with every tap in the
 * office; the card in a Pi is spared by writing it seldom, for a stale one costs little: the hub
 * settles what was decided by it.
 *
 * <p>Budget: one snapshot in five minutes, and one more when the link is lost or the unit ends. 62
 * seats are about 20 kB, so that a day of ten hours writes at most 2.5 MB.
 *
 * @param version of the snapshot on the disk
 * @param writtenMs when it was written, monotonic
 */
record Shelf(long version, long writtenMs) {
  static final long EVERY_MS = 300_000;

  /** At the start: what was read from the disk is on it. */
  static Shelf holding(Floor floor) {
    return new Shelf(floor.version(), -EVERY_MS);
  }

  boolean isBehind(Floor floor) {
    return floor.version() > version;
  }

  boolean isDue(Floor floor, long nowMs) {
    return isBehind(floor) && nowMs - writtenMs >= EVERY_MS;
  }
}
