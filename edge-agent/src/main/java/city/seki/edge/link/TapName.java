package city.seki.edge.link;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What tells the hub's answers apart: the correlation data of a tap, which every answer repeats.
 *
 * @param amended whether the tap carries an answer of the unit that an earlier delivery of it did
 *     not
 */
record TapName(String boot, long seq, boolean amended) {
  private static final String AMENDED = "+";

  byte[] correlation() {
    return (boot + ':' + seq + (amended ? AMENDED : "")).getBytes(StandardCharsets.US_ASCII);
  }

  /** The name in that correlation data, null if there is none in it. */
  static @Nullable TapName of(byte @Nullable [] correlation) {
    String text = correlation == null ? "" : new String(correlation, StandardCharsets.US_ASCII);
    boolean amended = text.endsWith(AMENDED);
    int colon = text.lastIndexOf(':');
    try {
      String seq = text.substring(colon + 1, text.length() - (amended ? AMENDED.length() : 0));
      return colon < 0 ? null : new TapName(text.substring(0, colon), Long.parseLong(seq), amended);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
