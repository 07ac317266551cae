package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import city.seki.hub.opinion.Cause;
import city.seki.hub.opinion.OpinionForms;
import city.seki.hub.opinion.OpinionReport;
import city.seki.hub.opinion.OpinionStore;
import city.seki.hub.opinion.Opinions;
import city.seki.hub.opinion.Rating;
import city.seki.hub.opinion.Use;
import city.seki.hub.report.TeleworkForm;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * The question after a use, and what was answered. The answer is counted for its office, zone and
 * half-day; who gave it is neither written down nor logged.
 */
final class OpinionRoutes {
  private static final String QUESTION = "/api/v1/me/question";
  private static final String NO_ANSWER = "none";
  private static final int MOST_MONTHS = 60;

  private final HubParts hub;
  private final Opinions opinions;

  OpinionRoutes(HubParts hub) {
    this.hub = hub;
    this.opinions = hub.opinions();
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", QUESTION, Operation.SEE_SELF, this::look),
        new Route("POST", QUESTION, Operation.SEE_SELF, this::answer),
        new Route("GET", "/api/v1/reports/opinions", Operation.SEE_FIGURES, this::report));
  }

  private LocalDate today() {
    return hub.allocation().state().city().day(hub.cityClock().get());
  }

  private Reply look(Call call) {
    Use use = opinions.uses().of(MyRoutes.person(call.principal()), today());
    return Reply.json(
        JsonText.object(
            o -> {
              if (use == null) {
                o.putNull("use");
              } else {
                o.object("use", u -> write(use, u));
              }
            }));
  }

  private static void write(Use use, JsonText o) {
    o.put("office", use.seat().office()).put("seat", use.seat().seat());
    o.put("zone", use.zone()).put("date", use.day().toString());
    o.put("half", use.half().word());
  }

  /** What is not understood leaves the question open. */
  private Reply answer(Call call) throws BadMessage {
    JsonFields body = call.json();
    String person = MyRoutes.person(call.principal());
    boolean silent = body.text("rating").equals(NO_ANSWER);
    Rating rating = silent ? null : body.word("rating", Rating::of);
    Cause cause = silent || !body.has("cause") ? null : body.word("cause", Cause::of);
    Use use = opinions.uses().take(person, today());
    if (use == null) {
      throw Problem.notFound("there is no use that you are asked about");
    }
    if (rating != null) {
      opinions.store().add(use, rating, cause);
    }
    return Reply.done();
  }

  /**
   * Of whole months: those in which the days lie that are asked for; of all offices, or of some.
   */
  private Reply report(Call call) {
    TeleworkForm form = ReportRoutes.form(call, TeleworkForm.JSON, TeleworkForm.CSV);
    YearMonth last = month(call, "to", YearMonth.from(today()));
    YearMonth first = month(call, "from", last);
    if (first.isAfter(last) || first.plusMonths(MOST_MONTHS).isBefore(last)) {
      throw Problem.badRequest("from: expected a day up to 'to', at most 5 years before it");
    }
    Set<String> offices = offices(call);
    try {
      List<OpinionStore.Said> said =
          opinions.store().between(first.atDay(1), last.atEndOfMonth()).stream()
              .filter(one -> offices.isEmpty() || offices.contains(one.office()))
              .toList();
      OpinionReport report = OpinionReport.of(said, first, last);
      CsvEncoding encoding = ReportRoutes.encoding(call);
      byte[] bytes =
          form == TeleworkForm.CSV
              ? OpinionForms.csv(report).bytes(encoding)
              : OpinionForms.json(report);
      return ReportRoutes.reply(form, bytes, encoding, "opinions-%s-%s".formatted(first, last));
    } catch (DataException e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }

  /** One of which nothing is known says nothing: it may have been there in those months. */
  private static Set<String> offices(Call call) {
    String asked = call.query("offices");
    return asked == null || asked.isBlank() ? Set.of() : Set.copyOf(List.of(asked.split(",")));
  }

  private static YearMonth month(Call call, String name, YearMonth otherwise) {
    String day = call.query(name);
    try {
      return day == null ? otherwise : YearMonth.from(LocalDate.parse(day));
    } catch (DateTimeException e) {
      throw Problem.badRequest(name + ": expected a day such as 2026-11-28");
    }
  }
}
