package city.seki.edge.coap;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.jspecify.annotations.Nullable;

/** {@code POST /sensors/{name}}: one object for all sensors. */
final class SensorsResource extends CoapResource {
  private final PostDesk desk;
  private final Replies replies;
  private final Tally tally;

  SensorsResource(PostDesk desk, Replies replies, Tally tally) {
    super(UnitPath.SENSORS);
    this.desk = desk;
    this.replies = replies;
    this.tally = tally;
  }

  @Override
  public void handleRequest(Exchange exchange) {
    CoapExchange request = new CoapExchange(exchange);
    if (request.getRequestCode() == Code.POST) {
      answer(request, post(request, Caller.of(exchange)));
    } else {
      replies.refuse(request, Cause.METHOD, "expected POST");
    }
  }

  private Verdict post(CoapExchange request, Caller caller) {
    return switch (caller) {
      case Caller.Known known -> post(request, known.identity());
      case Caller.Local _ -> post(request, (String) null);
      case Caller.Mixed _ ->
          new Verdict.Refused(Cause.FORBIDDEN, "the blocks of one post have one sender");
    };
  }

  private Verdict post(CoapExchange request, @Nullable String identity) {
    String sensor = request.getRequestOptions().getUriPath().getLast();
    byte[] body = request.getRequestPayload();
    int format = request.getRequestOptions().getContentFormat();
    return desk.post(identity, sensor, format, body == null ? new byte[0] : body);
  }

  private void answer(CoapExchange request, Verdict verdict) {
    switch (verdict) {
      case Verdict.Taken _ -> {
        tally.taken();
        request.respond(ResponseCode.CHANGED);
      }
      case Verdict.Repeated _ -> {
        tally.repeated();
        request.respond(ResponseCode.CHANGED);
      }
      case Verdict.Refused refused -> replies.refuse(request, refused);
    }
  }
}
