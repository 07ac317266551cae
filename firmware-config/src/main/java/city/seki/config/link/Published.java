package city.seki.config.link;

/** What became of a publish. Only {@link #ACKNOWLEDGED} says that the broker has it. */
public enum Published {
  /** The broker has it. That is no promise that it is on anybody's disk. */
  ACKNOWLEDGED,
  /** Not sent: as many as agreed are under way. Publish it again when one of them is answered. */
  FULL,
  /** Not sent: there is no connection. Publish it again when the link is up. */
  DOWN,
  /** Sent, but the connection ended before the answer: it may or may not have arrived. */
  LOST,
  /** The broker refused it by a reason code: to publish it again will not help. */
  REFUSED,
  /** Not sent: larger than the broker accepts. */
  TOO_LARGE
}
