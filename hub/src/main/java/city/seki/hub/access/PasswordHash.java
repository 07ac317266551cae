package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) over a password, written as the reference program writes it ({@code
 * $argon2id$v=19$m=…,t=…,p=…$salt$hash}), so that the parameters are kept with each hash and can be
 * raised later. Of Bouncy Castle, which the hub carries anyway for its certificates, and in Java:
 * nothing to unpack and to load on the way.
 */
public final class PasswordHash {
  /**
   * 19 MiB, two passes, one lane: the least that OWASP's Password Storage Cheat Sheet (2025) calls
   * enough. More would fill a hub of 256 MiB: {@link SignIn#AT_ONCE} of them run at a time.
   */
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** A hash that asks for more is not one of ours: it would stop the hub. */
  private static final int MOST_MEMORY_KIB = 64 * 1024;

  private static final int MOST_PASSES = 16;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,8}),t=([0-9]{1,4}),p=([1-8])"
              + "\\$([A-Za-z0-9+/]{16,86})\\$([A-Za-z0-9+/]{22,86})");

  private final int memoryKib;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt;
    this.hash = hash;
  }

  /** A new hash; takes about a tenth of a second of processor time. */
  public static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = argon2id(password, MEMORY_KIB, PASSES, 1, salt, HASH_BYTES);
    return new PasswordHash(MEMORY_KIB, PASSES, 1, salt, hash);
  }

  /** One that takes as long as every other, and that no password has: its hash is chance. */
  static PasswordHash blank(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(hash);
    return new PasswordHash(MEMORY_KIB, PASSES, 1, salt, hash);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is not such a hash, or one that would take too much
   */
  public static PasswordHash parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("a stored password is not an Argon2id hash");
    }
    int memory = Integer.parseInt(form.group(1));
    int passes = Integer.parseInt(form.group(2));
    int lanes = Integer.parseInt(form.group(3));
    if (memory < 8 * lanes || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
      throw new IllegalArgumentException("a stored password asks for too much memory or time");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new PasswordHash(
        memory, passes, lanes, base64.decode(form.group(4)), base64.decode(form.group(5)));
  }

  /** Whether that is the password. */
  public boolean isOf(String password) {
    return MessageDigest.isEqual(
        hash, argon2id(password, memoryKib, passes, lanes, salt, hash.length));
  }

  /** Whether a hash made today would be another kind: made anew at the next sign-in. */
  public boolean isOutdated() {
    return memoryKib != MEMORY_KIB
        || passes != PASSES
        || lanes != 1
        || salt.length != SALT_BYTES
        || hash.length != HASH_BYTES;
  }

  /** As it is kept. */
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memoryKib, passes, lanes, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  private static byte[] argon2id(
      String password, int memoryKib, int passes, int lanes, byte[] salt, int length) {
    // A keyboard may write the same letters in another way (NIST SP 800-63B-4, 3.1.1.2).
    byte[] bytes = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8);
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    argon2.generateBytes(bytes, hash);
    Arrays.fill(bytes, (byte) 0);
    return hash;
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
