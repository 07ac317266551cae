package city.seki.config.rules;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * Wishes that wait for a draw, and where was drawn already: for an office and day once only.
 *
 * @param open by their ids
 * @param waiting how many wait for which draw
 * @param drawn those of the last years
 */
public record Wishes(PMap<String, Wish> open, PMap<Draw, Integer> waiting, PSet<Draw> drawn) {
  static final Wishes NONE =
      new Wishes(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePSet.empty());

  /** For which seats lots are drawn at once. */
  public record Draw(String office, LocalDate day) {
    static Draw of(Wish wish) {
      return new Draw(wish.office(), wish.day());
    }
  }

  Wishes apply(Event.OfLottery event) {
    return switch (event) {
      case Event.WishMade e -> made(e.wish());
      case Event.WishWithdrawn e -> without(e.wish());
      case Event.Drawn e -> drawn(new Draw(e.office(), e.day()));
      case Event.WishLost e -> this; // it went with the draw
    };
  }

  private Wishes made(Wish wish) {
    if (open.containsKey(wish.id()) || drawn.contains(Draw.of(wish))) {
      throw new IllegalStateException("wish " + wish.id() + " is there twice or comes too late");
    }
    int more = waiting.getOrDefault(Draw.of(wish), 0) + 1;
    return new Wishes(open.plus(wish.id(), wish), waiting.plus(Draw.of(wish), more), drawn);
  }

  private Wishes without(String id) {
    Wish gone = open.get(id);
    if (gone == null) {
      throw new IllegalStateException("there is no wish " + id + " to withdraw");
    }
    Draw draw = Draw.of(gone);
    int left = waiting.getOrDefault(draw, 1) - 1;
    return new Wishes(
        open.minus(id), left == 0 ? waiting.minus(draw) : waiting.plus(draw, left), drawn);
  }

  private Wishes drawn(Draw draw) {
    if (drawn.contains(draw)) {
      throw new IllegalStateException("lots are drawn once only: " + draw);
    }
    PSet<Draw> past = drawn;
    for (Draw old : drawn) {
      // No policy looks so far ahead: nobody asks for it any more.
      past = old.day().isBefore(draw.day().minusYears(2)) ? past.minus(old) : past;
    }
    PMap<String, Wish> left = open;
    for (Wish wish : of(draw)) {
      left = left.minus(wish.id());
    }
    return new Wishes(left, waiting.minus(draw), past.plus(draw));
  }

  /** What waits for that draw, in an order that depends on nothing but the names. */
  public List<Wish> of(Draw draw) {
    return open.values().stream()
        .filter(wish -> Draw.of(wish).equals(draw))
        .sorted(Comparator.comparing(Wish::id))
        .toList();
  }

  /** That person's, in order of time. */
  public List<Wish> of(String person) {
    return open.values().stream()
        .filter(wish -> wish.person().equals(person))
        .sorted(Comparator.comparing(Wish::from))
        .toList();
  }
}
