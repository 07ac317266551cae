package city.seki.provisioning.unit;

import city.seki.provisioning.tls.PeerCheck;
import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * CoAPs and HTTPS.
 *
 * @param hubTime hears what an authenticated hub says what time it is; only HTTPS tells it
 */
public record NetworkTransports(Consumer<Instant> hubTime) implements Transports {
  private static final String HTTPS = "https";
  private static final String COAPS = "coaps";

  @Override
  public boolean speaks(URI server) {
    return HTTPS.equals(server.getScheme()) || COAPS.equals(server.getScheme());
  }

  @Override
  public EstClient open(URI server, Shown shown, PeerCheck hub) {
    if (HTTPS.equals(server.getScheme())) {
      // Whoever is asked for the root is not known yet, and its clock is worth nothing.
      Consumer<Instant> told = shown instanceof Nothing ? time -> {} : hubTime;
      return new HttpsEst(server, shown, hub, told);
    }
    if (shown instanceof ACertificate(var identity)) {
      return CoapEst.open(server, identity, hub);
    }
    throw new IllegalArgumentException(server + " cannot be asked without a certificate");
  }
}
