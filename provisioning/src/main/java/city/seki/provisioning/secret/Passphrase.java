package city.seki.provisioning.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What opens an encrypted key. It shows itself nowhere, and is wiped from memory when closed.
 * Confined to one thread.
 */
public final class Passphrase implements AutoCloseable {
  /** Fewer characters are guessed, however slow each guess is made. */
  public static final int SHORTEST = 12;

  /** A token counts wrong ones itself. */
  private static final int SHORTEST_PIN = 4;

  private static final int LONGEST_FILE = 4096;

  /** What is done with the characters, and is done with them when it returns. */
  public interface Use<T, E extends Exception> {
    T of(char[] characters) throws E;
  }

  private final char[] characters;

  private Passphrase(char[] characters) {
    this.characters = characters;
  }

  /**
   * Takes over the characters: the array is wiped when this is closed.
   *
   * @throws IllegalArgumentException if there are fewer than {@link #SHORTEST}
   */
  public static Passphrase of(char[] characters) {
    return of(characters, "passphrase", SHORTEST);
  }

  private static Passphrase of(char[] characters, String what, int shortest) {
    if (characters.length < shortest) {
      int found = characters.length;
      Arrays.fill(characters, '\0');
      throw new IllegalArgumentException(
          "a " + what + " has at least " + shortest + " characters, not " + found);
    }
    return new Passphrase(characters);
  }

  /**
   * The first line of a file.
   *
   * @throws IOException with the remedy, if there is none, it is readable for others, too short or
   *     no UTF-8
   */
  public static Passphrase read(Path file) throws IOException {
    return read(file, "passphrase", SHORTEST);
  }

  /**
   * The same for the PIN of a token, which may be short.
   *
   * @throws IOException with the remedy, if there is none, it is readable for others or no UTF-8
   */
  public static Passphrase readPin(Path file) throws IOException {
    return read(file, "PIN", SHORTEST_PIN);
  }

  /**
   * The same for a password that another program gave out, however short.
   *
   * @throws IOException with the remedy, if there is none, it is readable for others or no UTF-8
   */
  public static Passphrase readPassword(Path file) throws IOException {
    return read(file, "password", 1);
  }

  private static Passphrase read(Path file, String what, int shortest) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such " + what + " file");
    }
    SecretFile.requireOwnerOnly(file);
    if (Files.size(file) > LONGEST_FILE) {
      throw new FileSystemException(file.toString(), null, "is too long for a " + what);
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return of(
          firstLine(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes))),
          what,
          shortest);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      String why = e instanceof IllegalArgumentException ? e.getMessage() : "is not UTF-8";
      FileSystemException unusable = new FileSystemException(file.toString(), null, why);
      unusable.initCause(e);
      throw unusable;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static char[] firstLine(CharBuffer text) {
    int length = 0;
    while (length < text.length() && text.charAt(length) != '\n' && text.charAt(length) != '\r') {
      length++;
    }
    char[] line = new char[length];
    text.get(line);
    if (text.hasArray()) {
      Arrays.fill(text.array(), '\0');
    }
    return line;
  }

  /** Hands a copy of the characters to that use, and wipes the copy after it. */
  public <T, E extends Exception> T lend(Use<T, E> use) throws E {
    char[] copy = characters.clone();
    try {
      return use.of(copy);
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  public boolean isSameAs(Passphrase other) {
    return Arrays.equals(characters, other.characters);
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  @Override
  public String toString() {
    return "Passphrase";
  }
}
