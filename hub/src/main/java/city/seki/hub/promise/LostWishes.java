package city.seki.hub.promise;

import city.seki.config.rules.Event;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Wish;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Wishes for which a draw gave no seat, so that their persons are told until the day is over; a
 * fold over the ledger. Safe for all threads.
 */
public final class LostWishes {
  /**
   * A wish that came to nothing.
   *
   * @param at when lots were drawn
   */
  public record Lost(Wish wish, Refusal why, Instant at) {}

  private final Map<String, Wish> open = new HashMap<>();
  private final List<Lost> lost = new ArrayList<>();

  /** Takes in what happened; events of other kinds change nothing. */
  public synchronized void happened(Event event) {
    switch (event) {
      case Event.WishMade e -> open.put(e.wish().id(), e.wish());
      case Event.WishWithdrawn e -> open.remove(e.wish());
      case Event.Drawn e ->
          // What was given is a reservation by now; of days before, nobody asks any more.
          lost.removeIf(gone -> gone.wish().to().isBefore(e.at()));
      case Event.Reserved e -> open.remove(Wish.of(e.reservation()));
      case Event.WishLost e -> {
        Wish wish = open.remove(e.wish());
        if (wish != null) {
          lost.add(new Lost(wish, e.reason(), e.at()));
        }
      }
      default -> {} // of no wish
    }
  }

  /** What that person's wishes for that day and later ones lost, in order of time. */
  public synchronized List<Lost> of(String person, LocalDate today) {
    return lost.stream()
        .filter(gone -> gone.wish().person().equals(person) && !gone.wish().day().isBefore(today))
        .sorted(Comparator.comparing(gone -> gone.wish().from()))
        .toList();
  }
}
