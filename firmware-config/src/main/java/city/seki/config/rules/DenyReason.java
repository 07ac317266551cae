package city.seki.config.rules;

import java.util.Locale;

/**
 * Why a tap was denied: the words of product.md §4, in the order in which they are looked at, and
 * two of kits on loan (§7).
 */
public enum DenyReason {
  /** The message itself makes no sense, or names a unit, reader or seat that is not there. */
  BAD_REQUEST,
  RANDOM_ID,
  UNKNOWN_CARD,
  CARD_BLOCKED,
  SEAT_TAKEN,
  RESERVED,
  NOT_ELIGIBLE,
  OFFICE_CLOSED,
  CAPACITY,
  OUT_OF_SERVICE,
  /** The tag of a kit at a seat's reader. */
  KIOSK_ONLY,
  /** The tag of a kit that is not lent, and no card of a person before it. */
  CARD_FIRST;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if there is no such reason
   */
  public static DenyReason of(String word) {
    for (DenyReason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown reason '" + word + "'");
  }
}
