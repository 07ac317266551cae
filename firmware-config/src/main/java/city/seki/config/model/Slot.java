package city.seki.config.model;

import java.util.Locale;

/** A part of a day that may be reserved (product.md §3). */
public enum Slot {
  /** From opening to the end of the morning. */
  AM,
  /** From the start of the afternoon to closing. */
  PM,
  /** The whole opening hours. */
  DAY,
  /** Any interval within the opening hours. */
  EXPLICIT;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such slot
   */
  public static Slot of(String word) {
    for (Slot slot : values()) {
      if (slot.word().equals(word)) {
        return slot;
      }
    }
    throw new IllegalArgumentException("slot '" + word + "' is not am, pm, day or explicit");
  }
}
