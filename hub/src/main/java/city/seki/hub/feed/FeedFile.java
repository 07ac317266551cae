package city.seki.hub.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.JsonText;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Figures as a file that is carried to where no network leads: a line of JSON for each day behind a
 * first one that says which file it is, and a signature (Ed25519, RFC 8032) that {@code openssl}
 * checks.
 */
public final class FeedFile {
  private static final String ALGORITHM = "Ed25519";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private FeedFile() {}

  /**
   * The file's bytes.
   *
   * @param number one more than that of the file before, so that the receiver notices a lost one
   */
  public static byte[] content(String hub, long number, LocalDate since, List<Outgoing> days) {
    StringBuilder text = new StringBuilder();
    byte[] head =
        JsonText.object(
            o ->
                o.put("format", "seki-feed-1")
                    .put("hub", hub)
                    .put("file", number)
                    .put("since", since.toString())
                    .put("days", days.size()));
    text.append(new String(head, UTF_8)).append('\n');
    for (Outgoing day : days) {
      text.append(FeedSender.body(day, hub)).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  /** 64 bytes over exactly those bytes. */
  public static byte[] signature(byte[] content, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with " + ALGORITHM, e);
    }
  }

  /**
   * Reads the secret key.
   *
   * @throws DataException if it is none of that kind, with how one is made
   */
  public static PrivateKey key(Path file) {
    try {
      Matcher pem = PEM.matcher(Files.readString(file, US_ASCII));
      if (!pem.find()) {
        throw notKey(file, null);
      }
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be read: %s; give --key a file that is there".formatted(file, e.getMessage()),
          e);
    } catch (GeneralSecurityException e) {
      throw notKey(file, e);
    }
  }

  private static DataException notKey(Path file, @Nullable Exception e) {
    String message =
        file
            + " is no secret key for Ed25519; make one with openssl genpkey -algorithm ed25519 -out"
            + " feed.pem";
    return e == null ? new DataException(message) : new DataException(message, e);
  }
}
