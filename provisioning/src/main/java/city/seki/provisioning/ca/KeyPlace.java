package city.seki.provisioning.ca;

import city.seki.provisioning.cert.P256;
import city.seki.provisioning.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;

/**
 * Where the private key of an authority is kept: in an encrypted file beside its certificate, or on
 * a token, which it never leaves.
 */
public abstract sealed class KeyPlace implements AutoCloseable permits KeyPlace.InFile, Token {
  /** Whose key it is. */
  enum Owner {
    ROOT("root-ca"),
    ISSUING("issuing-ca");

    private final String word;

    Owner(String word) {
      this.word = word;
    }

    String file() {
      return word + ".key";
    }

    /** By which it is known on a token. */
    String alias() {
      return "seki-" + word;
    }
  }

  /** A new key, which nobody keeps yet. */
  interface Fresh {
    PublicKey key();

    SigningKey secret();

    /** Keeps it; durable when this returns. */
    void keep() throws IOException;
  }

  KeyPlace() {}

  /**
   * In a file, encrypted.
   *
   * @param passphrase closed with this
   */
  public static KeyPlace file(Passphrase passphrase) {
    return new InFile(passphrase);
  }

  /**
   * Makes a key where none is.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  abstract Fresh make(Owner owner, Path folder, SecureRandom random) throws IOException;

  /**
   * The key that is there.
   *
   * @param belongsTo its public half
   * @throws IOException with the remedy, if it is not there, cannot be opened or is another
   */
  abstract SigningKey open(Owner owner, Path folder, PublicKey belongsTo) throws IOException;

  @Override
  public abstract void close();

  static final class InFile extends KeyPlace {
    private final Passphrase passphrase;

    InFile(Passphrase passphrase) {
      this.passphrase = passphrase;
    }

    @Override
    Fresh make(Owner owner, Path folder, SecureRandom random) {
      KeyPair pair = P256.generate(random);
      return new Fresh() {
        @Override
        public PublicKey key() {
          return pair.getPublic();
        }

        @Override
        public SigningKey secret() {
          return SigningKey.of(pair.getPrivate());
        }

        @Override
        public void keep() throws IOException {
          EncryptedKey.write(folder.resolve(owner.file()), pair.getPrivate(), passphrase, random);
        }
      };
    }

    @Override
    SigningKey open(Owner owner, Path folder, PublicKey belongsTo) throws IOException {
      return EncryptedKey.read(folder.resolve(owner.file()), passphrase, belongsTo);
    }

    @Override
    public void close() {
      passphrase.close();
    }
  }
}
