package city.seki.hub.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.enrol.EnrolCommand;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is at the other end of a connection, by the certificate that was shown there. */
public sealed interface Peer {
  /** As whom this one may ask for a certificate; empty if as nobody. */
  Optional<EnrolCommand.Asker> asker();

  /**
   * A unit of ours.
   *
   * @param over its certificate has ended: it may ask for a new one, and nothing else
   */
  record Unit(String id, Serial serial, boolean over) implements Peer {
    @Override
    public Optional<EnrolCommand.Asker> asker() {
      return Optional.of(new EnrolCommand.ByUnit(id, serial));
    }
  }

  /** Somebody with a claim, over or not: the rules know whether it opens anything. */
  record Claim(Holder.Claim claim, Fingerprint key) implements Peer {
    @Override
    public Optional<EnrolCommand.Asker> asker() {
      return Optional.of(new EnrolCommand.ByClaim(claim, Optional.of(key)));
    }
  }

  /**
   * Nobody that is known here.
   *
   * @param why for a log or the other end
   */
  record Nobody(String why) implements Peer {
    @Override
    public Optional<EnrolCommand.Asker> asker() {
      return Optional.empty();
    }
  }

  /**
   * @param shown the peer's own certificate first; empty if it showed none
   */
  static Peer of(
      X509Certificate root, Predicate<Serial> isRevoked, List<X509Certificate> shown, Instant at) {
    if (shown.isEmpty()) {
      return new Nobody("it shows no certificate");
    }
    return switch (new Trust(root, isRevoked).verdict(shown, at)) {
      case Trust.Believed(Holder holder) -> of(holder, shown.getFirst(), false);
      case Trust.Over(Holder holder) -> of(holder, shown.getFirst(), true);
      case Trust.Rejected(String why) -> new Nobody(why);
    };
  }

  private static Peer of(Holder holder, X509Certificate certificate, boolean over) {
    return switch (holder) {
      case Holder.Unit unit -> new Unit(unit.id(), Serial.of(certificate.getSerialNumber()), over);
      case Holder.Claim claim -> new Claim(claim, Fingerprint.of(certificate.getPublicKey()));
      case Holder.Hub _ -> new Nobody("it is the hub itself");
      case Holder.Foreign foreign -> new Nobody(foreign.why());
    };
  }
}
