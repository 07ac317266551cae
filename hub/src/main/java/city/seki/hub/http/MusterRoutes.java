package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.AccessRegister.Purpose;
import city.seki.hub.access.Operation;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.muster.Muster;
import city.seki.hub.muster.MusterForms;
import city.seki.hub.muster.MusterHtml;
import city.seki.hub.muster.News;
import city.seki.hub.report.TeleworkForm;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who is in which building now; each look is noted before it is answered. */
final class MusterRoutes {
  private static final DateTimeFormatter FILE = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm");
  private static final String ONLY_ITS_STYLE = ReportRoutes.onlyStyle(MusterHtml.STYLE);

  private final HubParts hub;
  private final AccessRegister register;

  MusterRoutes(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.register = register;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/api/v1/muster", Operation.SEE_MUSTER, this::muster));
  }

  private Reply muster(Call call) {
    TeleworkForm form =
        ReportRoutes.form(call, TeleworkForm.JSON, TeleworkForm.CSV, TeleworkForm.HTML);
    CsvEncoding encoding = ReportRoutes.encoding(call);
    Instant now = hub.cityClock().get();
    Muster.Sources from =
        new Muster.Sources(hub.allocation().state(), this::news, hub.roster()::member);
    Muster muster = Muster.of(from, wanted(call.query("office")), now, now, true);
    register.looks(call.principal(), Purpose.MUSTER, muster.persons());
    byte[] bytes;
    try {
      bytes = MusterForms.bytes(form, muster, ReportRoutes.language(call), encoding);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("encoding: " + e.getMessage());
    }
    Reply reply =
        ReportRoutes.reply(
            form, bytes, encoding, "muster-" + FILE.format(now.atZone(muster.zone())));
    return form == TeleworkForm.HTML
        ? reply.with("Content-Security-Policy", ONLY_ITS_STYLE)
        : reply;
  }

  private Predicate<Office> wanted(@Nullable String asked) {
    City city = hub.allocation().state().city();
    if (asked != null && city.office(asked) == null) {
      throw Problem.badRequest("office: there is no office '" + asked + "'");
    }
    return office -> asked == null || office.id().equals(asked);
  }

  private News news(String unit) {
    Fleet.Heard heard = hub.fleet().of(unit);
    return new News(
        unit,
        heard == null ? null : heard.at(),
        !hub.fleet().isThere(unit),
        hub.fleet().debt(unit).owes());
  }
}
