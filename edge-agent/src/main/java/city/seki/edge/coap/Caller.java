package city.seki.edge.coap;

import java.security.Principal;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.jspecify.annotations.Nullable;

/** Who sent a request. */
sealed interface Caller {
  /** The owner of that identity's key. */
  record Known(String identity) implements Caller {}

  /** Somebody on this machine, in development: the endpoint has no DTLS. */
  record Local() implements Caller {}

  /** The blocks of one body came under two identities. */
  record Mixed() implements Caller {}

  /**
   * A body that came in blocks carries the identity of its first block; the last one counts too.
   */
  static Caller of(Exchange exchange) {
    String first = identity(exchange.getRequest());
    String last = identity(exchange.getCurrentRequest());
    if (first == null && last == null) {
      return new Local();
    }
    return first != null && first.equals(last) ? new Known(first) : new Mixed();
  }

  private static @Nullable String identity(Request request) {
    Principal principal = request.getSourceContext().getPeerIdentity();
    return principal instanceof PreSharedKeyIdentity psk ? psk.getIdentity() : null;
  }
}
