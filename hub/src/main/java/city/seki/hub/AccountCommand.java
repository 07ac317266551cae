package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Account;
import city.seki.hub.data.DataException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The user names and passwords of a site without a directory. */
@Command(
    name = "account",
    description = "Makes, lists, changes and removes the accounts of people who sign in.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class AccountCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine commandLine(InstantSource clock, SecureRandom random) {
    CommandLine command =
        new CommandLine(new AccountCommand())
            .addSubcommand(new AccountAddCommand(clock, random))
            .addSubcommand(new AccountListCommand())
            .addSubcommand(new AccountPasswordCommand(clock, random))
            .addSubcommand(new AccountRolesCommand(clock));
    for (AccountActCommand.Act act : AccountActCommand.Act.values()) {
      CommandLine one = new CommandLine(new AccountActCommand(act, clock));
      one.getCommandSpec().usageMessage().description(act.description());
      command.addSubcommand(act.word(), one);
    }
    return command;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: add, list, password, roles, disable, enable or remove");
  }

  /**
   * The account of that name.
   *
   * @throws DataException if there is none
   */
  static Account named(AccessDatabase access, String name) {
    try {
      Account account = access.accounts().byName(Account.name(name));
      if (account != null) {
        return account;
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(String.valueOf(e.getMessage()), e);
    }
    throw new DataException("there is no account of that name; account list shows all of them");
  }

  /** Into the audit log, before it is done. */
  static void note(AccessDatabase access, Instant now, String act, Consumer<JsonText> what) {
    var _ = access.audit().append(now, SystemUser.name(), act, JsonText.object(what));
  }
}
