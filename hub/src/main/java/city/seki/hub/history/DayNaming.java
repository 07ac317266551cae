package city.seki.hub.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.rules.DayName;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives persons the names of one day, the same to whoever has the same key: so ledger and imports
 * agree. Once the key is gone nobody finds the person again. Confined to one thread.
 */
public final class DayNaming {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NAME_BYTES = 10;

  private final byte[] key;
  private final Mac mac;

  DayNaming(byte[] key) {
    this.key = key.clone();
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(this.key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** With a key that nobody has. */
  public static DayNaming random(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new DayNaming(key);
  }

  byte[] key() {
    return key.clone();
  }

  /** The name of that person on that day; one that has one keeps it. */
  public String name(String person, LocalDate day) {
    if (DayName.isOne(person)) {
      return person;
    }
    byte[] hash = mac.doFinal((day + "/" + person).getBytes(UTF_8));
    return DayName.of(HexFormat.of().formatHex(Arrays.copyOf(hash, NAME_BYTES)));
  }
}
