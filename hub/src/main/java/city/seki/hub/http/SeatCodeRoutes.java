package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Office;
import city.seki.config.source.DirectoryFile;
import city.seki.hub.access.Operation;
import city.seki.hub.seatcode.SeatCodesHtml;
import java.net.URI;
import java.util.List;

/** The codes of an office's seats, for paper. */
final class SeatCodeRoutes {
  private static final String ONLY_ITS_STYLE = ReportRoutes.onlyStyle(SeatCodesHtml.STYLE);

  private final HubParts hub;

  SeatCodeRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/api/v1/offices/{office}/seat-codes",
            Operation.TAKE_OUT_OF_SERVICE,
            this::codes));
  }

  private Reply codes(Call call) {
    Office office = hub.allocation().state().city().office(call.path("office"));
    if (office == null) {
      throw Problem.notFound("there is no office of that name");
    }
    String html = SeatCodesHtml.of(office, page(call), ReportRoutes.language(call));
    return Reply.of(200, "text/html; charset=utf-8", html.getBytes(UTF_8))
        .with("Content-Security-Policy", ONLY_ITS_STYLE);
  }

  /**
   * Where the codes lead: only to where this request came to, so that no link of somebody else's
   * makes stickers that lead elsewhere.
   */
  private static URI page(Call call) {
    String asked = call.query("at");
    URI page = asked == null ? null : DirectoryFile.address(asked);
    if (page == null
        || !page.getPath().isEmpty()
        || !page.getRawAuthority().equals(call.header("Host"))) {
      throw Problem.badRequest("at: expected where this page is, as https://seki.example.city");
    }
    return page;
  }
}
