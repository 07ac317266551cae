package city.seki.provisioning.tls;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Trust;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the other end of a connection is believed. Asked once in a full handshake and not when a
 * session is resumed: what may change while the hub runs, as a revocation, is asked for again where
 * the connection is used. Called on the threads of connections, several at a time.
 */
@FunctionalInterface
public interface PeerCheck {
  /**
   * Why that peer is refused, null if it is not.
   *
   * @param chain as it was shown, the peer's own certificate first; never empty
   */
  @Nullable String refusal(List<X509Certificate> chain);

  /**
   * Believes nobody but the hub: it is known by what its certificate says, {@code seki:hub}, and
   * not by the name or address under which it is reached.
   *
   * @param clock a unit's clock, which is never before what it knows to be past
   */
  static PeerCheck hub(X509Certificate root, InstantSource clock) {
    Trust trust = new Trust(root, serial -> false);
    return chain ->
        switch (trust.verdict(chain, clock.instant())) {
          case Trust.Believed(Holder.Hub _) -> null;
          case Trust.Believed(var other) -> "it is not the hub but " + other;
          case Trust.Over _ -> "the certificate of the hub is over";
          case Trust.Rejected(var why) -> why;
        };
  }
}
