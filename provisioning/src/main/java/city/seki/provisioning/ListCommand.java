package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.config.model.Wiring;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.unit.Held;
import city.seki.provisioning.unit.IdentityFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the units that have been written, without their secrets. */
@Command(
    name = "list",
    description = {
      "Prints unit, office, hub and readers of each folder, and until when its certificate holds,",
      "separated by tabs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ListCommand implements Callable<Integer> {
  private static final String NO_CERTIFICATE = "-";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where batch wrote the folders")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (!Files.isDirectory(out)) {
      err.println(out + ": there is no such directory; seki-provision batch writes it");
      return 1;
    }
    boolean broken = false;
    for (Path folder : folders()) {
      try {
        spec.commandLine()
            .getOut()
            .println(line(UnitIdentity.read(folder), IdentityFolder.at(folder).read()));
      } catch (IOException e) {
        err.println(e.getMessage());
        broken = true;
      }
    }
    return broken ? 1 : 0;
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> found = Files.list(out)) {
      return found.filter(folder -> Files.exists(UnitIdentity.file(folder))).sorted().toList();
    }
  }

  private static String line(UnitIdentity identity, Held held) {
    return String.join(
        "\t",
        identity.unit().id(),
        identity.unit().office(),
        identity.hub().toString(),
        identity.unit().readers().stream()
            .map(Wiring::name)
            .map(Object::toString)
            .collect(Collectors.joining(" ")),
        held.own() == null
            ? NO_CERTIFICATE
            : Validity.of(held.own().identity().certificate()).to().toString());
  }
}
