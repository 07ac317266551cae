package city.seki.config.link;

/**
 * Hears what happens to a link.
 *
 * <p>Threads: {@link #up} and {@link #down} come one at a time and in their true order, {@link
 * #arrived} comes one at a time for one connection, in the order of the wire. They run on threads
 * that the connection needs, so none may block for longer than some milliseconds: put the message
 * on a queue. While {@code arrived} waits, the broker is held back (that is the back-pressure). At
 * most one message that was under way may still come after {@code down}.
 */
public interface LinkListener {
  /** Connected, subscriptions made, birth message sent. */
  void up(LinkFacts facts);

  /**
   * The connection ended, or an attempt to make one failed. The session goes on trying.
   *
   * @param reason for a person: what happened and, where there is one, the remedy
   */
  void down(String reason);

  /** A message of one of the subscriptions. It may come before {@link #up}. */
  void arrived(Arrived message);
}
