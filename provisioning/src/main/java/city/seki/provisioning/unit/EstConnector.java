package city.seki.provisioning.unit;

import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.net.URI;

/** Speaks EST over one kind of transport; one for each scheme of an {@code est:} address. */
@FunctionalInterface
public interface EstConnector {
  /**
   * Nothing is sent before the first question.
   *
   * @param server {@code coaps://HOST:PORT} or {@code https://HOST:PORT}
   * @param identity what the unit shows of itself: its claim's certificate or its own
   * @param hub who is believed to be the hub
   */
  EstClient open(URI server, TlsIdentity identity, PeerCheck hub);
}
