package city.seki.hub.allocation;

import city.seki.config.rules.TapId;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tap is certainly new, so that the ledger need not be asked about it: a Bloom filter
 * over all taps that were ever decided. It may take a new tap for a seen one (1 of 300 after a
 * million taps, 1 of 5 after ten million), never a seen one for new, in whatever order taps, lost
 * ones and those of earlier runs of a unit come. Bounded: 4 MiB. Confined to one thread.
 */
final class SeenTaps {
  private static final int BITS = 1 << 25;
  private static final int BITS_A_PAGE = 1 << 13;

  /** Made when first written to: a small city needs little. */
  private final @Nullable BitSet[] pages = new BitSet[BITS / BITS_A_PAGE];

  void saw(TapId tap) {
    long hash = hash(tap);
    set(first(hash));
    set(second(hash));
  }

  boolean isNew(TapId tap) {
    long hash = hash(tap);
    return !get(first(hash)) || !get(second(hash));
  }

  private void set(int bit) {
    BitSet page = pages[bit / BITS_A_PAGE];
    if (page == null) {
      page = new BitSet(BITS_A_PAGE);
      pages[bit / BITS_A_PAGE] = page;
    }
    page.set(bit % BITS_A_PAGE);
  }

  private boolean get(int bit) {
    BitSet page = pages[bit / BITS_A_PAGE];
    return page != null && page.get(bit % BITS_A_PAGE);
  }

  private static int first(long hash) {
    return (int) hash & (BITS - 1);
  }

  private static int second(long hash) {
    return (int) (hash >>> 32) & (BITS - 1);
  }

  /** Both text hashes and the number, well mixed: the finaliser of SplittableRandom. */
  private static long hash(TapId tap) {
    long z = (long) tap.unit().hashCode() << 32 ^ tap.boot().hashCode();
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L + tap.seq() * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
