package city.seki.hub.est;

import city.seki.hub.enrol.EnrolDesk;
import city.seki.hub.enrol.Peer;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.ContentFormat;
import city.seki.provisioning.est.CsrAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** What is only read: {@code /crts}, {@code /att} and {@code /unit}. */
final class ReadAnswers {
  private final EnrolDesk desk;
  private final Function<String, Optional<String>> start;
  private final EstReplies replies;

  /**
   * @param start the text of a unit's {@code unit.yaml}, empty if the city has no such unit
   */
  ReadAnswers(EnrolDesk desk, Function<String, Optional<String>> start, EstReplies replies) {
    this.desk = desk;
    this.start = start;
    this.replies = replies;
  }

  /** The issuing CA and the root; the root alone for whoever can take but one. */
  void authorities(CoapExchange request, Peer peer) {
    Optional<ContentFormat> wanted = Accepted.certificates(request.getRequestOptions());
    if (wanted.isEmpty()) {
      notAcceptable(
          request, "given are 281 (pkcs7-mime; smime-type=certs-only) and 287 (pkix-cert)");
      return;
    }
    replies.give(
        request,
        ResponseCode.CONTENT,
        wanted.get().number(),
        wanted.get() == ContentFormat.CERTIFICATE
            ? Pem.der(desk.root())
            : CertsOnly.write(desk.chain()));
  }

  /** DTLS 1.2 as it is here gives nothing by which a request could be linked to its connection. */
  void attributes(CoapExchange request, Peer peer) {
    ContentFormat given = ContentFormat.CSR_ATTRIBUTES;
    if (Accepted.of(request.getRequestOptions(), given).isPresent()) {
      replies.give(request, ResponseCode.CONTENT, given.number(), CsrAttributes.write(false));
    } else {
      notAcceptable(request, "given is 285 (csrattrs)");
    }
  }

  /** What a unit starts from: for itself alone, and only while its certificate holds. */
  void start(CoapExchange request, Peer peer) {
    if (!(peer instanceof Peer.Unit unit)) {
      replies.refuse(request, EstCause.FORBIDDEN, EnrolRefusal.UNKNOWN_CERTIFICATE);
    } else if (unit.over()) {
      replies.refuse(request, EstCause.FORBIDDEN, EnrolRefusal.EXPIRED);
    } else if (!Accepted.isWanted(request.getRequestOptions(), MediaTypeRegistry.TEXT_PLAIN)) {
      notAcceptable(request, "given is 0 (text/plain)");
    } else {
      document(request, start.apply(unit.id()));
    }
  }

  private void document(CoapExchange request, Optional<String> text) {
    if (text.isEmpty()) {
      replies.refuse(
          request, EstCause.REFUSED, ResponseCode.NOT_FOUND, EnrolRefusal.UNKNOWN_UNIT.word());
      return;
    }
    replies.give(
        request,
        ResponseCode.CONTENT,
        MediaTypeRegistry.TEXT_PLAIN,
        text.get().getBytes(StandardCharsets.UTF_8));
  }

  private void notAcceptable(CoapExchange request, String given) {
    replies.refuse(request, EstCause.NOT_ACCEPTABLE, ResponseCode.NOT_ACCEPTABLE, given);
  }
}
