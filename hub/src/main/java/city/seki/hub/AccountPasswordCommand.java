package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Account;
import city.seki.hub.access.PasswordHash;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives an account another password. */
@Command(
    name = "password",
    description = "Gives an account another password; whoever is signed in has to sign in again.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class AccountPasswordCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private PasswordOption password = new PasswordOption();

  @Parameters(paramLabel = "NAME", description = "as account list shows it")
  private String name = "";

  AccountPasswordCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    try (AccessDatabase access = AccessDatabase.open(data.existing().access())) {
      Account account = AccountCommand.named(access, name);
      String wanted = password.read(account.guessedFirst());
      PasswordHash hash = PasswordHash.of(wanted, random);
      AccountCommand.note(
          access, clock.instant(), "change-password", o -> o.put("account", account.id()));
      access.accounts().setPassword(account, hash);
      spec.commandLine().getOut().println("account " + account.id() + " has another password");
    }
    return 0;
  }
}
