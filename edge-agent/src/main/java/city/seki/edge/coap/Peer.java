package city.seki.edge.coap;

import city.seki.config.model.Names;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A sensor or a label that may speak to this unit.
 *
 * @param name its DTLS identity, and the name of a sensor in its path
 * @param key shared with it alone
 * @param place of what a sensor tells, as the wiring names it; null for a label, which only reads
 */
public record Peer(String name, SecretKey key, @Nullable String place) {
  /** What TLS_PSK_WITH_AES_128_CCM_8 can make use of. */
  private static final int LEAST_KEY_BYTES = 16;

  public Peer {
    Names.require("peer", name);
  }

  /**
   * @param key 16 bytes or more, from a random generator
   * @throws IllegalArgumentException if the name or the key is none
   */
  public static Peer of(String name, byte[] key, @Nullable String place) {
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key of peer '%s' has %d bytes: at least %d, as 'openssl rand -hex 16' makes them"
              .formatted(name, key.length, LEAST_KEY_BYTES));
    }
    return new Peer(name, new SecretKeySpec(key, "PSK"), place);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Peer[" + name + ", place " + place + "]";
  }
}
