package city.seki.config.rules;

import city.seki.config.model.SeatId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One claim from its beginning to its end, as it is on record.
 *
 * @param department the person's department when it began
 * @param closes when the office closes that day
 * @param end null while it lasts
 * @param reason what ended it, null while it lasts
 */
public record ClaimRecord(
    SeatId seat,
    String person,
    String department,
    Source source,
    Instant since,
    Instant closes,
    @Nullable Instant end,
    @Nullable EndReason reason) {
  public ClaimRecord {
    if ((end == null) != (reason == null) || (end != null && end.isBefore(since))) {
      throw new IllegalArgumentException(
          "a claim from %s cannot end %s by %s".formatted(since, end, reason));
    }
  }

  /** That claim, which lasts. */
  public static ClaimRecord of(SeatId seat, Claim claim) {
    return new ClaimRecord(
        seat,
        claim.person(),
        claim.department(),
        claim.source(),
        claim.since(),
        claim.closes(),
        null,
        null);
  }

  /** The same claim, ended. */
  public ClaimRecord ended(Instant at, EndReason by) {
    return new ClaimRecord(seat, person, department, source, since, closes, at, by);
  }

  /** Whether the seat is held now. */
  public boolean isCurrent() {
    return end == null;
  }

  Claim claim() {
    return new Claim(person, department, source, since, closes);
  }
}
