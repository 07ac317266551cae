package city.seki.hub.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hub sees of a unit at one moment.
 *
 * @param office in which it stands
 * @param offFor how long it was not heard, zero while it is online; a hub that has just started
 *     counts from its own start
 * @param call whether a call runs in a room that it looks after
 * @param claimed whether somebody holds a seat that it reads
 * @param reservedIn until the first reservation of a seat of it, or booking of a room of it, that
 *     is not over; zero or less while one runs, null if there is none
 * @param report what it said last, null if it was not heard
 */
public record Sight(
    String office,
    Duration offFor,
    boolean call,
    boolean claimed,
    @Nullable Duration reservedIn,
    @Nullable Report report) {
  /** A unit that was not heard for so long holds nobody up. */
  static final Duration OFF = Duration.ofMinutes(10);

  boolean isOnline() {
    return offFor.isZero();
  }

  /** Whether it is off, and not only away for a moment. */
  boolean isOff() {
    return offFor.compareTo(OFF) >= 0;
  }

  /**
   * Who would be disturbed, none if nobody.
   *
   * @param clear within which nothing may start
   */
  public List<Hindrance> hindrances(Duration clear) {
    List<Hindrance> found = new ArrayList<>();
    if (!isOnline()) {
      found.add(Hindrance.OFF);
    }
    if (call) {
      found.add(Hindrance.CALL);
    }
    if (claimed) {
      found.add(Hindrance.CLAIMED);
    }
    if (reservedIn != null && reservedIn.compareTo(clear) <= 0) {
      found.add(Hindrance.RESERVED);
    }
    return found;
  }
}
