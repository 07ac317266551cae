package city.seki.hub.coap;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * What there is, as links (RFC 6690): {@code /.well-known/core} names the offices only, {@code
 * /offices/{office}} the signs of one. A query is ignored, as that RFC permits (§4.1).
 */
final class DirectoryResource extends CoapResource {
  private static final List<String> WELL_KNOWN = List.of(".well-known", "core");

  private final Supplier<City> city;

  DirectoryResource(Supplier<City> city) {
    super("");
    this.city = city;
  }

  /** Whether that path is a list of links. */
  static boolean answers(List<String> path) {
    return path.equals(WELL_KNOWN)
        || (path.size() == 2 && path.getFirst().equals(SignPath.OFFICES));
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    OptionSet options = exchange.getRequestOptions();
    List<String> path = options.getUriPath();
    if (options.hasAccept() && options.getAccept() != MediaTypeRegistry.APPLICATION_LINK_FORMAT) {
      exchange.respond(ResponseCode.NOT_ACCEPTABLE);
    } else if (path.equals(WELL_KNOWN)) {
      list(exchange, city.get().offices().values().stream().map(DirectoryResource::link));
    } else {
      Office office = city.get().office(path.getLast());
      if (office == null) {
        exchange.respond(ResponseCode.NOT_FOUND);
      } else {
        list(exchange, signs(office));
      }
    }
  }

  private static void list(CoapExchange exchange, Stream<String> links) {
    exchange.respond(
        ResponseCode.CONTENT,
        links.collect(Collectors.joining(",")),
        MediaTypeRegistry.APPLICATION_LINK_FORMAT);
  }

  private static String link(Office office) {
    return "<%s>;ct=%d".formatted(path(office), MediaTypeRegistry.APPLICATION_LINK_FORMAT);
  }

  private static Stream<String> signs(Office office) {
    String path = path(office);
    return Stream.concat(
            Stream.of(path + "/" + SignPath.SUMMARY),
            office.lasting().seats().keySet().stream()
                .map(seat -> path + "/" + SignPath.SEATS + "/" + seat))
        .map(sign -> "<%s>;ct=%d;obs".formatted(sign, MediaTypeRegistry.APPLICATION_JSON));
  }

  private static String path(Office office) {
    return "/" + SignPath.OFFICES + "/" + office.id();
  }
}
