package city.seki.provisioning.unit;

import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** A key pair as text: the private key (PKCS#8) as openssl reads it, then the public one. */
final class KeyFile {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private KeyFile() {}

  static String write(KeyPair pair) {
    return Pem.write(PRIVATE, pair.getPrivate().getEncoded())
        + Pem.write(PUBLIC, pair.getPublic().getEncoded());
  }

  /** Empty if it is no such text. */
  static Optional<KeyPair> read(String text) {
    List<byte[]> publicKeys = Pem.read(PUBLIC, text);
    Optional<ECPublicKey> publicKey =
        publicKeys.size() == 1 ? P256.read(publicKeys.getFirst()) : Optional.empty();
    return publicKey.flatMap(key -> privateKey(text).map(secret -> new KeyPair(key, secret)));
  }

  /** The private key alone, as a claim has it. */
  static Optional<PrivateKey> privateKey(String text) {
    List<byte[]> keys = Pem.read(PRIVATE, text);
    if (keys.size() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst())));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has keys on curves", e);
    }
  }
}
