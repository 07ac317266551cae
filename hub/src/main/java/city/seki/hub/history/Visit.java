package city.seki.hub.history;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person held a seat: the row that the figures count. Corrections are applied: what turned out
 * not to have been is no visit.
 *
 * @param day on which it began, in the city's time
 * @param person the pseudonym; of a day that lost its persons, a name of that day alone
 * @param department the person's on that day
 * @param end null while it lasts
 * @param reason what ended it; null while it lasts, and for attendance that was imported
 */
public record Visit(
    LocalDate day,
    SeatId seat,
    String person,
    String department,
    Instant start,
    @Nullable Instant end,
    @Nullable EndReason reason,
    Origin origin) {
  /** Where it is known from. */
  public enum Origin {
    LEDGER,
    IMPORT
  }

  /** Without the person, who must not stand in a log. */
  @Override
  public String toString() {
    return "Visit[%s %s %s %s]".formatted(day, seat, department, origin);
  }
}
