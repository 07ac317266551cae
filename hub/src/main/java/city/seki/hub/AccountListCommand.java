package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Account;
import city.seki.hub.access.Role;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the accounts, without anything of their passwords. */
@Command(
    name = "list",
    description = "Lists every account with its roles and owner.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class AccountListCommand implements Callable<Integer> {
  private static final String LINE = "%-8s  %-8s  %-24s  %-12s  %-20s  %s%n";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (AccessDatabase access = AccessDatabase.open(data.existing().access())) {
      out.printf(LINE, "ID", "STATE", "ROLES", "STAFF ID", "CREATED", "NAME");
      for (Account account : access.accounts().list()) {
        out.printf(
            LINE,
            account.id(),
            account.disabled() == null ? "holds" : "disabled",
            account.roles().stream().map(Role::word).sorted().collect(Collectors.joining(",")),
            account.staffId() == null ? "-" : account.staffId(),
            account.created().truncatedTo(ChronoUnit.SECONDS),
            account.name());
      }
    }
    return 0;
  }
}
