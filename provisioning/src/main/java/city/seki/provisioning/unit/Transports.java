package city.seki.provisioning.unit;

import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.net.URI;

/** The ways in which a unit can ask its hub. */
public interface Transports {
  /** What the unit shows of itself. */
  sealed interface Shown {}

  /** Its claim's certificate, or its own. */
  record ACertificate(TlsIdentity identity) implements Shown {}

  /** The secret of a code, to a hub that is known already. */
  record ACode(ClaimCode code) implements Shown {}

  /** Nothing. */
  record Nothing() implements Shown {}

  /** Whether that address can be asked at all by this program. */
  boolean speaks(URI server);

  /**
   * Nothing is sent before the first question.
   *
   * @param hub who is believed to be the hub
   */
  EstClient open(URI server, Shown shown, PeerCheck hub);
}
