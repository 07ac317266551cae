package city.seki.hub.broker;

import java.time.Duration;

/**
 * What one unit may take of the embedded broker, so that one that runs wild, or is stolen, leaves
 * the others what they need. A unit at its busiest - ten readers, all of them tapped without a
 * pause - says about ten things a second, and one that comes back after days brings some thousand
 * taps at once: both stay far below. What is taken at once is little: all others wait while it is
 * worked off.
 *
 * @param connects how often a unit may connect; who comes more often is turned away
 * @param packets how fast its packets are read; what comes faster waits in the network
 * @param bytes the same for their bytes
 * @param packetsInAll how many packets are taken for such a load; beyond it is a flood, and ends
 * @param bytesInAll the same for their bytes
 * @param callers how often connections may come from one address, before it is known whose they are
 * @param strangersOfAddress how many connections of one address may be open that have not said who
 *     they are
 * @param strangers the same for all addresses together
 * @param subscriptions how many topic filters one connection may subscribe to in its life
 * @param unacknowledged how many messages are sent ahead before one is acknowledged
 * @param unanswerable how much a unit may say while it acknowledges nothing of that many
 * @param patience for a handshake, and again for the CONNECT
 * @param keepAlive the longest time that a client may be silent
 */
public record Limits(
    Rate connects,
    Rate packets,
    Rate bytes,
    Rate packetsInAll,
    Rate bytesInAll,
    Rate callers,
    int strangersOfAddress,
    int strangers,
    int subscriptions,
    int unacknowledged,
    int unanswerable,
    Duration patience,
    Duration keepAlive) {
  /** So much at once, and so much more a second. */
  public record Rate(double burst, double perSecond) {
    /**
     * @throws IllegalArgumentException if either is not positive
     */
    public Rate {
      if (!(burst > 0) || !(perSecond > 0)) {
        throw new IllegalArgumentException(
            "a rate is positive, found " + burst + " and " + perSecond + " a second");
      }
    }
  }

  /** Those of every hub. */
  public static final Limits STANDARD =
      new Limits(
          new Rate(20, 0.2),
          new Rate(50, 200),
          new Rate(128 << 10, 64 << 10),
          new Rate(30_000, 20),
          new Rate(64 << 20, 32 << 10),
          new Rate(200, 20),
          64,
          512,
          32,
          256,
          1_000,
          Duration.ofSeconds(10),
          Duration.ofMinutes(10));
}
