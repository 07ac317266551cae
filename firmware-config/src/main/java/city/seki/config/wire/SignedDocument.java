package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document in the hub's envelope:
 *
 * <pre>
 *   &#123;"signed":DOCUMENT,"key":"…","signature":"…"&#125;
 * </pre>
 *
 * <p>The signature (Ed25519, base64url) is of the document's bytes exactly as they stand between
 * {@code "signed":} and {@code ,"key":}, so that nobody has to write JSON twice in the same way.
 * {@code key} is {@link HubKey#id}.
 */
public final class SignedDocument {
  /** Letters of a key's id. */
  static final int KEY_ID = 8;

  private static final int SIGNATURE = 86;
  private static final byte[] BEFORE = "{\"signed\":".getBytes(US_ASCII);
  private static final String KEY = ",\"key\":\"";
  private static final String SIGNED = "\",\"signature\":\"";
  private static final String END = "\"}";
  private static final int AFTER =
      KEY.length() + KEY_ID + SIGNED.length() + SIGNATURE + END.length();

  private SignedDocument() {}

  /** That document in its envelope. */
  public static byte[] sign(byte[] document, HubSigner signer) {
    String signature =
        Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign(document));
    byte[] after = (KEY + signer.key().id() + SIGNED + signature + END).getBytes(US_ASCII);
    byte[] whole = Arrays.copyOf(BEFORE, BEFORE.length + document.length + after.length);
    System.arraycopy(document, 0, whole, BEFORE.length, document.length);
    System.arraycopy(after, 0, whole, BEFORE.length + document.length, after.length);
    return whole;
  }

  /**
   * The document in that envelope.
   *
   * @param key whose signature is needed; null takes any, where who may publish is trust enough
   * @throws BadMessage if it is no such envelope, or is signed with another key
   */
  public static byte[] open(byte[] envelope, @Nullable HubKey key) throws BadMessage {
    int end = envelope.length - AFTER;
    if (end < BEFORE.length || !Arrays.equals(BEFORE, Arrays.copyOf(envelope, BEFORE.length))) {
      throw new BadMessage("$", "expected a document in the envelope of a hub");
    }
    byte[] document = Arrays.copyOfRange(envelope, BEFORE.length, end);
    String after = new String(envelope, end, AFTER, US_ASCII);
    int signed = KEY.length() + KEY_ID;
    int signature = signed + SIGNED.length();
    if (!after.startsWith(KEY)
        || !after.startsWith(SIGNED, signed)
        || !after.startsWith(END, signature + SIGNATURE)) {
      throw new BadMessage("$.signature", "expected key and signature behind the document");
    }
    if (key != null) {
      String id = after.substring(KEY.length(), signed);
      byte[] bytes = decoded(after.substring(signature, signature + SIGNATURE));
      if (bytes.length != HubKey.SIGNATURE_BYTES || !key.signed(document, bytes)) {
        throw new BadMessage(
            "$.signature",
            key.id().equals(id)
                ? "the document was changed after it was signed"
                : "signed with key " + id + ", expected " + key.id());
      }
    }
    return document;
  }

  private static byte[] decoded(String signature) {
    try {
      return Base64.getUrlDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
