package city.seki.provisioning.ca;

import city.seki.provisioning.cert.P256;
import city.seki.provisioning.secret.Passphrase;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * A hardware security module, a smart card or whatever speaks PKCS#11, by the JDK's own provider
 * (SunPKCS11). Keys are made on it and cannot be read from it.
 *
 * <p>Its settings are a file as that provider reads it (<em>JDK Security Guide, PKCS#11 Reference
 * Guide</em>), for instance:
 *
 * <pre>
 *   name = Seki
 *   library = /usr/lib/softhsm/libsofthsm2.so
 *   slotListIndex = 0
 * </pre>
 *
 * <p>The PIN is read from its file each time when it is needed, and kept nowhere.
 */
public final class Token extends KeyPlace {
  private static final String SUN = "SunPKCS11";
  private static final String KIND = "PKCS11";

  /** As the JDK takes settings that are no file's name. */
  private static final String INLINE = "--";

  /** Of keys that are made on it. Whoever knows the token better says so in the settings. */
  private static final String NEVER_LEAVES =
      """

      attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
        CKA_TOKEN = true
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_SIGN = true
      }
      """;

  private final Path settings;
  private final Path pinFile;

  /**
   * @param settings for SunPKCS11
   * @param pinFile its first line is the PIN of the token's user; for its owner only
   */
  public Token(Path settings, Path pinFile) {
    this.settings = settings;
    this.pinFile = pinFile;
  }

  /** The token as it is now. */
  private record Session(Provider provider, KeyStore keys) {}

  /** A key on it that can be used now. */
  record Held(Provider provider, PrivateKey key) {}

  private Session login(String more) throws IOException {
    Provider provider = provider(more);
    try (Passphrase pin = Passphrase.readPin(pinFile)) {
      KeyStore keys = KeyStore.getInstance(KIND, provider);
      return pin.<Session, Exception>lend(
          characters -> {
            keys.load(null, characters);
            return new Session(provider, keys);
          });
    } catch (FileSystemException e) {
      throw e;
    } catch (Exception e) {
      throw unusable(e);
    }
  }

  private Provider provider(String more) throws IOException {
    if (Files.notExists(settings)) {
      throw new NoSuchFileException(
          settings.toString(), null, "there are no such settings of a PKCS#11 token");
    }
    Provider sun = Security.getProvider(SUN);
    if (sun == null) {
      throw new FileSystemException(
          settings.toString(),
          null,
          "this Java has no " + SUN + ": use one with jdk.crypto.cryptoki");
    }
    String text = Files.readString(settings, StandardCharsets.UTF_8);
    try {
      return sun.configure(INLINE + text + (text.contains("attributes") ? "" : more));
    } catch (InvalidParameterException | ProviderException e) {
      throw unusable(e);
    }
  }

  /** What the token says is in the causes, in the words of PKCS#11. */
  private FileSystemException unusable(Exception failure) {
    String said = deepest(failure);
    boolean wrongPin =
        causes(failure).anyMatch(each -> each instanceof FailedLoginException)
            || said.contains("CKR_PIN_");
    String why;
    if (wrongPin) {
      why =
          "the token refuses the PIN in %s (%s): tokens lock themselves after a few wrong ones, so"
              + " it is not tried again";
      why = why.formatted(pinFile, said);
    } else if (failure instanceof KeyStoreException) {
      why = "there is no token in that slot: put it in, or name another slot";
    } else {
      why =
          "the token cannot be used: %s; settings are those of SunPKCS11: name, library,"
                  .formatted(said)
              + " slotListIndex";
    }
    FileSystemException unusable =
        wrongPin
            ? new PinRefused(settings, why)
            : new FileSystemException(settings.toString(), null, why);
    unusable.initCause(failure);
    return unusable;
  }

  /** Another try may lock the token. */
  static final class PinRefused extends FileSystemException {
    private static final long serialVersionUID = 1;

    PinRefused(Path settings, String why) {
      super(settings.toString(), null, why);
    }
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static String deepest(Throwable failure) {
    Throwable last = causes(failure).reduce(failure, (_, next) -> next);
    return String.valueOf(last.getMessage()).strip().toLowerCase(Locale.ROOT).startsWith("ckr_")
        ? String.valueOf(last.getMessage()).strip()
        : last.getClass().getSimpleName() + ": " + last.getMessage();
  }

  /**
   * The key of that name.
   *
   * @throws PinRefused if it must not be tried again
   * @throws IOException with the remedy, if the token or the key cannot be used
   */
  Held key(Owner owner) throws IOException {
    Session session = login("");
    try {
      if (session.keys.getKey(owner.alias(), null) instanceof PrivateKey key) {
        return new Held(session.provider, key);
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw unusable(e);
    }
    throw new FileSystemException(
        settings.toString(),
        null,
        "the token holds no key '%s': is it the right one? seki-provision ca makes keys by --pkcs11"
            .formatted(owner.alias()));
  }

  @Override
  SigningKey open(Owner owner, Path folder, PublicKey belongsTo) throws IOException {
    TokenKey key = new TokenKey(this, owner, key(owner));
    if (!key.belongsTo(belongsTo)) {
      throw new FileSystemException(
          settings.toString(),
          null,
          "the key '%s' of the token is not that of the certificate in %s"
              .formatted(owner.alias(), folder));
    }
    return key;
  }

  @Override
  Fresh make(Owner owner, Path folder, SecureRandom random) throws IOException {
    Session session = login(NEVER_LEAVES);
    try {
      if (session.keys.containsAlias(owner.alias())) {
        throw new FileAlreadyExistsException(
            settings.toString(),
            null,
            "the token has a key '" + owner.alias() + "' already, and it is never replaced");
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", session.provider);
      generator.initialize(new ECGenParameterSpec(P256.CURVE));
      KeyPair pair = generator.generateKeyPair();
      // The same key as every provider reads it.
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
      return new OnToken(session, owner, pair.getPrivate(), key, random);
    } catch (GeneralSecurityException | ProviderException e) {
      throw unusable(e);
    }
  }

  private final class OnToken implements Fresh {
    private final Session session;
    private final Owner owner;
    private final PrivateKey secret;
    private final PublicKey key;
    private final SecureRandom random;

    OnToken(Session session, Owner owner, PrivateKey secret, PublicKey key, SecureRandom random) {
      this.session = session;
      this.owner = owner;
      this.secret = secret;
      this.key = key;
      this.random = random;
    }

    @Override
    public PublicKey key() {
      return key;
    }

    @Override
    public SigningKey secret() {
      return new TokenKey(Token.this, owner, new Held(session.provider, secret));
    }

    /** The JDK finds a key by the certificate beside it, which says nothing else. */
    @Override
    public void keep() throws IOException {
      try {
        session.keys.setKeyEntry(
            owner.alias(), secret, null, new Certificate[] {label(owner, key, random)});
      } catch (KeyStoreException | ProviderException e) {
        throw unusable(e);
      }
    }
  }

  /** Signed by a key that is thrown away: nobody believes it. */
  private static X509Certificate label(Owner owner, PublicKey key, SecureRandom random) {
    X500Principal name = new X500Principal("CN=" + owner.alias() + " (label of a key)");
    Instant now = Instant.EPOCH;
    return Signing.signed(
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now),
            Date.from(now.plus(1, ChronoUnit.DAYS)),
            name,
            key),
        SigningKey.of(P256.generate(random).getPrivate()));
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "Token[" + settings + "]";
  }
}
