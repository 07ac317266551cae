package city.seki.provisioning;

import city.seki.config.ProgramVersion;
import city.seki.config.operator.HubApi;
import city.seki.config.wire.JsonText;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shuts a unit out. */
@Command(
    name = "revoke",
    description = "Shuts a unit out at the hub: its certificates, keys and claims, within seconds.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class RevokeCommand implements Callable<Integer> {
  /** Why. */
  enum Reason {
    stolen,
    retired
  }

  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--hub", required = true, paramLabel = "URL", description = "https://HOST:8443")
  private String address = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "${COMPLETION-CANDIDATES}")
  private Reason reason = Reason.stolen;

  @Parameters(paramLabel = "UNIT", description = "whose identity ends")
  private String unit = "";

  RevokeCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    try (HubApi api = hub.open(address, clock)) {
      var _ =
          api.post(
              "/api/v1/units/" + unit + "/revoke",
              JsonText.object(o -> o.put("reason", reason.name())));
    }
    spec.commandLine().getOut().println(unit + ": shut out (" + reason + ")");
    return 0;
  }
}
