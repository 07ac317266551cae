package city.seki.config.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key under which a city knows its cards. Digests made with it can be compared, and without it
 * nobody can find the number behind one by trying all of them.
 *
 * <p>Immutable and safe for every thread.
 */
public final class CardKey {
  /** Smallest secret that is taken, in bytes: the width of SHA-256. */
  public static final int MIN_SECRET_BYTES = 32;

  private static final String MAC = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{0,15}");
  private static final Pattern UPPER_HEX = Pattern.compile("(?:[0-9A-F]{2})+");

  private final String id;
  private final SecretKeySpec secret;
  private final @Nullable CardKey before;

  /**
   * A key that follows no other.
   *
   * @param id names the key in every digest, as {@code k1}, so that it can be changed some day
   * @param secret at least {@link #MIN_SECRET_BYTES} random bytes
   * @throws IllegalArgumentException for a malformed id or a short secret
   */
  public CardKey(String id, byte[] secret) {
    this(id, secret, null);
  }

  private CardKey(String id, byte[] secret, @Nullable CardKey before) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "card key id '" + id + "' is not a small letter and up to 15 small letters or digits");
    }
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "card key "
              + id
              + " has "
              + secret.length
              + " bytes; "
              + MIN_SECRET_BYTES
              + " are the least");
    }
    this.id = id;
    this.secret = new SecretKeySpec(secret, MAC);
    this.before = before;
  }

  /**
   * The same key while cards are still known under the one before it: a tap carries both digests
   * then.
   *
   * @throws IllegalArgumentException if both have one id
   */
  public CardKey following(CardKey before) {
    if (before.id.equals(id)) {
      throw new IllegalArgumentException("card key " + id + " cannot follow itself");
    }
    return new CardKey(id, secret(), new CardKey(before.id, before.secret()));
  }

  /** The key that this one replaces, null where no rotation runs. */
  public @Nullable CardKey before() {
    return before;
  }

  /** The digest under the key before, null where no rotation runs. */
  public @Nullable String digestBefore(CardTech tech, String upperHexId) {
    return before == null ? null : before.digest(tech, upperHexId);
  }

  public String id() {
    return id;
  }

  /** A copy of the secret, to be written to a file of its owner only. */
  public byte[] secret() {
    return secret.getEncoded();
  }

  /** The digest of a card that identifies somebody. */
  public String digest(CardId card) {
    return digest(card.tech(), card.hex());
  }

  /**
   * {@code {key id}:{base64url, no padding, of HMAC-SHA-256(secret, "{tech}:{UPPERCASE HEX ID}")}}.
   *
   * @param upperHexId whole bytes in upper-case hex, in the card's own order
   * @throws IllegalArgumentException if it is anything else: digests of two spellings would differ
   */
  public String digest(CardTech tech, String upperHexId) {
    if (!UPPER_HEX.matcher(upperHexId).matches()) {
      throw new IllegalArgumentException("a card id is upper-case hex of whole bytes");
    }
    byte[] text = (tech.word() + ":" + upperHexId).getBytes(StandardCharsets.US_ASCII);
    return id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(text));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CardKey key
        && id.equals(key.id)
        && secret.equals(key.secret)
        && Objects.equals(before, key.before);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "CardKey[" + id + (before == null ? "" : " after " + before.id) + "]";
  }

  private byte[] hmac(byte[] text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(secret);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC + " and takes any key for it", e);
    }
  }
}
