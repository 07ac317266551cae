package city.seki.provisioning.ca;

import city.seki.provisioning.cert.P256;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** The private half of an authority's key, wherever it is; shows itself nowhere. */
@FunctionalInterface
interface SigningKey {
  /**
   * ECDSA with SHA-256.
   *
   * @throws KeyAway if it is on a token that cannot be used now
   */
  byte[] sign(byte[] content);

  /** One that is in memory. */
  static SigningKey of(PrivateKey key) {
    return content -> {
      try {
        return signed(key, content, null);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK signs with " + P256.SIGNATURE, e);
      }
    };
  }

  /**
   * @param provider in which the key is, null for whichever takes it
   */
  static byte[] signed(PrivateKey key, byte[] content, @Nullable Provider provider)
      throws GeneralSecurityException {
    Signature signature =
        provider == null
            ? Signature.getInstance(P256.SIGNATURE)
            : Signature.getInstance(P256.SIGNATURE, provider);
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  /** Whether what it signs is believed by that public key. */
  default boolean belongsTo(PublicKey key) {
    byte[] probe = {1, 2, 3};
    byte[] signed = sign(probe);
    try {
      Signature signature = Signature.getInstance(P256.SIGNATURE);
      signature.initVerify(key);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
