package city.seki.hub.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash chain of the ledger. The last event of each commit carries SHA-256 over the hash before
 * and every event since, each with its number and the lengths of its parts, so that no two lists of
 * events look alike: what is changed, swapped, removed or put in afterwards does not fit any more.
 * What was cut off behind a whole commit still fits; a later checkpoint or backup tells that.
 */
final class EventChain {
  /** Comes before the first event. */
  static final byte[] FIRST = new byte[32];

  private final MessageDigest sha;
  private final ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES);
  private byte[] before;

  /** A chain from its beginning. */
  EventChain() {
    this(FIRST);
  }

  /** A chain that goes on after that hash. */
  EventChain(byte[] before) {
    this.before = before.clone();
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    begin();
  }

  /** Begins a commit anew; what was added and not sealed is forgotten. */
  void begin() {
    sha.reset();
    sha.update(before);
  }

  void add(long id, String kind, byte[] body) {
    byte[] word = kind.getBytes(UTF_8);
    numbers.clear().putLong(id).putInt(word.length).putInt(body.length);
    sha.update(numbers.array());
    sha.update(word);
    sha.update(body);
  }

  /** The hash of the commit that ends here; the next one begins. */
  byte[] seal() {
    before = sha.digest();
    sha.update(before);
    return before.clone();
  }
}
