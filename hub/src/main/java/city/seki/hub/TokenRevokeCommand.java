package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a token back; a running hub knows it at its next request. */
@Command(
    name = "revoke",
    description = "Takes a token back, at once.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class TokenRevokeCommand implements Callable<Integer> {
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "ID", description = "as token list shows it")
  private String id = "";

  TokenRevokeCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    try (AccessDatabase access = AccessDatabase.open(data.existing().access())) {
      if (access.tokens().byId(id) == null) {
        throw new DataException("there is no token " + id + "; token list shows all of them");
      }
      access
          .audit()
          .append(
              clock.instant(),
              SystemUser.name(),
              "revoke-token",
              JsonText.object(o -> o.put("token", id)));
      boolean changed = access.tokens().revoke(id, clock.instant());
      spec.commandLine()
          .getOut()
          .println("token " + id + (changed ? " is revoked" : " was revoked before"));
    }
    return 0;
  }
}
