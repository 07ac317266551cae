package city.seki.edge.card.pcsc;

/**
 * What pcscd tells of one reader.
 *
 * @param state the SCARD_STATE_ bits; the upper 16 count insertions and removals since pcscd runs
 * @param atr the answer to reset of the card that lies there, upper-case hex, empty without a card
 */
record Slot(long state, String atr) {
  /**
   * Before anything is known: differs from every state, so that waiting for a change ends at once.
   */
  static final Slot UNAWARE = new Slot(0, "");

  private static final int COUNTER_SHIFT = 16;
  private static final long CHANGED = 0x02;
  private static final long UNKNOWN = 0x04;
  private static final long UNAVAILABLE = 0x08;
  private static final long PRESENT = 0x20;
  private static final long MUTE = 0x200;

  Slot {
    state &= ~CHANGED;
  }

  /**
   * Whether this is still the same insertion. Two within one look of pcscd count as one: only the
   * card's id tells those apart.
   */
  boolean sameInsertion(Slot other) {
    return cardPresent() == other.cardPresent()
        && state >>> COUNTER_SHIFT == other.state >>> COUNTER_SHIFT
        && atr.equals(other.atr);
  }

  boolean readerGone() {
    return (state & (UNKNOWN | UNAVAILABLE)) != 0;
  }

  boolean cardPresent() {
    return (state & PRESENT) != 0;
  }

  /** Something lies there that does not answer a reset: a coin, a card the wrong way round. */
  boolean mute() {
    return (state & MUTE) != 0;
  }
}
