package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Seating;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.Integrity;
import city.seki.hub.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Looks whether everything that the hub knows is sound: each database by itself, the ledger by
 * replaying it under the rule of one claim for each seat and person, the audit log by its chain.
 */
@Command(
    name = "check",
    description = "Checks the databases, replays the ledger, verifies the audit log.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class CheckCommand implements Callable<Integer> {
  /** One look at one file; says what is there, or fails with what is wrong. */
  private interface Look {
    String look(Path file);
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    DataDirectory directory = data.existing();
    boolean sound = check(directory.ledger(), CheckCommand::ledger);
    sound &= check(directory.roster(), file -> "sound");
    sound &= check(directory.access(), CheckCommand::audit);
    return sound ? 0 : 1;
  }

  private boolean check(Path file, Look look) {
    String name = file.getFileName() + ": ";
    if (Files.notExists(file)) {
      spec.commandLine().getOut().println(name + "not there yet");
      return true;
    }
    try {
      Integrity.check(file);
      spec.commandLine().getOut().println(name + look.look(file));
      return true;
    } catch (DataException | IllegalStateException e) {
      spec.commandLine().getErr().println(name + e.getMessage());
      return false;
    }
  }

  private static String ledger(Path file) {
    Seating[] state = {Seating.of(City.EMPTY, Directory.EMPTY)};
    long[] events = new long[1];
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      ledger.replay(
          event -> {
            events[0]++;
            state[0] = state[0].apply(event);
          });
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "event %d breaks a rule: %s; restore the last backup"
              .formatted(events[0], e.getMessage()),
          e);
    }
    return "sound, %d events replayed, %d claims held".formatted(events[0], state[0].held().size());
  }

  private static String audit(Path file) {
    try (AccessDatabase access = AccessDatabase.open(file)) {
      Long broken = access.audit().verify();
      if (broken != null) {
        throw new DataException(
            "the audit log was changed at entry %d; compare it with a backup".formatted(broken));
      }
    }
    return "sound, the audit log is whole";
  }
}
