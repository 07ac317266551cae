package city.seki.hub.est;

import city.seki.provisioning.enrol.EnrolRefusal;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** How questions are answered, and that each answer is counted. Safe for all threads. */
final class EstReplies {
  private final EstTally tally;

  EstReplies(EstTally tally) {
    this.tally = tally;
  }

  void give(CoapExchange exchange, ResponseCode code, int contentFormat, byte[] payload) {
    tally.answered();
    exchange.respond(code, payload, contentFormat);
  }

  /** The same request again after that time (RFC 9148, 5.7). */
  void wait(CoapExchange exchange, long seconds) {
    tally.answered();
    exchange.respond(again(ResponseCode.SERVICE_UNAVAILABLE, "wait", seconds));
  }

  /** The same, for no reason that lies with whoever asks. */
  void postpone(CoapExchange exchange, EstCause cause, ResponseCode code, long seconds) {
    tally.refused(cause);
    exchange.respond(again(code, cause.word(), seconds));
  }

  private static Response again(ResponseCode code, String word, long seconds) {
    Response response = new Response(code);
    response.getOptions().setMaxAge(seconds);
    response.setPayload(word);
    return response;
  }

  /** The payload is the word by which a unit knows the reason, without a format. */
  void refuse(CoapExchange exchange, EstCause cause, EnrolRefusal reason) {
    refuse(exchange, cause, ResponseCode.FORBIDDEN, reason.word());
  }

  /** The payload is for whoever looks for the cause (RFC 7252, 5.5.2). */
  void refuse(CoapExchange exchange, EstCause cause, ResponseCode code, String diagnostic) {
    tally.refused(cause);
    Response response = new Response(code);
    response.setPayload(diagnostic);
    exchange.respond(response);
  }
}
