package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.edge.meter.Console;
import city.seki.edge.muster.MusterForm;
import city.seki.edge.muster.MusterOnDisk;
import city.seki.edge.muster.UnitMuster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seki-edge muster}: at which seats of the office somebody is, without network and hub. */
@Command(
    name = "muster",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Prints which seats of the unit's office are taken and since when, by what the",
      "hub told the unit last and the unit's own taps since: also without network and",
      "hub, and while the unit runs. Names are at the hub only. Exit code 1: some of it",
      "could not be read, as it is told."
    })
final class MusterCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the folder given to seki-edge run")
  private Path data = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "text|csv|html",
      defaultValue = "text",
      description = "html is for paper, A4 (default: ${DEFAULT-VALUE})")
  private String format = "text";

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      defaultValue = "ja",
      description = "of words (default: ${DEFAULT-VALUE})")
  private String language = "ja";

  MusterCommand(InstantSource clock, Console console) {
    this.clock = clock;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    MusterForm form = form();
    boolean japanese = isJapanese();
    MusterOnDisk disk = new MusterOnDisk(data);
    UnitMuster muster = disk.read(clock.instant());
    console.out().print(form.write(muster, japanese));
    console.out().flush();
    disk.missing().forEach(what -> console.err().println("seki-edge: " + what));
    return disk.missing().isEmpty() ? 0 : 1;
  }

  private MusterForm form() {
    try {
      return MusterForm.of(format);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--format: " + e.getMessage(), e);
    }
  }

  private boolean isJapanese() {
    return switch (language) {
      case "ja" -> true;
      case "en" -> false;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--lang: expected ja or en, not '" + language + "'");
    };
  }
}
