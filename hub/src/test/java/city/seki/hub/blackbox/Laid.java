package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card that somebody laid on a reader.
 *
 * @param person the number of a member of staff in {@link TestCity}
 * @param from when it was laid
 * @param to when the light had answered, or the unit was known to be dead
 * @param signal what the light said; null if nobody saw it say anything
 */
record Laid(
    String unit, String reader, int person, Instant from, Instant to, @Nullable String signal) {
  /** What a tap's time may be wrong by. One person is not at one reader twice within it. */
  private static final Duration ERROR = Duration.ofSeconds(1);

  boolean isLit() {
    return signal != null;
  }

  private boolean fits(LedgerCopy.Press press, String pseudonym) {
    return press.tap().unit().equals(unit)
        && press.reader().equals(reader)
        && pseudonym.equals(press.person())
        && !press.at().isBefore(from.minus(ERROR))
        && !press.at().isAfter(to.plus(ERROR));
  }

  private static List<LedgerCopy.Press> ofPerson(List<LedgerCopy.Press> presses, String person) {
    return presses.stream().filter(press -> person.equals(press.person())).toList();
  }

  /**
   * The promise: each card whose light answered is one tap in the ledger, each other one at most
   * one, and there is no tap that nobody made.
   *
   * @param pseudonyms of the people, by their number
   * @return how many taps the ledger holds
   */
  static int assertArrivedOnce(
      List<Laid> laid, List<LedgerCopy.Press> presses, List<String> pseudonyms, String seed) {
    List<LedgerCopy.Press> left = new ArrayList<>(presses);
    for (Laid card : laid) {
      String pseudonym = pseudonyms.get(card.person());
      List<LedgerCopy.Press> taps =
          left.stream().filter(press -> card.fits(press, pseudonym)).toList();
      assertTrue(taps.size() <= 1, () -> "twice: " + card + " " + taps + ", " + seed);
      assertTrue(
          !taps.isEmpty() || !card.isLit(),
          () -> "lost: " + card + "; " + ofPerson(left, pseudonym) + ", " + seed);
      left.removeAll(taps);
    }
    assertEquals(List.of(), left, () -> "taps that nobody made, " + seed);
    return presses.size();
  }
}
