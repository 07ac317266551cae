package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Role;
import city.seki.hub.access.Token;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the tokens, never their secrets. */
@Command(
    name = "list",
    description = "Lists every token with its roles, owner and end.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class TokenListCommand implements Callable<Integer> {
  private static final String LINE = "%-8s  %-8s  %-24s  %-12s  %-20s  %-20s  %s%n";

  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  TokenListCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (AccessDatabase access = AccessDatabase.open(data.existing().access())) {
      out.printf(LINE, "ID", "STATE", "ROLES", "STAFF ID", "CREATED", "EXPIRES", "LABEL");
      for (Token token : access.tokens().list()) {
        String roles =
            token.roles().stream().map(Role::word).sorted().collect(Collectors.joining(","));
        out.printf(
            LINE,
            token.id(),
            state(token),
            roles,
            token.staffId() == null ? "-" : token.staffId(),
            moment(token.created()),
            moment(token.expires()),
            token.label());
      }
    }
    return 0;
  }

  private String state(Token token) {
    if (token.revoked() != null) {
      return "revoked";
    }
    if (!token.holds(clock.instant())) {
      return "expired";
    }
    return token.readOnly() ? "reads" : "holds";
  }

  private static String moment(@Nullable Instant at) {
    return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
