package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.ProgramVersion;
import city.seki.hub.export.ExportFile;
import city.seki.hub.survey.Survey;
import city.seki.hub.survey.SurveySheet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The answer sheet of the ministry's survey. */
@Command(
    name = "survey",
    description = {
      "Answers the ministry's survey of telework in local governments as of a day, usually 1",
      "October, each answer with the command that gives it; what Seki cannot know is unknown, with",
      "the reason and who knows."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ReportSurveyCommand implements Callable<Integer> {
  /** What it is written as. */
  enum Format {
    text,
    csv,
    html,
    json
  }

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--date", required = true, paramLabel = "DATE", description = "as of that day")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--format",
      paramLabel = "text|csv|html|json",
      description = "default: ${DEFAULT-VALUE}",
      defaultValue = "text")
  private Format format = Format.text;

  @Option(names = "--out", paramLabel = "FILE", description = "default: standard output")
  private @Nullable Path out;

  ReportSurveyCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() {
    try (FiguresOf figures = FiguresOf.data(data.existing(), random, clock.instant())) {
      Survey survey = new Survey(figures.city(), figures.attendance(), date);
      SurveySheet sheet = new SurveySheet(figures.city().name(), date, survey.answers());
      String text =
          switch (format) {
            case text -> sheet.text();
            case csv -> sheet.csv();
            case html -> sheet.html();
            case json -> sheet.json();
          };
      if (out == null) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
      } else {
        ExportFile.write(out, ExportFile.Readers.EVERYBODY, o -> o.write(text.getBytes(UTF_8)));
      }
    }
    return 0;
  }
}
