package city.seki.provisioning.enrol;

import java.time.Duration;

/**
 * The figures of the rules.
 *
 * @param reenrolPause between two certificates of one unit
 * @param retryAfter when somebody who waits for an approval asks again
 * @param askingHolds for how long a request stands before it lapses, approved or not
 * @param mostAsking requests that stand at once
 * @param mostAskingPerUnit of these, in the name of one unit
 */
public record EnrolPolicy(
    Duration reenrolPause,
    Duration retryAfter,
    Duration askingHolds,
    int mostAsking,
    int mostAskingPerUnit) {
  public static final EnrolPolicy STANDARD =
      new EnrolPolicy(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(7), 256, 3);
}
