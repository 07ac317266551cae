package city.seki.hub.allocation;

import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.hub.ledger.SqliteLedger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every claim that is on record of one person, corrections applied. */
public final class PersonalClaims {
  private PersonalClaims() {}

  /**
   * Reads the whole ledger as of this moment, beside the hub that writes it.
   *
   * @return the newest first
   * @throws city.seki.hub.data.DataException if the ledger cannot be read
   */
  public static List<ClaimRecord> of(Path ledger, String person) {
    DayRecord record = new DayRecord();
    SqliteLedger.read(
        ledger,
        event -> {
          if (isOf(event, person)) {
            record.add(event, seat -> true);
          }
        });
    return record.claims().stream()
        .sorted(Comparator.comparing(ClaimRecord::since).reversed())
        .toList();
  }

  private static boolean isOf(Event event, String person) {
    return switch (event) {
      case Event.Claimed e -> e.person().equals(person);
      case Event.Ended e -> e.person().equals(person);
      case Event.Corrected e -> isOf(e.before(), person) || isOf(e.after(), person);
      default -> false; // begins, ends and changes no claim
    };
  }

  private static boolean isOf(@Nullable ClaimRecord claim, String person) {
    return claim != null && claim.person().equals(person);
  }
}
