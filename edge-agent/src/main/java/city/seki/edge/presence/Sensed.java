package city.seki.edge.presence;

/** What came from a sensor: a reading, or bytes that were none. */
public sealed interface Sensed {
  /** A whole and plausible reading. */
  record Read(Reading reading) implements Sensed {}

  /** Bytes that were thrown away; the sensor goes on. */
  record Discarded(Cause cause) implements Sensed {
    /** Why; {@link #word} is what the installer's meter prints. */
    public enum Cause {
      /** A check sum or a marker at the end was wrong. */
      CHECKSUM("checksum"),
      /** Bytes that begin no frame. */
      GARBAGE("garbage"),
      /** A whole frame with a value that the sensor cannot mean. */
      IMPLAUSIBLE("implausible");

      private final String word;

      Cause(String word) {
        this.word = word;
      }

      public String word() {
        return word;
      }
    }
  }
}
