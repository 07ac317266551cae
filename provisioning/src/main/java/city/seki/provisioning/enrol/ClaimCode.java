package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A claim that an installer types: {@code XXXX-XXXX-XXXX-YYYY-YYYY} in Crockford's base32, which
 * has no I, L, O and U.
 *
 * <p>X are 60 bits of chance, the secret: only they are ever sent, and the hub keeps but a slow
 * hash of them. Y are 40 bits by which the unit knows the root before it sends anything (RFC 7030,
 * 4.1.1): a slow hash of the root's key, salted with the secret. Without the secret nobody can look
 * for a root of their own that has the same Y; and a mistyped code does not fit the root either, so
 * that it never leaves the unit.
 */
public final class ClaimCode {
  /** As HTTP Basic has it for every claim; the secret is the password. */
  public static final String USER = "claim";

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS_OF_DIGIT = 5;
  private static final int SECRET_DIGITS = 12;
  private static final int CHECK_DIGITS = 8;
  private static final int GROUP = 4;
  private static final int ROUNDS = 100_000;
  private static final int KEPT_BITS = 256;
  private static final String CHECK_SALT = "seki claim code 1 ";

  private final String secret;
  private final String check;

  private ClaimCode(String secret, String check) {
    this.secret = secret;
    this.check = check;
  }

  /**
   * A new code for a city with that root.
   *
   * @param rootKey of the root's public key
   * @param random a cryptographic source, as {@link java.security.SecureRandom}
   */
  public static ClaimCode make(Fingerprint rootKey, RandomGenerator random) {
    StringBuilder secret = new StringBuilder();
    for (int i = 0; i < SECRET_DIGITS; i++) {
      secret.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new ClaimCode(secret.toString(), check(secret.toString(), rootKey));
  }

  /**
   * The code that somebody typed: in small letters too, with or without hyphens and blanks, O for 0
   * and I or L for 1.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  public static ClaimCode parse(String typed) {
    String digits = digits(typed);
    if (digits.length() != SECRET_DIGITS + CHECK_DIGITS) {
      throw new IllegalArgumentException(
          "a code has 5 groups of 4 letters and digits, as XXXX-XXXX-XXXX-YYYY-YYYY");
    }
    return new ClaimCode(digits.substring(0, SECRET_DIGITS), digits.substring(SECRET_DIGITS));
  }

  /**
   * The secret in a password that was sent: it alone, or the whole code, which a person pasted;
   * empty if it is neither.
   */
  public static Optional<String> secretOf(String password) {
    String digits = digits(password);
    return digits.length() == SECRET_DIGITS || digits.length() == SECRET_DIGITS + CHECK_DIGITS
        ? Optional.of(digits.substring(0, SECRET_DIGITS))
        : Optional.empty();
  }

  private static String digits(String typed) {
    StringBuilder digits = new StringBuilder();
    for (char each : typed.toUpperCase(Locale.ROOT).toCharArray()) {
      char digit =
          switch (each) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> each;
          };
      if (DIGITS.indexOf(digit) >= 0) {
        digits.append(digit);
      } else if (each != '-' && each != ' ') {
        return "";
      }
    }
    return digits.toString();
  }

  /** What is sent to a hub that has shown the right root. */
  public String secret() {
    return secret;
  }

  /** As it is printed and typed. */
  public String text() {
    String digits = secret + check;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length(); i += GROUP) {
      text.append(i == 0 ? "" : "-").append(digits, i, i + GROUP);
    }
    return text.toString();
  }

  /** True if that root is the one that whoever made this code meant, and nothing was mistyped. */
  public boolean isOf(Fingerprint rootKey) {
    return MessageDigest.isEqual(
        check.getBytes(StandardCharsets.US_ASCII),
        check(secret, rootKey).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * What a hub keeps of a secret, to know it again: a slow hash, in hex.
   *
   * @param salt of that hub
   */
  public static String kept(String secret, byte[] salt) {
    return HexFormat.of().formatHex(slowly(secret, salt, KEPT_BITS));
  }

  private static String check(String secret, Fingerprint rootKey) {
    byte[] salt = (CHECK_SALT + secret).getBytes(StandardCharsets.US_ASCII);
    long bits = 0;
    for (byte octet : slowly(rootKey.hex(), salt, CHECK_DIGITS * BITS_OF_DIGIT)) {
      bits = (bits << Byte.SIZE) | (octet & 0xff);
    }
    char[] digits = new char[CHECK_DIGITS];
    for (int i = CHECK_DIGITS - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (bits & (DIGITS.length() - 1)));
      bits >>= BITS_OF_DIGIT;
    }
    return new String(digits);
  }

  private static byte[] slowly(String text, byte[] salt, int bits) {
    char[] characters = text.toCharArray();
    PBEKeySpec spec = new PBEKeySpec(characters, salt, ROUNDS, bits);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClaimCode";
  }
}
