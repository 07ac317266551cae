package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Account;
import city.seki.hub.access.Role;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives an account other roles. */
@Command(
    name = "roles",
    description = "Gives an account other roles, which count at once.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class AccountRolesCommand implements Callable<Integer> {
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--role",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      converter = RoleReading.class,
      description = "all that it shall have from now on; may be repeated")
  private List<Role> roles = List.of();

  @Parameters(paramLabel = "NAME", description = "as account list shows it")
  private String name = "";

  AccountRolesCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Set<Role> wanted = EnumSet.copyOf(roles);
    try (AccessDatabase access = AccessDatabase.open(data.existing().access())) {
      Account account = AccountCommand.named(access, name);
      AccountCommand.note(
          access,
          clock.instant(),
          "change-roles",
          o ->
              o.put("account", account.id())
                  .put("roles", wanted.stream().map(Role::word).toList()));
      access.accounts().setRoles(account, wanted);
      spec.commandLine().getOut().println("account " + account.id() + " has other roles");
    }
    return 0;
  }
}
