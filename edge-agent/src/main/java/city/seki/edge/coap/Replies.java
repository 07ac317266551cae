package city.seki.edge.coap;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** How refusals are answered, and that they are counted. */
final class Replies {
  private final Tally tally;

  Replies(Tally tally) {
    this.tally = tally;
  }

  /** The answer has the cause's code and the diagnostic as its payload, without a format. */
  void refuse(CoapExchange exchange, Verdict.Refused refused) {
    tally.refused(refused.cause());
    Response response = new Response(refused.cause().code().orElse(ResponseCode.BAD_REQUEST));
    response.setPayload(refused.diagnostic());
    if (refused.retrySeconds() > 0) {
      response.getOptions().setMaxAge(refused.retrySeconds());
    }
    exchange.respond(response);
  }

  void refuse(CoapExchange exchange, Cause cause, String diagnostic) {
    refuse(exchange, new Verdict.Refused(cause, diagnostic));
  }
}
