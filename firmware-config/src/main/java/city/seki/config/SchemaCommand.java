package city.seki.config;

import city.seki.config.source.FileSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of a kind of file, by which editors complete and check it. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema (2020-12) of a kind of file; without a name, which kinds there are.",
      "Editors complete and check by it what has this line at its beginning:",
      "  # yaml-language-server: $$schema=../schema/office.schema.json"
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "kind of file, as city, office or unit")
  private @Nullable String name;

  @Option(names = "--into", paramLabel = "DIR", description = "write them all into that folder")
  private @Nullable Path into;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = into;
    if (folder != null) {
      write(folder);
    } else if (name == null) {
      for (FileSchema schema : FileSchema.values()) {
        out.printf("%-14s %s%n", schema.word(), schema.about());
      }
    } else {
      out.print(FileSchema.of(name).orElseThrow(this::unknown).text());
      out.flush();
    }
    return 0;
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (FileSchema schema : FileSchema.values()) {
      Path file = folder.resolve(schema.word() + ".schema.json");
      Files.writeString(file, schema.text());
      spec.commandLine().getOut().println(file);
    }
  }

  private ParameterException unknown() {
    return new ParameterException(
        spec.commandLine(), "there is no schema '" + name + "': " + FileSchema.words());
  }
}
