package city.seki.edge.config;

import java.util.Locale;

/** Why a unit does not do as it was told, in one word. */
public enum Reason {
  /** The document, or the configuration in it, is none. */
  UNREADABLE,
  /** It is for another unit. */
  FOREIGN,
  /** Another hub has signed it, or nobody. */
  UNKNOWN_KEY,
  /** The unit does not know the key of its hub, and so believes nobody. */
  NO_KEY,
  /** It would lead from TLS to a connection that anybody can read and change. */
  INSECURE,
  /** The hub tells of another office. */
  OFFICE_UNKNOWN,
  /** Something that is to be wired to the unit does not answer, or cannot be opened. */
  WIRING,
  /** A secret that it needs is not there. */
  SECRET,
  /** It is too large to be carried, and could not be fetched. */
  NOT_FETCHED,
  /** The disk does not take it. */
  DISK,
  /** The unit did not start with it. */
  NOT_STARTED,
  /** The unit ended too often while it tried it. */
  ENDED,
  /** The hub was not reached in time, or did not answer. */
  HUB_UNREACHED,
  /** Something that is wired to the unit did not answer in time. */
  SELF_TEST,
  /** What lay on the disk was no longer what the hub had signed. */
  DAMAGED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if there is no such word
   */
  static Reason of(String word) {
    for (Reason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no reason");
  }
}
