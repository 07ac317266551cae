package city.seki.hub.est;

import city.seki.hub.enrol.EnrolDesk;
import city.seki.hub.enrol.EstReply;
import city.seki.hub.enrol.Peer;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.ContentFormat;
import city.seki.provisioning.est.MalformedDer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * {@code /sen} and {@code /sren}. What they ask is signed and written down by another thread, so
 * that one disk that is slow delays nobody's handshake; the request is acknowledged at once, and
 * its answer comes by itself (RFC 9148, 4.6; RFC 7252, 5.2.2).
 */
final class EnrolAnswers {
  private static final long BUSY_SECONDS = 5;
  private static final long FAILED_SECONDS = 60;

  private final EnrolDesk desk;
  private final EstReplies replies;
  private final Executor signing;
  private final Consumer<RuntimeException> failures;

  /**
   * @param signing takes what is to be done, or throws {@link RejectedExecutionException}
   * @param failures is told of what could not be done
   */
  EnrolAnswers(
      EnrolDesk desk, EstReplies replies, Executor signing, Consumer<RuntimeException> failures) {
    this.desk = desk;
    this.replies = replies;
    this.signing = signing;
    this.failures = failures;
  }

  /** For whoever has a claim; a unit that has a certificate may ask here as well. */
  void enrol(CoapExchange request, Peer peer) {
    ask(request, peer);
  }

  /** For units alone: a claim has nothing that could be renewed. */
  void reenrol(CoapExchange request, Peer peer) {
    if (peer instanceof Peer.Unit) {
      ask(request, peer);
    } else {
      replies.refuse(request, EstCause.FORBIDDEN, EnrolRefusal.UNKNOWN_CERTIFICATE);
    }
  }

  private void ask(CoapExchange request, Peer peer) {
    Optional<ContentFormat> wanted = Accepted.certificates(request.getRequestOptions());
    if (request.getRequestOptions().getContentFormat() != ContentFormat.REQUEST.number()) {
      replies.refuse(
          request,
          EstCause.FORMAT,
          ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
          "expected content format 286 (pkcs10)");
    } else if (wanted.isEmpty()) {
      replies.refuse(
          request,
          EstCause.NOT_ACCEPTABLE,
          ResponseCode.NOT_ACCEPTABLE,
          "given are 281 (pkcs7-mime; smime-type=certs-only) and 287 (pkix-cert)");
    } else {
      peer.asker().ifPresent(asker -> hand(request, asker, wanted.get()));
    }
  }

  private void hand(CoapExchange request, EnrolCommand.Asker asker, ContentFormat wanted) {
    byte[] body = request.getRequestPayload();
    byte[] csr = body == null ? new byte[0] : body;
    request.accept();
    try {
      signing.execute(() -> answer(request, asker, csr, wanted));
    } catch (RejectedExecutionException e) {
      replies.postpone(request, EstCause.BUSY, ResponseCode.SERVICE_UNAVAILABLE, BUSY_SECONDS);
    }
  }

  private void answer(
      CoapExchange request, EnrolCommand.Asker asker, byte[] csr, ContentFormat wanted) {
    try {
      switch (desk.enrol(asker, csr, null)) {
        case EstReply.Certificates made ->
            replies.give(
                request,
                ResponseCode.CHANGED,
                wanted.number(),
                wanted == ContentFormat.CERTIFICATE ? only(made) : made.certsOnly());
        case EstReply.Wait wait -> replies.wait(request, wait.seconds());
        case EstReply.Refused(EnrolRefusal reason) ->
            replies.refuse(request, EstCause.REFUSED, reason);
        case EstReply.Bad(String detail) ->
            replies.refuse(request, EstCause.BAD_REQUEST, ResponseCode.BAD_REQUEST, detail);
      }
    } catch (RuntimeException e) {
      replies.postpone(request, EstCause.FAILED, ResponseCode.SERVICE_UNAVAILABLE, FAILED_SECONDS);
      failures.accept(e);
    }
  }

  private static byte[] only(EstReply.Certificates made) {
    try {
      return Pem.der(CertsOnly.read(made.certsOnly()).getFirst());
    } catch (MalformedDer e) {
      throw new IllegalStateException("it was written here", e);
    }
  }
}
