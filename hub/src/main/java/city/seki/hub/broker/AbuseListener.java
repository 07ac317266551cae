package city.seki.hub.broker;

/** Hears of every client that was turned away, on the broker's threads: it must not block. */
@FunctionalInterface
public interface AbuseListener {
  /**
   * @param client the unit that its certificate proved it to be; for a client that proved nothing
   *     what it called itself, or its address
   */
  void turnedAway(String client, Abuse what);
}
