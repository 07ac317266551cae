package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Operation;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import city.seki.hub.report.BadQuery;
import city.seki.hub.report.CampaignJson;
import city.seki.hub.report.Language;
import city.seki.hub.report.PageHtml;
import city.seki.hub.report.QueryReading;
import city.seki.hub.report.TeleworkCsv;
import city.seki.hub.report.TeleworkForm;
import city.seki.hub.report.TeleworkQuery;
import city.seki.hub.report.TeleworkReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The telework report in any form, the rows that it counts, and the city's campaigns. */
final class ReportRoutes {
  private static final String ONLY_ITS_STYLE = onlyStyle(PageHtml.STYLE);

  private final HubParts hub;
  private final ReportRows rows;

  ReportRoutes(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.rows = new ReportRows(hub, register);
  }

  List<Route> routes() {
    String telework = "/api/v1/reports/telework";
    return List.of(
        new Route("GET", telework, Operation.SEE_FIGURES, this::telework),
        new Route("GET", telework + "/rows", Operation.SEE_FIGURES, this::rows),
        new Route("GET", "/api/v1/reports/campaigns", Operation.SEE_FIGURES, this::campaigns));
  }

  private City city() {
    return hub.allocation().state().city();
  }

  private static Map<String, Text> offices(City city) {
    Map<String, Text> names = new LinkedHashMap<>();
    for (Office office : city.offices().values()) {
      names.put(office.id(), office.name());
    }
    return names;
  }

  private Reply telework(Call call) {
    TeleworkForm form = form(call, TeleworkForm.JSON, TeleworkForm.CSV, TeleworkForm.HTML);
    TeleworkForm.Look look =
        new TeleworkForm.Look(
            language(call),
            word(call, "table", TeleworkCsv.Table::of, TeleworkCsv.Table.DEPARTMENTS),
            encoding(call));
    Map<String, Text> offices = offices(city());
    TeleworkReport report =
        asking(call, query -> TeleworkReport.of(query, hub.attendance(), offices));
    String name = "telework-%s-%s".formatted(report.query().first(), report.query().last());
    return reply(form, bytes(form, report, look), look.encoding(), name);
  }

  private static byte[] bytes(TeleworkForm form, TeleworkReport report, TeleworkForm.Look look) {
    try {
      return form.bytes(report, look);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("encoding: " + e.getMessage());
    }
  }

  private Reply rows(Call call) {
    TeleworkForm form = form(call, TeleworkForm.JSON, TeleworkForm.CSV);
    CsvEncoding encoding = encoding(call);
    ReportRows.Page page = asking(call, query -> rows.page(call, query));
    if (form == TeleworkForm.JSON) {
      return Reply.json(page.json(city().timeZone()));
    }
    byte[] csv;
    try {
      csv = page.csv(city().timeZone()).bytes(encoding);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("encoding: " + e.getMessage());
    }
    return reply(form, csv, encoding, "telework-rows");
  }

  /** What a query is answered; what is wrong with it, or not there yet, is told. */
  private <T> T asking(Call call, Function<TeleworkQuery, T> answer) {
    City city = city();
    try {
      return answer.apply(
          new QueryReading(city.campaigns(), offices(city), hub.attendance()).read(call::query));
    } catch (BadQuery e) {
      throw Problem.badRequest(e.parameter() + ": " + e.expected());
    } catch (DataException e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private Reply campaigns(Call call) {
    return Reply.json(JsonText.array(city().campaigns(), CampaignJson::write));
  }

  static Reply reply(TeleworkForm form, byte[] bytes, CsvEncoding encoding, String name) {
    return switch (form) {
      case JSON -> Reply.json(bytes);
      case CSV ->
          Reply.of(200, "text/csv; charset=" + encoding.word(), bytes)
              .with("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
              .with("Vary", "Accept");
      case HTML, TEXT ->
          Reply.of(200, form.mediaType(), bytes)
              .with("Content-Security-Policy", ONLY_ITS_STYLE)
              .with("Vary", "Accept");
    };
  }

  /** For a page that loads nothing, runs nothing, and has the one style that it brings along. */
  static String onlyStyle(String style) {
    return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; frame-ancestors 'none'"
        .formatted(digest(style));
  }

  private static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What {@code format} says, else what the client likes best, else the first. */
  static TeleworkForm form(Call call, TeleworkForm... possible) {
    String asked = call.query("format");
    if (asked != null) {
      for (TeleworkForm form : possible) {
        if (form.word().equals(asked)) {
          return form;
        }
      }
      throw Problem.badRequest(
          "format: expected one of "
              + List.of(possible).stream().map(TeleworkForm::word).toList()
              + ", not '"
              + asked
              + "'");
    }
    return Accepted.of(call.header("Accept"), possible);
  }

  /** As asked, else what the browser prefers of both, else Japanese. */
  static Language language(Call call) {
    String browser = call.header("Accept-Language");
    boolean english = browser != null && browser.strip().toLowerCase(Locale.ROOT).startsWith("en");
    return word(call, "lang", Language::of, english ? Language.EN : Language.JA);
  }

  static CsvEncoding encoding(Call call) {
    return word(call, "encoding", CsvEncoding::of, CsvEncoding.UTF_8);
  }

  static <T> T word(Call call, String name, Function<String, T> reading, T otherwise) {
    @Nullable String asked = call.query(name);
    try {
      return asked == null ? otherwise : reading.apply(asked);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(name + ": " + e.getMessage());
    }
  }
}
