package city.seki.edge.coap;

/** What becomes of a post. */
sealed interface Verdict {
  /** It is told. */
  record Taken() implements Verdict {}

  /** It was told before; the sensor did not get the answer. */
  record Repeated() implements Verdict {}

  /**
   * It changes nothing.
   *
   * @param diagnostic for whoever looks at the sensor (RFC 7252 §5.5.2)
   * @param retrySeconds when it is worth trying again; 0 where that is not a matter of time
   */
  record Refused(Cause cause, String diagnostic, long retrySeconds) implements Verdict {
    Refused(Cause cause, String diagnostic) {
      this(cause, diagnostic, 0);
    }
  }
}
