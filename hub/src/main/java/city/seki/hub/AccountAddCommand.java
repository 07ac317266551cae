package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Account;
import city.seki.hub.access.PasswordHash;
import city.seki.hub.access.Role;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an account. */
@Command(
    name = "add",
    description = "Makes an account: a user name, a password, roles.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class AccountAddCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private OwnerOption owner = new OwnerOption();
  @Mixin private PasswordOption password = new PasswordOption();

  @Parameters(paramLabel = "NAME", description = "the user name to sign in with")
  private String typed = "";

  AccountAddCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    String name = name();
    DataDirectory directory = data.use();
    String staffId = owner.staffId(directory, random);
    Set<Role> roles = owner.roles();
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      if (access.accounts().byName(name) != null) {
        throw new DataException(
            "there is an account of that name already; account password gives it a new password");
      }
      PasswordHash hash = PasswordHash.of(password.read(close(name, staffId)), random);
      Instant now = clock.instant();
      AccountCommand.note(
          access, now, "add-account", o -> o.put("roles", roles.stream().map(Role::word).toList()));
      Account made = access.accounts().add(name, roles, staffId, hash, now, random);
      spec.commandLine().getOut().println("account " + made.id() + " signs in as " + name);
    }
    return 0;
  }

  static List<String> close(String name, @Nullable String staffId) {
    List<String> close = new ArrayList<>(List.of(name));
    if (staffId != null) {
      close.add(staffId);
    }
    return close;
  }

  private String name() {
    try {
      return Account.name(typed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
