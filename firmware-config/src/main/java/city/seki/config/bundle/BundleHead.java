package city.seki.config.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.SignedDocument;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a bundle, by which the rest of it is believed:
 *
 * <pre>
 *   seki-bundle 1 LENGTH\n
 *   MANIFEST\n                LENGTH bytes: {@link BundleManifest} as {@link SignedDocument}
 *   payload
 * </pre>
 *
 * Immutable.
 */
public final class BundleHead {
  /** Bytes within which a head is whole: that of the largest payload has 140,000. */
  public static final int MOST_BYTES = 192 << 10;

  /** Bytes from which its whole length can be known. */
  public static final int LEAST_BYTES = 32;

  private static final Pattern FIRST = Pattern.compile("seki-bundle 1 ([1-9][0-9]{0,6})\n");

  private final BundleManifest manifest;
  private final byte[] bytes;

  private BundleHead(BundleManifest manifest, byte[] bytes) {
    this.manifest = manifest;
    this.bytes = bytes;
  }

  /** That manifest, signed. */
  public static BundleHead sign(BundleManifest manifest, HubSigner release) {
    byte[] signed = SignedDocument.sign(manifest.toJson(), release);
    byte[] first = ("seki-bundle 1 " + signed.length + "\n").getBytes(US_ASCII);
    byte[] bytes = Arrays.copyOf(first, first.length + signed.length + 1);
    System.arraycopy(signed, 0, bytes, first.length, signed.length);
    bytes[bytes.length - 1] = '\n';
    return new BundleHead(manifest, bytes);
  }

  /**
   * How many bytes the head has that begins with those.
   *
   * @param beginning {@link #LEAST_BYTES}, or more
   * @throws BadMessage if no bundle begins so
   */
  public static int length(byte[] beginning) throws BadMessage {
    int shown = Math.min(beginning.length, LEAST_BYTES);
    Matcher first = FIRST.matcher(new String(beginning, 0, shown, US_ASCII));
    if (first.lookingAt()) {
      int length = first.end() + Integer.parseInt(first.group(1)) + 1;
      if (length <= MOST_BYTES) {
        return length;
      }
    }
    throw new BadMessage("the file", "is no bundle: expected 'seki-bundle 1' at its beginning");
  }

  /**
   * Reads and believes it.
   *
   * @param bytes the whole head; what follows is not looked at
   * @param keys the release keys, one of which has to have signed it
   * @throws BadMessage if it is none, or signed by nobody of those
   */
  public static BundleHead read(byte[] bytes, Collection<HubKey> keys) throws BadMessage {
    int length = length(bytes);
    if (bytes.length < length || bytes[length - 1] != '\n') {
      throw new BadMessage("the head", "ends too early");
    }
    int first = new String(bytes, 0, LEAST_BYTES, US_ASCII).indexOf('\n') + 1;
    byte[] signed = Arrays.copyOfRange(bytes, first, length - 1);
    if (keys.isEmpty()) {
      throw new BadMessage("the head", "there is no release key to check it with");
    }
    BadMessage refusal = new BadMessage("the head", "is signed by no release key");
    for (HubKey key : keys) {
      try {
        byte[] manifest = SignedDocument.open(signed, key);
        return new BundleHead(BundleManifest.parse(manifest), Arrays.copyOf(bytes, length));
      } catch (BadMessage e) {
        refusal = e;
      }
    }
    throw refusal;
  }

  public BundleManifest manifest() {
    return manifest;
  }

  /** Where the payload begins. */
  public int length() {
    return bytes.length;
  }

  /** Bytes of the whole bundle. */
  public long bundleSize() {
    return bytes.length + manifest.size();
  }

  /** A copy of it, as it stands in the bundle. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "BundleHead[" + manifest + "]";
  }
}
