package city.seki.provisioning;

import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code DIR/keys/hub-signing.key} with which the hub in DIR signs what its units are to
 * believe. With another one every unit needs a new {@code unit.yaml}, so that it is never replaced.
 */
public final class HubKeyFile {
  /** One line: kind, base64 of the 32 secret bytes, base64 of the 32 public ones. */
  private static final Pattern LINE =
      Pattern.compile("ed25519 ([A-Za-z0-9+/]{43}=) ([A-Za-z0-9+/]{43}=)\\R?");

  private HubKeyFile() {}

  /** Where the key of the hub in that directory lies. */
  public static Path in(Path dir) {
    return dir.resolve("keys").resolve("hub-signing.key");
  }

  /**
   * The key in that directory, made if there is none.
   *
   * @throws IOException with the remedy, if the file is damaged, readable for others, or cannot be
   *     read or written
   */
  public static HubSigner loadOrCreate(Path dir, SecureRandom random) throws IOException {
    Path file = in(dir);
    if (Files.notExists(file)) {
      HubSigner made = generated(random);
      SecretFile.createFolder(dir.resolve("keys"));
      SecretFile.write(
          file,
          "ed25519 " + Base64.getEncoder().encodeToString(made.secret()) + " " + made.key() + "\n");
    }
    SecretFile.requireOwnerOnly(file);
    Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (line.matches()) {
      try {
        return HubSigner.of(Base64.getDecoder().decode(line.group(1)), HubKey.parse(line.group(2)));
      } catch (IllegalArgumentException e) {
        throw damaged(file, e);
      }
    }
    throw damaged(file, null);
  }

  private static HubSigner generated(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(HubKey.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return HubSigner.of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes keys for " + HubKey.ALGORITHM, e);
    }
  }

  private static FileSystemException damaged(Path file, @Nullable Exception cause) {
    FileSystemException damaged =
        new FileSystemException(
            file.toString(),
            null,
            "is damaged: it is one line 'ed25519 BASE64 BASE64' with 32 bytes each. Bring it back"
                + " from a backup; with a new key every unit needs a new unit.yaml from"
                + " seki-provision batch");
    damaged.initCause(cause);
    return damaged;
  }
}
