package city.seki.provisioning;

import city.seki.config.wire.CardKey;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code DIR/keys/card-k1.key} with the key under which the hub in DIR knows its cards.
 * Without it no card of the roster is ever recognised again, so that it is never replaced.
 */
public final class CardKeyFile {
  private static final String KEY_ID = "k1";

  /** One line: key id, blank, base64 of 32 bytes. */
  private static final Pattern LINE = Pattern.compile("k1 ([A-Za-z0-9+/]{43}=)\\R?");

  private CardKeyFile() {}

  /** Where the key of the hub in that directory lies. */
  public static Path in(Path dir) {
    return dir.resolve("keys").resolve("card-" + KEY_ID + ".key");
  }

  /**
   * The key in that directory, made if there is none.
   *
   * @param random a cryptographic source, as {@link java.security.SecureRandom}
   * @throws IOException with the remedy, if the file is damaged, readable for others, or cannot be
   *     read or written
   */
  public static CardKey loadOrCreate(Path dir, RandomGenerator random) throws IOException {
    Path file = in(dir);
    if (Files.notExists(file)) {
      byte[] secret = new byte[CardKey.MIN_SECRET_BYTES];
      random.nextBytes(secret);
      SecretFile.createFolder(dir.resolve("keys"));
      SecretFile.write(file, KEY_ID + " " + Base64.getEncoder().encodeToString(secret) + "\n");
    }
    return load(dir);
  }

  /**
   * The key in that directory.
   *
   * @throws NoSuchFileException if there is none yet
   * @throws IOException with the remedy, if the file is damaged, readable for others, or unreadable
   */
  public static CardKey load(Path dir) throws IOException {
    Path file = in(dir);
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no card key yet: import a roster first");
    }
    SecretFile.requireOwnerOnly(file);
    Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!line.matches()) {
      throw new FileSystemException(
          file.toString(),
          null,
          "is damaged: it is one line 'k1 BASE64' with 32 bytes. Bring it back from a backup;"
              + " with a new key every card must be imported again");
    }
    return new CardKey(KEY_ID, Base64.getDecoder().decode(line.group(1)));
  }
}
