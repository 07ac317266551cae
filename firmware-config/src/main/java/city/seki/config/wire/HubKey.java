package city.seki.config.wire;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of the key with which a hub signs what its units are to believe (Ed25519, RFC
 * 8032). Immutable and safe for every thread.
 */
public final class HubKey {
  /** As the JDK names it. */
  public static final String ALGORITHM = "Ed25519";

  static final int SIGNATURE_BYTES = 64;

  /** Bytes of the public point. */
  public static final int BYTES = 32;

  /** What stands before the point in a SubjectPublicKeyInfo (RFC 8410, section 4). */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] point;
  private final PublicKey key;

  /**
   * @throws IllegalArgumentException if those are not 32 bytes
   */
  public HubKey(byte[] point) {
    if (point.length != BYTES) {
      throw new IllegalArgumentException("a hub's key has 32 bytes, not " + point.length);
    }
    this.point = point.clone();
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + BYTES);
    System.arraycopy(point, 0, encoded, SPKI.length, BYTES);
    try {
      key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM + " and takes 32 bytes", e);
    }
  }

  static HubKey of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new HubKey(Arrays.copyOfRange(encoded, SPKI.length, encoded.length));
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static HubKey parse(String base64) {
    return new HubKey(Base64.getDecoder().decode(base64));
  }

  boolean signed(byte[] document, byte[] signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(document);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // bytes that are no signature of anything
    }
  }

  /** Eight letters by which people and messages tell keys apart. */
  public String id() {
    return PeopleMessage.id(point).substring(0, SignedDocument.KEY_ID);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HubKey that && Arrays.equals(point, that.point);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(point);
  }

  /** Base64 of the 32 bytes: nothing secret. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(point);
  }
}
