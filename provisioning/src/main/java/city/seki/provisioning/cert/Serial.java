package city.seki.provisioning.cert;

import java.math.BigInteger;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number of a certificate: 128 random bits, so that nobody can know the next one and two are
 * never the same. RFC 5280 allows up to 20 octets.
 *
 * @param hex 1 to 40 digits in lower case, none of them a leading zero
 */
public record Serial(String hex) {
  private static final int BITS = 128;
  private static final Pattern FORM = Pattern.compile("[1-9a-f][0-9a-f]{0,39}");

  /**
   * @throws IllegalArgumentException if that is no such number
   */
  public Serial {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("no serial number: 1 to 40 hex digits, no leading zero");
    }
  }

  /**
   * @param random a cryptographic source, as {@link java.security.SecureRandom}
   */
  public static Serial random(RandomGenerator random) {
    byte[] bytes = new byte[BITS / Byte.SIZE];
    BigInteger number;
    do {
      random.nextBytes(bytes);
      number = new BigInteger(1, bytes);
    } while (number.signum() == 0);
    return of(number);
  }

  /**
   * @throws IllegalArgumentException if it is not positive or longer than 20 octets
   */
  public static Serial of(BigInteger number) {
    return new Serial(number.toString(16).toLowerCase(Locale.ROOT));
  }

  public BigInteger number() {
    return new BigInteger(hex, 16);
  }
}
