package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.config.model.Wiring;
import city.seki.config.operator.HubApi;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.unit.Held;
import city.seki.provisioning.unit.IdentityFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the units that have been written, without their secrets. */
@Command(
    name = "list",
    description = {
      "Prints unit, office, hub and readers of each folder, and until when its certificate holds,",
      "separated by tabs. With --hub https://HOST:8443: unit, end of its certificate, and whether",
      "it is shut out; then claims that nobody has used yet, with their batch."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ListCommand implements Callable<Integer> {
  private static final String NO_CERTIFICATE = "-";

  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private HubOption operator = new HubOption();

  @Option(names = "--hub", paramLabel = "URL", description = "the hub to ask, https://HOST:8443")
  private @Nullable String hub;

  @Option(names = "--out", paramLabel = "DIR", description = "where batch wrote the folders")
  private @Nullable Path out;

  ListCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (hub != null) {
      return ofHub();
    }
    if (out == null) {
      throw new ParameterException(spec.commandLine(), "give --out DIR, or --hub URL");
    }
    if (!Files.isDirectory(out)) {
      err.println(out + ": there is no such directory; seki-provision batch writes it");
      return 1;
    }
    boolean broken = false;
    for (Path folder : folders(out)) {
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

  private int ofHub() throws IOException {
    try (HubApi api = operator.open(hub, clock)) {
      for (JsonFields each : api.list("/api/v1/enrolment/certificates")) {
        String revoked = each.textOrNull("revoked");
        spec.commandLine()
            .getOut()
            .println(
                String.join(
                    "\t",
                    each.text("unit"),
                    each.text("until"),
                    revoked == null ? "holds" : "shut out: " + revoked));
      }
      for (JsonFields each : api.list("/api/v1/enrolment/claims")) {
        if (each.text("state").equals("open")) {
          spec.commandLine()
              .getOut()
              .println(
                  String.join(
                      "\t",
                      each.text("unit"),
                      each.text("expires"),
                      "open claim: " + each.text("batch")));
        }
      }
      return 0;
    } catch (BadMessage e) {
      throw new IOException("the hub's answer cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Path> folders(Path out) throws IOException {
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
