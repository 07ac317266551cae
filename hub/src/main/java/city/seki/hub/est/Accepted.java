package city.seki.hub.est;

import city.seki.provisioning.est.ContentFormat;
import java.util.Optional;
import org.eclipse.californium.core.coap.OptionSet;

/** The format in which an answer is wanted (RFC 9148, 4.3). */
final class Accepted {
  private Accepted() {}

  /** Certificates as PKCS#7, unless one alone is asked for; empty if neither is wanted. */
  static Optional<ContentFormat> certificates(OptionSet options) {
    return of(options, ContentFormat.CERTS_ONLY)
        .or(() -> of(options, ContentFormat.CERTIFICATE).filter(format -> options.hasAccept()));
  }

  /** That format, if it or nothing is asked for. */
  static Optional<ContentFormat> of(OptionSet options, ContentFormat given) {
    return Optional.of(given).filter(format -> isWanted(options, format.number()));
  }

  static boolean isWanted(OptionSet options, int format) {
    return !options.hasAccept() || options.getAccept() == format;
  }
}
