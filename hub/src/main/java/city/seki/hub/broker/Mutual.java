package city.seki.hub.broker;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.tls.TlsIdentity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How units and hub prove to each other who they are, and what a unit may take.
 *
 * @param own what the hub shows; asked at each handshake
 * @param root in which units have to be rooted
 * @param isRevoked asked at every handshake and at every CONNECT
 * @param clock by which certificates hold
 * @param nanos the monotonic clock, for the limits
 */
public record Mutual(
    Supplier<@Nullable TlsIdentity> own,
    X509Certificate root,
    Predicate<Serial> isRevoked,
    InstantSource clock,
    LongSupplier nanos,
    Limits limits) {

  /** Who a chain proves somebody to be. */
  sealed interface Proof {}

  /**
   * A unit.
   *
   * @param end of its certificate
   */
  record OfUnit(String unit, Instant end) implements Proof {}

  /** Nobody who may speak here. */
  record Nobody(String why) implements Proof {}

  /** Who shows that chain, as things are now. */
  Proof proof(List<X509Certificate> chain) {
    return switch (new Trust(root, isRevoked).verdict(chain, clock.instant())) {
      case Trust.Believed(Holder.Unit(String id)) ->
          new OfUnit(id, Validity.of(chain.getFirst()).to());
      case Trust.Believed(Holder other) -> new Nobody("it is no unit but " + other);
      case Trust.Over _ -> new Nobody("its certificate is over");
      case Trust.Rejected(String why) -> new Nobody(why);
    };
  }

  /** Why that chain is turned away, null if it is a unit's. */
  @Nullable String refusal(List<X509Certificate> chain) {
    return proof(chain) instanceof Nobody nobody ? nobody.why() : null;
  }
}
