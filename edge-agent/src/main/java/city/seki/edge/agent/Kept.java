package city.seki.edge.agent;

import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Entry.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Taps of this run that the journal did not take: they are in memory alone, until the hub has
 * answered them or the journal takes them after all. A power cut loses them, which is why the light
 * breathes amber as long as the journal fails. Immutable.
 *
 * @param run number of this run in the journal, as far as it is known: {@link #UNKNOWN} until the
 *     journal took something, which is after every run that it knows
 * @param items by their sequence numbers
 */
record Kept(long run, SortedMap<Long, Item> items) {
  /** A whole day at a unit with ten busy seats; 500 kB of memory. What comes then is refused. */
  static final int MOST = 1_000;

  static final long UNKNOWN = Integer.MAX_VALUE;

  /**
   * One tap.
   *
   * @param tap as it is to be delivered
   * @param stale whether the journal holds the same tap as it was before its answer
   */
  record Item(TapMessage tap, boolean stale) {}

  Kept {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  static Kept nothing() {
    return new Kept(UNKNOWN, Collections.emptySortedMap());
  }

  Kept inRun(long known) {
    return new Kept(known, items);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  boolean isFull() {
    return items.size() >= MOST;
  }

  boolean has(String boot, long seq) {
    Item item = items.get(seq);
    return item != null && item.tap().boot().equals(boot);
  }

  /** How many of them the journal does not know at all. */
  int unnoted() {
    return (int) items.values().stream().filter(item -> !item.stale()).count();
  }

  /** The first of them, null if none is. */
  @Nullable TapMessage oldest() {
    return items.isEmpty() ? null : items.firstEntry().getValue().tap();
  }

  /** With that tap; one of the same name gives way to it. */
  Kept with(TapMessage tap, boolean stale) {
    SortedMap<Long, Item> more = new TreeMap<>(items);
    more.put(tap.seq(), new Item(tap, stale));
    return new Kept(run, more);
  }

  /** The same tap with its answer. */
  Kept amended(TapMessage tap) {
    Item before = items.get(tap.seq());
    return with(tap, before != null && before.stale());
  }

  Kept without(String boot, long seq) {
    if (!has(boot, seq)) {
      return this;
    }
    SortedMap<Long, Item> fewer = new TreeMap<>(items);
    fewer.remove(seq);
    return new Kept(run, fewer);
  }

  /** That tap as an entry of the journal would be. */
  Entry entry(TapMessage tap) {
    return new Entry(new Place(run, tap.seq()), tap.boot(), tap.toJson());
  }

  /** The oldest ones. */
  List<Item> first(int most) {
    return items.values().stream().limit(most).toList();
  }

  /**
   * What is to be delivered next, in order: what was read from the journal and what is kept here.
   *
   * @param after only what follows that place
   * @param read from the journal, behind that place
   * @param more whether the journal holds more behind them
   */
  List<Entry> merge(Place after, List<Entry> read, boolean more) {
    List<Entry> all = new ArrayList<>();
    read.stream().filter(entry -> !has(entry.boot(), entry.seq())).forEach(all::add);
    Place last = more && !read.isEmpty() ? read.getLast().place() : null;
    for (Item item : values()) {
      Place place = new Place(run, item.tap().seq());
      if (place.compareTo(after) > 0 && (last == null || place.compareTo(last) <= 0)) {
        all.add(entry(item.tap()));
      }
    }
    all.sort((one, other) -> one.place().compareTo(other.place()));
    return all;
  }

  private Collection<Item> values() {
    return items.values();
  }
}
