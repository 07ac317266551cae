package city.seki.edge.update;

/** What is to be done next about the software. */
sealed interface Next {
  /** Nothing: what runs is what is wanted. */
  record Rest() implements Next {}

  /** Nothing: what is wanted cannot be. */
  record Refuse(Reason reason) implements Next {}

  /** Nothing: what is wanted was tried and came back. */
  record Stay(Boot.Returned returned) implements Next {}

  /** The head of the wanted bundle is to be fetched and believed. */
  record FetchHead(Wish wish) implements Next {}

  /** The next piece of the payload is to be fetched, checked and written. */
  record FetchPiece(Stage stage) implements Next {}

  /** All is there: it is checked as a whole and given its name. */
  record Install(Stage stage) implements Next {}

  /** From the next start on it is tried; and this process ends. */
  record Try(Stage stage) implements Next {}

  /** This version is tried, and it is not known yet whether it is well. */
  record Watch(Boot.Trial trial) implements Next {}

  /** This version is good. */
  record Confirm(Boot.Trial trial) implements Next {}

  /**
   * What was tried is not tried any more.
   *
   * @param here whether it is this very process, which ends then
   */
  record Return(Boot.Trial trial, Reason reason, boolean here) implements Next {}
}
