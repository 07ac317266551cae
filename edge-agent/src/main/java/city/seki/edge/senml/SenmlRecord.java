package city.seki.edge.senml;

import org.jspecify.annotations.Nullable;

/**
 * A resolved record (RFC 8428 §4.6): nothing of it depends on the records before it any more.
 *
 * @param name the whole name, 1 to 256 characters of A-Z a-z 0-9 - : . / _
 * @param unit a word of the SenML units registry, null where none was given
 * @param value null where only the sum is there
 * @param sum the value integrated over time, in unit times seconds; null where none was given
 * @param time seconds since 1970, or where less than {@link #RELATIVE_BELOW} seconds from now: 0 is
 *     about now, negative is past (§4.5.3)
 * @param updateTime seconds after which the next record comes at the latest, null where not given
 */
public record SenmlRecord(
    String name,
    @Nullable String unit,
    @Nullable Value value,
    @Nullable Double sum,
    double time,
    @Nullable Double updateTime) {
  /** 2^28: times below are relative to now (§4.5.3). */
  public static final double RELATIVE_BELOW = 1L << 28;

  /** What was measured. */
  public sealed interface Value {
    /** A finite number. */
    record Amount(double number) implements Value {}

    record Truth(boolean truth) implements Value {}

    record Words(String text) implements Value {}

    /**
     * Bytes.
     *
     * @param base64Url without padding (RFC 4648 §5), as it stands in JSON
     */
    record Data(String base64Url) implements Value {}
  }

  /** Whether the time is counted from now, since the sensor has no clock that is set. */
  public boolean isRelative() {
    return time < RELATIVE_BELOW;
  }
}
