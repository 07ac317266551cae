package city.seki.config.rules;

import java.util.Locale;

/** What ended a claim (product.md §5); part of the record. */
public enum EndReason {
  /** The person's own tap. */
  RELEASED,
  /** The person sat down elsewhere. */
  MOVED,
  /** Somebody else's reservation started. */
  RESERVATION,
  /** Closing time came: nobody tapped out. */
  AUTO_CLOSED,
  /** Facilities or a supervisor, with a reason of their own. */
  BY_STAFF,
  /** Nobody was sensed for longer than the office allows. */
  NO_PRESENCE,
  CARD_BLOCKED,
  /** The seat, or the person's right to it, is no longer in the city's files. */
  REMOVED,
  /** Never held in truth: what a unit told when it was alone clashed with an earlier claim. */
  CONFLICT;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if there is no such reason
   */
  public static EndReason of(String word) {
    for (EndReason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown reason '" + word + "'");
  }
}
