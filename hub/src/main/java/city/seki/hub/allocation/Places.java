package city.seki.hub.allocation;

import java.util.Arrays;

/** Different places in the ledger, four bytes each. Confined to one thread. */
final class Places {
  private static final int FIRST_ROOM = 4;

  private final long base;
  private int[] offsets = {};
  private int size;

  /**
   * @param base a place that is within two thousand million of all of them
   */
  Places(long base) {
    this.base = base;
  }

  /** Adds that place; false if it is there already. */
  boolean add(long place) {
    boolean next = size == 0 || place > get(size - 1);
    if (!next && contains(place)) {
      return false;
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.max(FIRST_ROOM, size + (size >> 1)));
    }
    offsets[size++] = Math.toIntExact(place - base);
    return true;
  }

  private boolean contains(long place) {
    for (int i = size - 1; i >= 0; i--) {
      if (get(i) == place) {
        return true;
      }
    }
    return false;
  }

  /** The one that was added as that, 0 being the first. */
  long get(int i) {
    return base + offsets[i];
  }

  int size() {
    return size;
  }
}
