package city.seki.hub;

import city.seki.hub.data.CsvEncoding;
import city.seki.hub.export.CsvColumns;
import city.seki.hub.export.CsvFile;
import city.seki.hub.export.ExportFile;
import city.seki.hub.export.JsonFile;
import city.seki.hub.export.ParquetFile;
import city.seki.hub.export.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say as what a table is written and where. */
final class ExportTarget {
  /** What it is written as. */
  enum Format {
    csv,
    json,
    parquet
  }

  @Option(
      names = "--format",
      paramLabel = "csv|json|parquet",
      description = "default: ${DEFAULT-VALUE}",
      defaultValue = "csv")
  private Format format = Format.csv;

  @Option(
      names = "--encoding",
      paramLabel = "utf-8|shift_jis",
      description = "of CSV (default: utf-8, with BOM)")
  private @Nullable String encoding;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "written whole or not at all (default: standard output, UTF-8 without BOM)")
  private @Nullable Path file;

  Format format() {
    return format;
  }

  /** The file's name for the audit log, null for standard output. */
  @Nullable Path file() {
    return file;
  }

  private CsvEncoding encoding(@Nullable CsvColumns columns, CommandSpec spec) {
    String wanted = encoding;
    if (wanted == null) {
      CsvEncoding mapped = columns == null ? null : columns.encoding();
      return mapped == null ? CsvEncoding.UTF_8 : mapped;
    }
    if (format != Format.csv) {
      throw new ParameterException(spec.commandLine(), "--encoding: only with --format csv");
    }
    try {
      return CsvEncoding.of(wanted);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--encoding: " + e.getMessage(), e);
    }
  }

  void write(
      Table table,
      @Nullable CsvColumns columns,
      ZoneId zone,
      ExportFile.Readers readers,
      CommandSpec spec)
      throws IOException {
    if (columns != null && format != Format.csv) {
      throw new ParameterException(spec.commandLine(), "--columns: only with --format csv");
    }
    CsvEncoding letters = encoding(columns, spec);
    ExportFile.Content content =
        out -> {
          switch (format) {
            case csv -> CsvFile.write(table, columns, letters, zone, out);
            case json -> JsonFile.write(table, zone, out);
            case parquet -> ParquetFile.write(table, out);
          }
        };
    Path to = file;
    if (to != null) {
      ExportFile.write(to, readers, content);
      return;
    }
    if (format == Format.parquet || letters != CsvEncoding.UTF_8) {
      throw new ParameterException(
          spec.commandLine(), "--out: Parquet and Shift_JIS are written to a file only");
    }
    toTerminal(content, spec);
  }

  private static void toTerminal(ExportFile.Content content, CommandSpec spec) throws IOException {
    try (OutputStream out = new ByteArrayOutputStream()) {
      content.writeTo(out);
      String text = ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
      spec.commandLine().getOut().print(text.startsWith("\uFEFF") ? text.substring(1) : text);
      spec.commandLine().getOut().flush();
    }
  }
}
