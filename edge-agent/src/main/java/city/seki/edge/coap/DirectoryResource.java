package city.seki.edge.coap;

import city.seki.config.model.Place;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * {@code /.well-known/core}: where this peer may post, and what it may read, as links (RFC 6690). A
 * query is ignored, as that RFC permits (§4.1).
 */
final class DirectoryResource extends CoapResource {
  private final Labels labels;
  private final Peers peers;

  DirectoryResource(Labels labels, Peers peers) {
    super("");
    this.labels = labels;
    this.peers = peers;
  }

  @Override
  public void handleGET(CoapExchange request) {
    int format = MediaTypeRegistry.APPLICATION_LINK_FORMAT;
    if (request.getRequestOptions().hasAccept()
        && request.getRequestOptions().getAccept() != format) {
      request.respond(ResponseCode.NOT_ACCEPTABLE);
      return;
    }
    Stream<String> links =
        Stream.concat(sensor(request.advanced()), labels.places().stream().map(this::link));
    request.respond(ResponseCode.CONTENT, links.collect(Collectors.joining(",")), format);
  }

  private Stream<String> sensor(Exchange exchange) {
    return switch (Caller.of(exchange)) {
      case Caller.Known known -> {
        Peer peer = peers.find(known.identity());
        yield peer == null || peer.place() == null
            ? Stream.of()
            : Stream.of("</%s/%s>;ct=\"110 112\"".formatted(UnitPath.SENSORS, peer.name()));
      }
      case Caller.Local _, Caller.Mixed _ -> Stream.of();
    };
  }

  private String link(Place place) {
    return "<%s>;ct=\"50 0\";obs".formatted(UnitPath.of(place));
  }
}
