package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a person compares to see that the key on the page is the key in the unit: six words of the
 * PGP word list (Juola and Zimmermann, 1995), or the same 48 bits as three numbers for whoever does
 * not read English.
 *
 * <p>Words on even places have two syllables, on odd ones three: swapped words are noticed. 48 bits
 * would let somebody with many processors look for a second key of the same words while a unit
 * waits; so each try costs 100,000 rounds (PBKDF2), which makes it 2^64 hashes. A unit does it
 * once: some tenths of a second.
 */
public record FingerprintWords(List<String> words, List<String> numbers) {
  private static final int BYTES = 6;
  private static final int ROUNDS = 100_000;
  private static final byte[] SALT = "seki enrolment words 1".getBytes(StandardCharsets.US_ASCII);
  private static final String RESOURCE = "words.txt";

  /** In lines of two: the word of that byte on an even place, and on an odd one. */
  private static final List<String[]> LIST = list();

  public FingerprintWords {
    words = List.copyOf(words);
    numbers = List.copyOf(numbers);
  }

  /** The words of a public key. */
  public static FingerprintWords of(Fingerprint key) {
    byte[] bytes = slowly(key);
    List<String> words = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < BYTES; i++) {
      words.add(LIST.get(bytes[i] & 0xff)[i % 2]);
      if (i % 2 == 1) {
        numbers.add("%05d".formatted((bytes[i - 1] & 0xff) << 8 | (bytes[i] & 0xff)));
      }
    }
    return new FingerprintWords(words, numbers);
  }

  private static byte[] slowly(Fingerprint key) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(key.hex().toCharArray(), SALT, ROUNDS, BYTES * Byte.SIZE))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    }
  }

  private static List<String[]> list() {
    try (InputStream in = FingerprintWords.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n"))
          .map(line -> line.split(" "))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " in the jar cannot be read", e);
    }
  }

  /** The words with blanks between. */
  @Override
  public String toString() {
    return words.stream().collect(Collectors.joining(" "));
  }
}
