package city.seki.hub.rollout;

import city.seki.config.wire.HubKey;
import java.net.URI;
import java.util.List;

/**
 * Where units find the hub, and by which key they know it.
 *
 * @param mqtt {@code mqtts://host:port}, or {@code mqtt://host:port} for a hub that runs open
 * @param est where certificates are renewed, the best first; empty for a hub that runs open
 */
public record HubPlace(URI mqtt, List<URI> est, HubKey key) {
  public HubPlace {
    est = List.copyOf(est);
  }
}
