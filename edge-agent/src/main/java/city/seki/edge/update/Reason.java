package city.seki.edge.update;

import java.util.Locale;

/** Why a version was not taken, or came back. The words are told to the hub. */
public enum Reason {
  /** It did not run long enough to say anything: it ended, hung, or the power went, three times. */
  DID_NOT_START("it was started three times and never lasted until it was well"),
  /** It ran, and did not reach the hub both ways in time. */
  HUB_NOT_REACHED("it ran, and the hub did not answer it in time"),
  /** It ran, and a reader that answered before did not any more. */
  READER_NOT_READY("it ran, and a reader that answered before did not answer it in time"),
  /** What lies in the slot is not what was put there. */
  DAMAGED("its file on the disk was damaged, or the disk took no count of its start"),
  /** This unit was not started by {@code seki-edge-start}. */
  NO_SLOTS("this unit was not started by seki-edge-start and takes no updates"),
  /** There is no release key by which a bundle could be believed. */
  NO_KEY("this unit has no release key: put release-keys.pem into its folder"),
  /** The head of the bundle is not signed by a release key, or damaged. */
  NOT_BELIEVED("its bundle is signed by no release key that this unit knows"),
  /** Another version than was said. */
  OTHER_VERSION("its bundle brings another version than it was said to"),
  /** Something newer was good on this unit already, and it is not signed to take that back. */
  OLDER("this unit ran a newer version before, and this one is not signed to follow that"),
  /** A version between is missing. */
  TOO_FAR("it may not follow the version that runs: a version between is missing"),
  /** One of the two would not understand what the other leaves on the disk. */
  DATA("it and the version that runs do not understand each other's data"),
  /** The hub has no such bytes. */
  NOWHERE("the hub does not have its bundle");

  private final String detail;

  Reason(String detail) {
    this.detail = detail;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people, on the terminal and the page. */
  public String detail() {
    return detail;
  }

  static Reason of(String word) {
    for (Reason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no reason");
  }
}
