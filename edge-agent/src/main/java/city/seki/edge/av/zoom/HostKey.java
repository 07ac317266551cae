package city.seki.edge.av.zoom;

import java.net.SocketAddress;
import java.security.PublicKey;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/**
 * Which key a room may show: the one that was given, or else the one that it shows first, for as
 * long as this object lives. Any thread.
 */
final class HostKey implements ServerKeyVerifier {
  private @Nullable String fingerprint;
  private boolean refused;

  /**
   * @param fingerprint as OpenSSH writes it, {@code SHA256:} and base64; null to trust the first
   */
  HostKey(@Nullable String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** A connection is about to be made. */
  synchronized void begin() {
    refused = false;
  }

  @Override
  public synchronized boolean verifyServerKey(
      ClientSession session, SocketAddress address, PublicKey key) {
    String shown = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    if (fingerprint == null) {
      fingerprint = shown;
    }
    refused = !fingerprint.equals(shown);
    return !refused;
  }

  /** Whether the key that was shown since then was another. */
  synchronized boolean wasRefused() {
    return refused;
  }
}
