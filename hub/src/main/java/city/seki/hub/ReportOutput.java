package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import city.seki.hub.report.Language;
import city.seki.hub.report.TeleworkForm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a report is to look, and where it goes. */
final class ReportOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "text|csv|json|html",
      description = "default: ${DEFAULT-VALUE}",
      defaultValue = "text")
  private String format = "text";

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "of words, default: ${DEFAULT-VALUE}",
      defaultValue = "ja")
  private String language = "ja";

  @Option(
      names = "--encoding",
      paramLabel = "utf-8|shift_jis",
      description = "of CSV; UTF-8 has a byte order mark. Default: ${DEFAULT-VALUE}",
      defaultValue = "utf-8")
  private String encoding = "utf-8";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "a new file (default: standard output)")
  private @Nullable Path file;

  TeleworkForm form() {
    return word("--format", format, TeleworkForm::of);
  }

  Language language() {
    return word("--lang", language, Language::of);
  }

  CsvEncoding encoding() {
    return word("--encoding", encoding, CsvEncoding::of);
  }

  <T> T word(String option, String word, Function<String, T> reading) {
    try {
      return reading.apply(word);
    } catch (IllegalArgumentException e) {
      throw wrong(option, String.valueOf(e.getMessage()));
    }
  }

  ParameterException wrong(String option, String expected) {
    return new ParameterException(spec.commandLine(), option + ": " + expected);
  }

  /** Makes the bytes of a report. */
  @FunctionalInterface
  interface Written {
    /**
     * @throws IllegalArgumentException if a letter is not in the encoding
     */
    byte[] in(TeleworkForm form);
  }

  /**
   * @param bytes standard output, for what is no UTF-8
   */
  void write(Written report, OutputStream bytes) throws IOException {
    TeleworkForm form = form();
    byte[] written;
    try {
      written = report.in(form);
    } catch (IllegalArgumentException e) {
      throw new DataException(String.valueOf(e.getMessage()), e);
    }
    Path to = file;
    if (to != null) {
      if (Files.exists(to)) {
        throw new DataException(to + " is there already; give --out a new name");
      }
      Path _ = Files.write(to, written, StandardOpenOption.CREATE_NEW);
      spec.commandLine().getOut().println("wrote " + to);
    } else if (form == TeleworkForm.CSV && encoding() == CsvEncoding.SHIFT_JIS) {
      bytes.write(written);
      bytes.flush();
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(new String(written, UTF_8));
      if (form == TeleworkForm.JSON) {
        out.println();
      }
      out.flush();
    }
  }
}
