package city.seki.config.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Release keys as {@code openssl} makes them: Ed25519 in PEM (RFC 8410). The secret half stays with
 * whoever releases; the public halves lie with every unit and hub, several while one follows the
 * other.
 *
 * <pre>
 *   openssl genpkey -algorithm ed25519 -out release.key
 *   openssl pkey -in release.key -pubout -out release-keys.pem
 * </pre>
 */
public final class ReleaseKeyFile {
  /** What stands before the 32 bytes: RFC 8410, sections 4 and 7. */
  private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Version 0; the algorithm; a key in an octet string. */
  private static final byte[] SECRET =
      HexFormat.of().parseHex("302e020100" + "300506032b6570" + "04220420");

  /** Twenty keys have 2.5 kB. */
  private static final long LARGEST = 64L << 10;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private ReleaseKeyFile() {}

  /**
   * The public keys in that file, in order.
   *
   * @throws IOException with the remedy, if there is none in it, or something else is
   */
  public static List<HubKey> read(Path file) throws IOException {
    List<HubKey> keys = new ArrayList<>();
    for (MatchResult block : blocks(file)) {
      byte[] der = der(file, block);
      if (!block.group(1).equals("PUBLIC KEY") || !hasPrefix(der, PUBLIC)) {
        throw wrong(
            file,
            block.group(1).endsWith("PRIVATE KEY")
                ? "holds a secret key, and a public one is wanted: make it by 'openssl pkey -in "
                    + file.getFileName()
                    + " -pubout'"
                : "holds something else than public Ed25519 keys: make them by 'openssl pkey -in"
                    + " SECRET_KEY -pubout'");
      }
      keys.add(new HubKey(Arrays.copyOfRange(der, PUBLIC.length, der.length)));
    }
    return keys;
  }

  /**
   * The secret key in that file.
   *
   * @throws IOException with the remedy, if it holds anything else
   */
  public static HubSigner signer(Path file) throws IOException {
    MatchResult block = blocks(file).getFirst();
    if (block.group(1).startsWith("ENCRYPTED")) {
      throw wrong(
          file,
          "is encrypted: give it decrypted, in memory only, by <(openssl pkey -in "
              + file.getFileName()
              + ")");
    }
    byte[] der = der(file, block);
    if (!block.group(1).equals("PRIVATE KEY") || !hasPrefix(der, SECRET)) {
      throw wrong(
          file, "holds no secret Ed25519 key: make one by 'openssl genpkey -algorithm ed25519'");
    }
    return HubSigner.of(new Drawn(Arrays.copyOfRange(der, SECRET.length, der.length)).pair());
  }

  private static boolean hasPrefix(byte[] der, byte[] prefix) {
    return der.length == prefix.length + HubKey.BYTES
        && Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static List<MatchResult> blocks(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) { // also of a pipe, whose size nobody knows
      bytes = in.readNBytes((int) LARGEST);
    }
    List<MatchResult> blocks = PEM.matcher(new String(bytes, ISO_8859_1)).results().toList();
    if (blocks.isEmpty()) {
      throw wrong(file, "holds no key in PEM");
    }
    return blocks;
  }

  private static byte[] der(Path file, MatchResult block) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw wrong(file, "is damaged: what stands between its lines is no base64");
    }
  }

  private static FileSystemException wrong(Path file, String what) {
    return new FileSystemException(file.toString(), null, what);
  }

  /**
   * Draws what it was given. The JDK tells the public half of a secret only when it makes the pair,
   * and makes it of the 32 bytes that it draws (RFC 8032, section 5.1.5).
   */
  private static final class Drawn extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient byte[] secret;

    Drawn(byte[] secret) {
      this.secret = secret;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(secret, 0, bytes, 0, bytes.length);
    }

    KeyPair pair() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(HubKey.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, this);
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK makes keys for " + HubKey.ALGORITHM, e);
      }
    }
  }
}
