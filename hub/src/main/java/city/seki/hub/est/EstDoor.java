package city.seki.hub.est;

import city.seki.hub.enrol.EnrolDesk;
import city.seki.hub.enrol.Peer;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.dtls.Allowances;
import city.seki.provisioning.enrol.EnrolRefusal;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, at each request anew: a connection that was begun before its unit was shut out, or
 * before its certificate ended, opens nothing afterwards.
 */
final class EstDoor {
  private final EnrolDesk desk;
  private final Allowances<X509Certificate> requests;
  private final EstReplies replies;

  /**
   * @param requests how many each certificate may make
   */
  EstDoor(EnrolDesk desk, Allowances<X509Certificate> requests, EstReplies replies) {
    this.desk = desk;
    this.requests = requests;
    this.replies = replies;
  }

  /** Why that chain opens no connection; null if it opens one. */
  static @Nullable String refusal(EnrolDesk desk, List<X509Certificate> chain) {
    return desk.peer(chain) instanceof Peer.Nobody(var why) ? why : null;
  }

  /** Who asks; null if that was answered with a refusal. */
  @Nullable Peer admit(CoapExchange request) {
    List<X509Certificate> chain = chain(request.advanced());
    if (chain.isEmpty()) {
      replies.refuse(
          request,
          EstCause.FORBIDDEN,
          ResponseCode.FORBIDDEN,
          "the blocks of one request have one sender");
      return null;
    }
    X509Certificate shown = chain.getFirst();
    if (!requests.take(shown)) {
      replies.postpone(
          request,
          EstCause.TOO_FAST,
          ResponseCode.TOO_MANY_REQUESTS,
          Math.max(1, requests.waitSeconds(shown)));
      return null;
    }
    Peer peer = desk.peer(chain);
    if (peer instanceof Peer.Nobody) {
      boolean revoked = desk.isRevoked(Serial.of(shown.getSerialNumber()));
      replies.refuse(
          request,
          EstCause.FORBIDDEN,
          revoked ? EnrolRefusal.REVOKED : EnrolRefusal.UNKNOWN_CERTIFICATE);
      return null;
    }
    return peer;
  }

  /**
   * A body that came in blocks carries the identity of its first block; the last one counts too.
   * Empty if they are two.
   */
  private static List<X509Certificate> chain(Exchange exchange) {
    List<X509Certificate> first = chain(exchange.getRequest());
    return first.equals(chain(exchange.getCurrentRequest())) ? first : List.of();
  }

  private static List<X509Certificate> chain(Request request) {
    Principal principal = request.getSourceContext().getPeerIdentity();
    return principal instanceof X509CertPath path
        ? path.getPath().getCertificates().stream().map(X509Certificate.class::cast).toList()
        : List.of();
  }
}
