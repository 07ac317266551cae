package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The file of a private key, encrypted with a passphrase: PKCS#8 with PBES2, scrypt and AES-256, as
 * {@code openssl pkcs8 -scrypt} writes it and {@code openssl pkey} reads it.
 *
 * <p>The costs of scrypt are those that OWASP names for 16 MiB: each guess costs that memory, and
 * openssl by its own limit of 32 MiB still opens the file.
 */
final class EncryptedKey {
  private static final int SCRYPT_N = 1 << 14;
  private static final int SCRYPT_R = 8;
  private static final int SCRYPT_P = 5;
  private static final int SALT_BYTES = 16;
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private EncryptedKey() {}

  /**
   * Writes the key where none is.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  static void write(Path file, PrivateKey key, Passphrase passphrase, SecureRandom random)
      throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "there is a key already, and it is never replaced");
    }
    byte[] plain = key.getEncoded();
    try {
      byte[] der =
          passphrase.<byte[], IOException>lend(
              characters ->
                  new PKCS8EncryptedPrivateKeyInfoBuilder(plain)
                      .build(encryptor(characters, random))
                      .getEncoded());
      SecretFile.write(file, Pem.write(Pem.ENCRYPTED_KEY, der));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static OutputEncryptor encryptor(char[] passphrase, SecureRandom random) {
    try {
      return new JcePKCSPBEOutputEncryptorBuilder(
              new ScryptConfig.Builder(SCRYPT_N, SCRYPT_R, SCRYPT_P)
                  .withSaltLength(SALT_BYTES)
                  .build(),
              NISTObjectIdentifiers.id_aes256_CBC)
          .setProvider(PROVIDER)
          .setRandom(random)
          .build(passphrase);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("Bouncy Castle has scrypt and AES", e);
    }
  }

  /**
   * The private key that belongs to a public one.
   *
   * @throws IOException with the remedy, if there is no file, it is readable for others or damaged,
   *     the passphrase is another, or the key belongs to another certificate
   */
  static SigningKey read(Path file, Passphrase passphrase, PublicKey belongsTo) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such key");
    }
    SecretFile.requireOwnerOnly(file);
    List<byte[]> found =
        Pem.read(Pem.ENCRYPTED_KEY, Files.readString(file, StandardCharsets.ISO_8859_1));
    if (found.size() != 1) {
      throw unusable(file, "is damaged: it is one " + Pem.ENCRYPTED_KEY, null);
    }
    SigningKey key = SigningKey.of(decrypted(file, found.getFirst(), passphrase));
    if (!key.belongsTo(belongsTo)) {
      throw unusable(file, "is not the key of the certificate beside it", null);
    }
    return key;
  }

  private static PrivateKey decrypted(Path file, byte[] der, Passphrase passphrase)
      throws IOException {
    PKCS8EncryptedPrivateKeyInfo encrypted;
    try {
      encrypted = new PKCS8EncryptedPrivateKeyInfo(der);
    } catch (IOException e) {
      throw unusable(file, "is damaged: bring it back from a backup", e);
    }
    try {
      PrivateKeyInfo info =
          passphrase.<PrivateKeyInfo, PKCSException>lend(
              characters ->
                  encrypted.decryptPrivateKeyInfo(
                      new JcePKCSPBEInputDecryptorProviderBuilder()
                          .setProvider(PROVIDER)
                          .build(characters)));
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (PKCSException | GeneralSecurityException | IllegalArgumentException e) {
      // One in 256 wrong passphrases ends in well-formed padding, and then in something that is no
      // key.
      throw unusable(file, "cannot be opened: the passphrase is another, or it is damaged", null);
    }
  }

  private static FileSystemException unusable(Path file, String why, @Nullable Exception cause) {
    FileSystemException unusable = new FileSystemException(file.toString(), null, why);
    unusable.initCause(cause);
    return unusable;
  }
}
