package city.seki.provisioning.enrol;

import java.time.Duration;

/**
 * The figures of the rules.
 *
 * @param reenrolPause between two certificates of one unit
 * @param retrySoonest when somebody who has just begun to wait for an approval asks again: an
 *     installer stands beside it
 * @param retryLatest when somebody who has waited for long does
 * @param askingHolds for how long a request stands before it lapses, approved or not
 * @param mostAsking requests that stand at once
 * @param mostAskingPerUnit of these, in the name of one unit
 */
public record EnrolPolicy(
    Duration reenrolPause,
    Duration retrySoonest,
    Duration retryLatest,
    Duration askingHolds,
    int mostAsking,
    int mostAskingPerUnit) {
  public static final EnrolPolicy STANDARD =
      new EnrolPolicy(
          Duration.ofHours(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(2),
          Duration.ofDays(7),
          256,
          3);

  /** A part of the time that has been waited for cannot be noticed as a delay. */
  private static final int PART = 10;

  /** When to ask again, after that long a wait. */
  Duration retryAfter(Duration waited) {
    Duration part = waited.dividedBy(PART);
    return part.compareTo(retryLatest) > 0
        ? retryLatest
        : part.compareTo(retrySoonest) < 0 ? retrySoonest : part;
  }
}
