package city.seki.config.wire;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/** The secret half of a hub's key. Immutable and safe for every thread. */
public final class HubSigner {
  private final EdECPrivateKey secret;
  private final HubKey key;

  private HubSigner(EdECPrivateKey secret, HubKey key) {
    this.secret = secret;
    this.key = key;
  }

  /**
   * A new one.
   *
   * @throws IllegalArgumentException if those are keys of another kind
   */
  public static HubSigner of(KeyPair pair) {
    if (!(pair.getPrivate() instanceof EdECPrivateKey secret)) {
      throw new IllegalArgumentException("expected keys for " + HubKey.ALGORITHM);
    }
    return new HubSigner(secret, HubKey.of(pair.getPublic()));
  }

  /**
   * The one that was written down.
   *
   * @throws IllegalArgumentException if the two halves do not belong together
   */
  public static HubSigner of(byte[] secret, HubKey key) {
    try {
      PrivateKey half =
          KeyFactory.getInstance(HubKey.ALGORITHM)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
      HubSigner signer = new HubSigner((EdECPrivateKey) half, key);
      byte[] trial = {1, 2, 3};
      if (!key.signed(trial, signer.sign(trial))) {
        throw new IllegalArgumentException("the public half belongs to another secret");
      }
      return signer;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the secret has not 32 bytes", e);
    }
  }

  public HubKey key() {
    return key;
  }

  /** A copy of the secret, to be written to a file of its owner only. */
  public byte[] secret() {
    return secret
        .getBytes()
        .orElseThrow(() -> new IllegalStateException("the JDK's own keys have bytes"));
  }

  byte[] sign(byte[] document) {
    try {
      Signature signature = Signature.getInstance(HubKey.ALGORITHM);
      signature.initSign(secret);
      signature.update(document);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with " + HubKey.ALGORITHM, e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "HubSigner[" + key + "]";
  }
}
