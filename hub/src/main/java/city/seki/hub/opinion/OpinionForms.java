package city.seki.hub.opinion;

import city.seki.config.wire.JsonText;
import city.seki.hub.report.CsvFile;

/** The report as a file: JSON for the page, CSV for spreadsheets. */
public final class OpinionForms {
  private OpinionForms() {}

  public static byte[] json(OpinionReport report) {
    return JsonText.object(
        o -> {
          o.put("from", report.first().atDay(1).toString());
          o.put("to", report.last().atEndOfMonth().toString());
          o.put("least", OpinionReport.LEAST).put("hidden", report.hidden());
          o.array(
              "lines",
              report.lines(),
              (line, l) -> {
                l.put("office", line.office()).put("zone", line.zone());
                l.put("answers", line.answers());
                for (Rating rating : Rating.values()) {
                  l.put(rating.word(), line.of(rating));
                }
                l.object("causes", c -> causes(line, c));
              });
        });
  }

  /** Null where a cause was named by too few to be told, or by nobody. */
  private static void causes(OpinionReport.Line line, JsonText o) {
    for (Cause cause : Cause.values()) {
      o.put(cause.word(), line.causes().get(cause));
    }
  }

  public static CsvFile csv(OpinionReport report) {
    CsvFile file =
        new CsvFile(
            "from",
            "to",
            "office",
            "zone",
            "answers",
            "good",
            "fair",
            "poor",
            "noise",
            "temperature",
            "light",
            "desk",
            "network",
            "other");
    for (OpinionReport.Line line : report.lines()) {
      file.add(
          report.first().atDay(1),
          report.last().atEndOfMonth(),
          line.office(),
          line.zone(),
          line.answers(),
          line.of(Rating.GOOD),
          line.of(Rating.FAIR),
          line.of(Rating.POOR),
          line.causes().get(Cause.NOISE),
          line.causes().get(Cause.TEMPERATURE),
          line.causes().get(Cause.LIGHT),
          line.causes().get(Cause.DESK),
          line.causes().get(Cause.NETWORK),
          line.causes().get(Cause.OTHER));
    }
    return file;
  }
}
