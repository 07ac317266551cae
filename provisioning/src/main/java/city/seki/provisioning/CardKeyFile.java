package city.seki.provisioning;

import city.seki.config.wire.CardKey;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files {@code DIR/keys/card-kN.key} with the keys under which the hub in DIR knows its cards.
 * The largest number is the current key. While cards are still known under the one before it, its
 * file stays beside it: there are two at most. Without them no card of the roster is ever
 * recognised again.
 */
public final class CardKeyFile {
  private static final Pattern NAME = Pattern.compile("card-k([1-9][0-9]{0,5})\\.key");

  /** One line: key id, blank, base64 of 32 bytes. */
  private static final Pattern LINE =
      Pattern.compile("(k[1-9][0-9]{0,5}) ([A-Za-z0-9+/]{43}=)\\R?");

  private CardKeyFile() {}

  /** Where the current key of the hub in that directory lies, or the first one would. */
  public static Path in(Path dir) {
    List<Integer> numbers = numbers(dir);
    return file(dir, numbers.isEmpty() ? 1 : numbers.getLast());
  }

  private static Path file(Path dir, int number) {
    return dir.resolve("keys").resolve("card-k" + number + ".key");
  }

  /** The numbers of the keys that are there, the oldest first. */
  private static List<Integer> numbers(Path dir) {
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir.resolve("keys"))) {
      files.forEach(
          file -> {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
              numbers.add(Integer.parseInt(name.group(1)));
            }
          });
    } catch (IOException e) {
      return List.of(); // no folder, no key; one that cannot be read is told when the key is
    }
    numbers.sort(Comparator.naturalOrder());
    return numbers;
  }

  /**
   * The current key in that directory, made if there is none; it follows the one before while that
   * is there.
   *
   * @param random a cryptographic source, as {@link java.security.SecureRandom}
   * @throws IOException with the remedy, if a file is damaged, readable for others, or cannot be
   *     read or written
   */
  public static CardKey loadOrCreate(Path dir, RandomGenerator random) throws IOException {
    if (numbers(dir).isEmpty()) {
      create(dir, 1, random);
    }
    return load(dir);
  }

  private static void create(Path dir, int number, RandomGenerator random) throws IOException {
    byte[] secret = new byte[CardKey.MIN_SECRET_BYTES];
    random.nextBytes(secret);
    SecretFile.createFolder(dir.resolve("keys"));
    SecretFile.write(
        file(dir, number), "k" + number + " " + Base64.getEncoder().encodeToString(secret) + "\n");
  }

  /**
   * The current key in that directory; it follows the one before while that is there.
   *
   * @throws NoSuchFileException if there is none yet
   * @throws IOException with the remedy, if a file is damaged, readable for others, or unreadable
   */
  public static CardKey load(Path dir) throws IOException {
    List<Integer> numbers = numbers(dir);
    if (numbers.isEmpty()) {
      throw new NoSuchFileException(
          file(dir, 1).toString(), null, "there is no card key yet: import a roster first");
    }
    CardKey current = read(file(dir, numbers.getLast()));
    return numbers.size() < 2
        ? current
        : current.following(read(file(dir, numbers.get(numbers.size() - 2))));
  }

  private static CardKey read(Path file) throws IOException {
    SecretFile.requireOwnerOnly(file);
    Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!line.matches() || !file.endsWith("card-" + line.group(1) + ".key")) {
      throw new FileSystemException(
          file.toString(),
          null,
          "is damaged: it is one line 'kN BASE64' with 32 bytes. Bring it back from a backup;"
              + " with a new key every card must be imported again");
    }
    return new CardKey(line.group(1), Base64.getDecoder().decode(line.group(2)));
  }

  /**
   * Makes a new key the current one.
   *
   * @throws FileSystemException if the last rotation is not over
   * @throws IOException as {@link #load}
   */
  public static CardKey rotate(Path dir, RandomGenerator random) throws IOException {
    CardKey current = load(dir);
    CardKey before = current.before();
    if (before != null) {
      throw new FileSystemException(
          dir.toString(),
          null,
          "cards are still known under two keys: card-key retire " + before.id() + " first");
    }
    create(dir, numbers(dir).getLast() + 1, random);
    return load(dir);
  }

  /**
   * Forgets the key that was replaced: its file is overwritten, then removed.
   *
   * @param before which the current key follows
   */
  public static void forget(Path dir, CardKey before) throws IOException {
    Path file = dir.resolve("keys").resolve("card-" + before.id() + ".key");
    Files.write(
        file, new byte[(int) Files.size(file)], StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    Files.delete(file);
  }
}
