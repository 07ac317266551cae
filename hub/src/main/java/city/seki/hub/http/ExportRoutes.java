package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.hub.access.Operation;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import city.seki.hub.export.CsvFile;
import city.seki.hub.export.FiguresTable;
import city.seki.hub.export.JsonFile;
import city.seki.hub.export.ParquetFile;
import city.seki.hub.feed.DayFigures;
import city.seki.hub.history.Scope;
import city.seki.hub.ngsi.OfficeEntities;
import city.seki.hub.survey.Survey;
import city.seki.hub.survey.SurveySheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Figures to take away: roll-ups, the ministry's sheet, offices for a context broker. No persons.
 */
final class ExportRoutes {
  /** So that an answer fits into memory many times over; the command has no limit. */
  private static final long MOST_DAYS = 3_660;

  private final HubParts hub;

  ExportRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/exports/figures", Operation.SEE_FIGURES, this::figures),
        new Route("GET", "/api/v1/exports/survey", Operation.SEE_FIGURES, this::survey),
        new Route("GET", "/api/v1/exports/ngsi-ld", Operation.SEE_FIGURES, this::ngsiLd));
  }

  private City city() {
    return hub.allocation().state().city();
  }

  private Reply figures(Call call) {
    LocalDate from = day(call, "from");
    LocalDate to = day(call, "to");
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
      throw Problem.badRequest("from, to: expected a first and a last day, ten years at most");
    }
    String format = query(call, "format", "csv");
    CsvEncoding encoding = ReportRoutes.encoding(call);
    FiguresTable table = new FiguresTable(hub.attendance(), Scope.of(from, to));
    ZoneId zone = city().timeZone();
    String name = "figures-%s-%s".formatted(from, to);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return answering(
        () -> {
          try {
            return switch (format) {
              case "csv" -> {
                CsvFile.write(table, null, encoding, zone, out);
                yield file("text/csv; charset=" + encoding.word(), name + ".csv", out);
              }
              case "json" -> {
                JsonFile.write(table, zone, out);
                yield file("application/json", name + ".json", out);
              }
              case "parquet" -> {
                ParquetFile.write(table, out);
                yield file("application/vnd.apache.parquet", name + ".parquet", out);
              }
              default -> throw Problem.badRequest("format: expected csv, json or parquet");
            };
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Reply survey(Call call) {
    LocalDate day = day(call, "date");
    City city = city();
    return answering(
        () -> {
          SurveySheet sheet =
              new SurveySheet(city.name(), day, new Survey(city, hub.attendance(), day).answers());
          String name = "survey-" + day;
          return switch (query(call, "format", "json")) {
            case "json" -> Reply.json(sheet.json().getBytes(UTF_8));
            case "text" -> Reply.of(200, "text/plain; charset=utf-8", sheet.text().getBytes(UTF_8));
            case "csv" ->
                named(
                    Reply.of(200, "text/csv; charset=utf-8", sheet.csv().getBytes(UTF_8)),
                    name + ".csv");
            default -> throw Problem.badRequest("format: expected json, text or csv");
          };
        });
  }

  private Reply ngsiLd(Call call) {
    LocalDate day = day(call, "date");
    return answering(
        () ->
            Reply.of(
                200,
                "application/ld+json",
                OfficeEntities.of(city(), DayFigures.of(hub.attendance(), day))));
  }

  private static Reply file(String type, String name, ByteArrayOutputStream bytes) {
    return named(Reply.of(200, type, bytes.toByteArray()), name);
  }

  private static Reply named(Reply reply, String name) {
    return reply.with("Content-Disposition", "attachment; filename=\"" + name + '"');
  }

  private static String query(Call call, String name, String usual) {
    String value = call.query(name);
    return value == null ? usual : value;
  }

  private static LocalDate day(Call call, String name) {
    @Nullable String text = call.query(name);
    try {
      return LocalDate.parse(String.valueOf(text));
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(name + ": expected a day, as 2026-11-29");
    }
  }

  /** What is not there yet is told. */
  private static Reply answering(Supplier<Reply> answer) {
    try {
      return answer.get();
    } catch (DataException e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }
}
