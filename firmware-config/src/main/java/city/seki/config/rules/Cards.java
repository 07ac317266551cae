package city.seki.config.rules;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * What became known of cards since the roster was read: which are blocked, which unknown ones wait
 * to be linked, which have been.
 *
 * @param waiting unknown cards by their link codes, the oldest first
 * @param twins the two digests of one card, each by the other: of cards that were tapped while the
 *     card key was changed
 */
public record Cards(
    PMap<String, String> linked,
    PSet<String> blocked,
    PMap<String, Unknown> waiting,
    PMap<String, String> twins) {

  /** An unknown card, and when it was last tapped. */
  public record Unknown(String card, Instant at) {}

  /** How many unknown cards wait at most: the oldest gives way, and gets a code at its next tap. */
  static final int MOST_WAITING = 1_000;

  private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int CODE_LENGTH = 5;

  static final Cards NONE =
      new Cards(
          HashTreePMap.empty(), HashTreePSet.empty(), OrderedPMap.empty(), HashTreePMap.empty());

  Cards block(String card) {
    return new Cards(linked, blocked.plus(card), waiting, twins);
  }

  Cards unblock(String card) {
    return new Cards(linked, blocked.minus(card), waiting, twins);
  }

  Cards wait(String code, Unknown card) {
    PMap<String, Unknown> room = waiting;
    if (!room.containsKey(code) && room.size() >= MOST_WAITING) {
      room = room.minus(room.keySet().iterator().next());
    }
    return new Cards(linked, blocked, room.plus(code, card), twins);
  }

  Cards link(String card, String person) {
    return new Cards(linked.plus(card, person), blocked, known(card).waiting(), twins);
  }

  /** Both are digests of one card; what was said of one digest before does not change. */
  Cards twin(String card, String before) {
    return new Cards(linked, blocked, waiting, twins.plus(card, before).plus(before, card));
  }

  /**
   * What is said of a digest under that key is said of its twin from now on; of one without a twin
   * nothing is known any more.
   */
  Cards retire(String key) {
    Predicate<String> old = CardRenewal.under(key);
    PMap<String, String> owners = linked;
    for (String card : linked.keySet().stream().filter(old).toList()) {
      String twin = twins.get(card);
      String person = linked.get(card);
      owners = owners.minus(card);
      owners = twin == null || person == null ? owners : owners.plus(twin, person);
    }
    PSet<String> barred = blocked;
    for (String card : blocked.stream().filter(old).toList()) {
      String twin = twins.get(card);
      barred = twin == null ? barred.minus(card) : barred.minus(card).plus(twin);
    }
    PMap<String, Unknown> left = waiting;
    for (Map.Entry<String, Unknown> entry : waiting.entrySet()) {
      Unknown unknown = entry.getValue();
      String twin = twins.get(unknown.card());
      if (old.test(unknown.card())) {
        left =
            twin == null
                ? left.minus(entry.getKey())
                : left.plus(entry.getKey(), new Unknown(twin, unknown.at()));
      }
    }
    return new Cards(owners, barred, left, twins.minusAll(pairs(old)));
  }

  private List<String> pairs(Predicate<String> old) {
    return twins.entrySet().stream()
        .filter(twin -> old.test(twin.getKey()) || old.test(twin.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isWaiting(String card) {
    return waiting.values().stream().anyMatch(unknown -> unknown.card().equals(card));
  }

  /** It does not wait to be linked any more. */
  Cards known(String card) {
    PMap<String, Unknown> left = waiting;
    for (var entry : waiting.entrySet()) {
      if (entry.getValue().card().equals(card)) {
        left = left.minus(entry.getKey());
      }
    }
    return new Cards(linked, blocked, left, twins);
  }

  /**
   * The short code of an unknown card. It is taken from the digest, so that the card has the same
   * code at every reader and after every restart; where another waiting card has it already, the
   * next one is taken.
   */
  String codeOf(String card) {
    long hash = fnv(card);
    while (true) {
      String code = spell(hash);
      Unknown other = waiting.get(code);
      if (other == null || other.card().equals(card)) {
        return code;
      }
      hash++;
    }
  }

  @Nullable String cardOf(String code) {
    Unknown card = waiting.get(code.toUpperCase(Locale.ROOT));
    return card == null ? null : card.card();
  }

  private static String spell(long hash) {
    StringBuilder code = new StringBuilder(CODE_LENGTH);
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(LETTERS.charAt((int) (hash >>> (5 * i)) & 31));
    }
    return code.toString();
  }

  /** FNV-1a, 64 bit: spreads; what it is given is a keyed digest already. */
  private static long fnv(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash ^ (hash >>> 32);
  }
}
