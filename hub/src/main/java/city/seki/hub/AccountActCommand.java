package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Account;
import city.seki.hub.access.Accounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does with an account what needs no further words. A running hub knows it at its next request. */
@Command(mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class)
final class AccountActCommand implements Callable<Integer> {
  /** What is done. */
  enum Act {
    DISABLE("Takes an account out of use; its sessions end at once.", "is disabled"),
    ENABLE("Puts an account back into use.", "is enabled"),
    REMOVE("Removes an account; the audit log still knows its id.", "is removed");

    private final String description;
    private final String done;

    Act(String description, String done) {
      this.description = description;
      this.done = done;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String description() {
      return description;
    }

    void on(Accounts accounts, Account account, Instant now) {
      switch (this) {
        case DISABLE -> accounts.disable(account, now);
        case ENABLE -> accounts.enable(account);
        case REMOVE -> accounts.remove(account);
      }
    }
  }

  private final Act act;
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "NAME", description = "as account list shows it")
  private String name = "";

  AccountActCommand(Act act, InstantSource clock) {
    this.act = act;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    try (AccessDatabase access = AccessDatabase.open(data.existing().access())) {
      Account account = AccountCommand.named(access, name);
      Instant now = clock.instant();
      AccountCommand.note(
          access, now, act.word() + "-account", o -> o.put("account", account.id()));
      act.on(access.accounts(), account, now);
      spec.commandLine().getOut().println("account " + account.id() + " " + act.done);
    }
    return 0;
  }
}
