package city.seki.hub.est;

import city.seki.hub.enrol.Peer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** One path that knows one method, behind the door. */
final class GuardedResource extends CoapResource {
  /** What is done with somebody who was let in. */
  @FunctionalInterface
  interface Answer {
    void to(CoapExchange request, Peer peer);
  }

  private final Code method;
  private final EstDoor door;
  private final EstReplies replies;
  private final Answer answer;

  GuardedResource(String name, Code method, EstDoor door, EstReplies replies, Answer answer) {
    super(name);
    this.method = method;
    this.door = door;
    this.replies = replies;
    this.answer = answer;
  }

  @Override
  public void handleRequest(Exchange exchange) {
    CoapExchange request = new CoapExchange(exchange);
    Peer peer = door.admit(request);
    if (peer == null) {
      return;
    }
    if (request.getRequestCode() == method) {
      answer.to(request, peer);
    } else {
      replies.refuse(
          request, EstCause.METHOD, ResponseCode.METHOD_NOT_ALLOWED, "expected " + method);
    }
  }
}
