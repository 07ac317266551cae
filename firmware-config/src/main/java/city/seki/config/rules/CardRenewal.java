package city.seki.config.rules;

import city.seki.config.rules.Command.CardRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a city changes the key under which it knows its cards, without laying them all on a reader
 * again. Nobody keeps a card's number, so the digest under the new key can only be learnt where the
 * card is: while a rotation runs, a unit tells both digests of a card, and the hub keeps that they
 * are twins.
 *
 * <p>Whatever is said of a card - whose it is, that it is blocked, that it is a kit's tag, that it
 * waits to be linked - is said of one digest and holds for its twin. {@link #known} finds that
 * digest, and the rules see no other: they know nothing of keys.
 */
public final class CardRenewal {
  private CardRenewal() {}

  /** Whether a digest was made under the key of that id. */
  public static boolean isUnder(String key, String digest) {
    return under(key).test(digest);
  }

  static Predicate<String> under(String key) {
    return digest -> digest.startsWith(key + ':');
  }

  /**
   * The digest under which that card is known: first one that is blocked, then one that is
   * somebody's or a kit's, then one that waits for its person. A stranger's is the older one, which
   * units that have not got the new key tell too.
   */
  public static String known(Seating state, CardRef.Digest card) {
    String before = card.before();
    boolean isOne = before != null && !isAnothers(state, card.digest(), before);
    Set<String> one = new LinkedHashSet<>();
    add(state, card.digest(), one);
    if (before != null && isOne) {
      add(state, before, one);
    }
    return first(one, state.cards().blocked()::contains)
        .or(() -> first(one, digest -> isKnown(state, digest)))
        .or(() -> first(one, state.cards()::isWaiting))
        .orElse(before != null && isOne ? before : card.digest());
  }

  private static Optional<String> first(Set<String> digests, Predicate<String> holds) {
    return digests.stream().filter(holds).findFirst();
  }

  private static void add(Seating state, String digest, Set<String> one) {
    one.add(digest);
    String twin = twin(state, digest);
    if (twin != null) {
      one.add(twin);
    }
  }

  private static @Nullable String twin(Seating state, String digest) {
    String twin = state.cards().twins().get(digest);
    return twin != null ? twin : state.directory().twins().get(digest);
  }

  private static boolean isKnown(Seating state, String digest) {
    String person = state.personOf(digest);
    return (person != null && state.directory().person(person) != null)
        || state.kits().tags().containsKey(digest);
  }

  /** Whether there is anything that holds for its twin too. */
  private static boolean isOf(Seating state, String digest) {
    return isKnown(state, digest) || state.cards().isWaiting(digest);
  }

  /** Whether both are known, and not as one card: a unit that says so is wrong. */
  private static boolean isAnothers(Seating state, String card, String before) {
    String twin = twin(state, card);
    String other = twin(state, before);
    if ((twin != null && !twin.equals(before)) || (other != null && !other.equals(card))) {
      return true;
    }
    return isKnown(state, card)
        && isKnown(state, before)
        && !(Objects.equals(state.personOf(card), state.personOf(before))
            && Objects.equals(state.kits().tags().get(card), state.kits().tags().get(before)));
  }

  /** The same tap by the digest under which its card is known. */
  public static Command.Tap known(Seating state, Command.Tap tap) {
    if (!(tap.card() instanceof CardRef.Digest card)) {
      return tap;
    }
    String known = known(state, card);
    return card.before() == null && known.equals(card.digest())
        ? tap
        : new Command.Tap(
            tap.id(),
            tap.office(),
            tap.reader(),
            new CardRef.Digest(known),
            tap.at(),
            tap.told(),
            tap.unseen());
  }

  /** What is learnt from a tap that tells both digests of a known card; null if nothing new is. */
  public static Event.@Nullable CardRenewed learnt(Seating state, Command.Tap tap) {
    if (!(tap.card() instanceof CardRef.Digest card)
        || card.before() == null
        || isAnothers(state, card.digest(), card.before())
        || twin(state, card.digest()) != null
        || !(isOf(state, card.before()) || isOf(state, card.digest()))) {
      return null;
    }
    return new Event.CardRenewed(card.digest(), card.before(), tap.id().unit(), tap.at());
  }

  /**
   * Cards of persons and tags of kits that are known under that key only, as digests: after {@link
   * #retire} they are unknown.
   */
  public static Set<String> left(Seating state, String key) {
    Set<String> left = new TreeSet<>(state.directory().cards().keySet());
    left.addAll(state.cards().linked().keySet());
    left.addAll(state.kits().tags().keySet());
    left.removeIf(
        digest ->
            !under(key).test(digest) || !isKnown(state, digest) || twin(state, digest) != null);
    return left;
  }

  /**
   * What happens when that key is given up. Of cards that the roster alone knows to be one, the
   * ledger is told first: the roster forgets it.
   */
  public static List<Event> retire(Seating state, String key, String by, Instant at) {
    Set<String> said = new TreeSet<>(state.cards().linked().keySet());
    said.addAll(state.cards().blocked());
    said.addAll(state.kits().tags().keySet());
    List<Event> events = new ArrayList<>();
    for (String digest : said) {
      String twin = state.directory().twins().get(digest);
      if (under(key).test(digest) && twin != null && !state.cards().twins().containsKey(digest)) {
        events.add(new Event.CardRenewed(twin, digest, by, at));
      }
    }
    events.add(new Event.CardKeyRetired(key, by, at));
    return events;
  }
}
