package city.seki.edge.agent;

/**
 * Whether the hub hears and is heard. A connection proves nothing: the client may say that it is
 * connected and pass nothing, and behind an external broker there may be no hub.
 *
 * <pre>
 *   event                                   connected  deaf
 *   link up                                 true       as before
 *   link down                               false      as before
 *   anything from the hub                              false, patience as at first
 *   health due, 2 unanswered                           true
 *   health due, patience unanswered                    true, link is cut, patience doubles
 * </pre>
 *
 * @param connected whether the client says so
 * @param deaf whether the hub has left too many health messages without an echo
 * @param unanswered health messages since the hub was last heard
 * @param patience how many unanswered ones cut the link
 * @param nextMs when health is due
 */
record Pulse(boolean connected, boolean deaf, int unanswered, int patience, long nextMs) {
  /** Between two health messages: three of them fit into the 45 s after which a unit is unknown. */
  static final long EVERY_MS = 15_000;

  private static final int SILENT = 2;

  /** Cutting a good link helps nobody while the hub is away: at most every four minutes. */
  private static final int MOST_PATIENCE = 16;

  static Pulse initial(long nowMs) {
    return new Pulse(false, false, 0, SILENT, nowMs);
  }

  /** Whether an answer can be hoped for. */
  boolean isOpen() {
    return connected && !deaf;
  }

  boolean isDue(long nowMs) {
    return nowMs >= nextMs;
  }

  /** Whether the link is to be cut instead of asking once more. */
  boolean isAtEnd() {
    return connected && unanswered >= patience;
  }

  Pulse up(long nowMs) {
    return new Pulse(true, deaf, 0, patience, nowMs);
  }

  Pulse down() {
    return new Pulse(false, deaf, 0, patience, nextMs);
  }

  Pulse heard() {
    return new Pulse(connected, false, 0, SILENT, nextMs);
  }

  Pulse asked(long nowMs) {
    boolean silent = unanswered >= SILENT;
    return new Pulse(connected, deaf || silent, unanswered + 1, patience, nowMs + EVERY_MS);
  }

  Pulse cut(long nowMs) {
    int more = Math.min(patience * 2, MOST_PATIENCE);
    return new Pulse(connected, true, 0, more, nowMs + EVERY_MS);
  }

  /** Nobody to ask. */
  Pulse skipped(long nowMs) {
    return new Pulse(connected, deaf, unanswered, patience, nowMs + EVERY_MS);
  }
}
