package city.seki.config.link;

/**
 * Why a connection ended, or why none came about.
 *
 * @param words for a person: what happened and, where there is one, the remedy; no password
 */
public record LinkDown(Cause cause, String words) {
  /** What is at the bottom of it. */
  public enum Cause {
    /** There is no way to the broker, or its name is not known. */
    UNREACHABLE,
    /** Its machine is there, and nothing listens on that port. */
    REFUSED,
    /** It did not answer in time, or not any more. */
    TIMEOUT,
    /** It, or this side, ended the connection. */
    CLOSED,
    /** Its certificate is not trusted, or the port is not that of TLS. */
    TLS,
    /** User, password or certificate are wrong. */
    LOGIN,
    /** A topic that was wanted may not be heard. */
    DENIED,
    /** It speaks MQTT 3 only. */
    OLD_PROTOCOL,
    /** Another client took the name. */
    PUSHED_OFF,
    /** It has too much to do. */
    BUSY,
    /** What it says is no MQTT, or more at once than was agreed. */
    GARBAGE
  }
}
