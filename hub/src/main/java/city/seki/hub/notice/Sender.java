package city.seki.hub.notice;

/** Delivers notices by one channel. */
interface Sender {
  /** What became of it. */
  sealed interface Answer {}

  /** It is on its way. */
  record Taken() implements Answer {}

  /**
   * Not now; the same may work later.
   *
   * @param cause for the log and for the person; names no address
   */
  record Later(String cause) implements Answer {}

  /** That address takes none. */
  record Refused(String cause) implements Answer {}

  /**
   * @param to as it is in {@link Wanted}
   */
  Answer send(String to, Notice notice) throws InterruptedException;

  /** What fails together: while one of them waits, the others do too. */
  String group(String to);
}
