package city.seki.provisioning.est;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Bodies of EST over HTTPS: base64, whatever a Content-Transfer-Encoding says (RFC 8951, 3.1). Over
 * CoAP the same bytes go as they are.
 */
public final class Base64Body {
  private static final int COLUMNS = 64;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(COLUMNS, new byte[] {'\r', '\n'});

  private Base64Body() {}

  /** In lines of 64 columns, each ended. */
  public static String write(byte[] bytes) {
    return LINES.encodeToString(bytes) + "\r\n";
  }

  /**
   * The bytes, with or without white space in the base64.
   *
   * @return empty if that is no base64, or longer than allowed
   * @param mostBytes how long the result may be
   */
  public static Optional<byte[]> read(byte[] body, int mostBytes) {
    if (body.length > 2L * mostBytes + COLUMNS) {
      return Optional.empty();
    }
    byte[] dense = new byte[body.length];
    int length = 0;
    for (byte octet : body) {
      if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
        dense[length++] = octet;
      }
    }
    try {
      byte[] bytes =
          Base64.getDecoder().decode(new String(dense, 0, length, StandardCharsets.ISO_8859_1));
      return bytes.length > mostBytes ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
