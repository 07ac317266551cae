package city.seki.hub.http;

import city.seki.hub.access.Operation;
import city.seki.hub.data.DataException;
import city.seki.hub.report.BadQuery;
import city.seki.hub.report.TeleworkForm;
import city.seki.hub.utilisation.UtilisationCsv;
import city.seki.hub.utilisation.UtilisationForms;
import city.seki.hub.utilisation.UtilisationQuery;
import city.seki.hub.utilisation.UtilisationReport;
import java.util.List;

/** How seats, rooms and devices were used, in any form; no persons. */
final class UtilisationRoutes {
  private final HubParts hub;

  UtilisationRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/reports/utilisation", Operation.SEE_FIGURES, this::utilisation));
  }

  private Reply utilisation(Call call) {
    TeleworkForm form =
        ReportRoutes.form(call, TeleworkForm.JSON, TeleworkForm.CSV, TeleworkForm.HTML);
    UtilisationForms.Look look =
        new UtilisationForms.Look(
            ReportRoutes.language(call),
            ReportRoutes.word(
                call, "table", UtilisationCsv.Table::of, UtilisationCsv.Table.OFFICES),
            ReportRoutes.encoding(call));
    UtilisationReport report = report(call);
    String name = "utilisation-%s-%s".formatted(report.query().first(), report.query().last());
    try {
      byte[] bytes = UtilisationForms.bytes(form, report, look);
      return ReportRoutes.reply(form, bytes, look.encoding(), name);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("encoding: " + e.getMessage());
    }
  }

  private UtilisationReport report(Call call) {
    try {
      return UtilisationReport.of(
          UtilisationQuery.read(call::query, hub.allocation().state().city()),
          hub.usage(),
          hub.cityClock().get());
    } catch (BadQuery e) {
      throw Problem.badRequest(e.parameter() + ": " + e.expected());
    } catch (DataException e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }
}
