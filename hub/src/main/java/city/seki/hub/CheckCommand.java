package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.AuditHeads;
import city.seki.hub.access.AuditLog;
import city.seki.hub.data.Backup;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.data.Integrity;
import city.seki.hub.enrol.EnrolStore;
import city.seki.hub.history.HistoryCheck;
import city.seki.hub.ledger.LedgerCheck;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.retention.Retention;
import city.seki.hub.rollout.RolloutStore;
import city.seki.hub.server.HubHistory;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Looks whether everything that the hub knows is sound: each database by itself, the ledger by its
 * hash chain and by replaying it under the rule of one claim for each seat and person, the audit
 * log by its chain, enrolment by its events and certificates, roll-outs by theirs and their texts,
 * the city's file and the card key by reading them. Each file is told in one line: what is wrong
 * first, where, and the remedy.
 */
@Command(
    name = "check",
    description = {
      "Looks whether a data directory or a backup is sound, also while a hub runs on it:",
      "files, hash chains, the rules over all events, the index of taps."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class CheckCommand implements Callable<Integer> {
  /** One look at one file; says what is there, or fails with what is wrong. */
  private interface Look {
    String look(Path file) throws IOException;
  }

  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--rebuild",
      description = "first makes the ledger's index and what is counted anew; the hub must not run")
  private boolean rebuild;

  @Option(
      names = "--audit-head",
      paramLabel = "ENTRY:HASH",
      converter = HeadText.class,
      description =
          "a head of the audit log that an earlier check, export or the hub's log showed; may be"
              + " repeated")
  private List<AuditLog.Head> heads = new ArrayList<>();

  CheckCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    DataDirectory directory = data.existing();
    if (rebuild) {
      try (DirectoryLock lock = directory.lock()) {
        if (Files.exists(directory.ledger())) {
          SqliteLedger.rebuildIndex(directory.ledger());
          spec.commandLine().getOut().println("ledger.db: the index was made anew");
        }
        HubHistory.makeAnew(directory, HubHistory.city(directory), clock.instant());
        spec.commandLine().getOut().println("history.db: what is counted was made anew");
      }
    }
    boolean sound = check(directory.ledger(), file -> ledger(directory));
    sound &= check(directory.roster(), CheckCommand::database);
    sound &= check(directory.access(), file -> audit(directory));
    sound &= check(directory.enrolment(), CheckCommand::enrolment);
    sound &= check(directory.rollouts(), CheckCommand::rollouts);
    sound &= check(directory.history(), file -> history(directory));
    sound &= check(directory.alerts(), CheckCommand::database);
    sound &= check(directory.city(), CheckCommand::city);
    sound &= check(CardKeyFile.in(directory.root()), file -> key(directory));
    String backup = Backup.forgotten(directory);
    if (backup != null) {
      spec.commandLine().getErr().println("Warning: " + backup);
    }
    return sound ? 0 : 1;
  }

  private boolean check(Path file, Look look) {
    String name = file.getFileName() + ": ";
    if (Files.notExists(file)) {
      spec.commandLine().getOut().println(name + "not there yet");
      return true;
    }
    try {
      spec.commandLine().getOut().println(name + look.look(file));
      return true;
    } catch (DataException | IOException e) {
      spec.commandLine().getErr().println(name + e.getMessage());
      return false;
    }
  }

  private String ledger(DataDirectory directory) {
    Path file = directory.ledger();
    LedgerCheck.Sound sound =
        Terminal.isThere() ? ledgerWithBar(file) : ledger(file, (n, of) -> {});
    return "sound, %d events replayed, %d claims held%s"
        .formatted(sound.events(), sound.claims(), forgotten(directory));
  }

  /** Only what the audit log knows of may have been written anew. */
  private static String forgotten(DataDirectory directory) {
    Retention.Mark mark = Retention.mark(directory.ledger());
    if (mark == null) {
      return "";
    }
    if (Files.notExists(directory.access()) || !isNoted(directory, mark)) {
      throw new DataException(
          "what is said of the time before %s was written anew, and the audit log does not know of it; restore the last backup"
              .formatted(mark.before()));
    }
    return ", persons before %s forgotten".formatted(mark.before());
  }

  private static boolean isNoted(DataDirectory directory, Retention.Mark mark) {
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      return mark.isNotedIn(access.audit());
    }
  }

  private static LedgerCheck.Sound ledgerWithBar(Path file) {
    try (ProgressBar bar =
        new ProgressBarBuilder().setTaskName("ledger").setUnit(" events", 1).build()) {
      return ledger(
          file,
          (event, of) -> {
            bar.maxHint(of);
            bar.stepTo(event);
          });
    }
  }

  private static LedgerCheck.Sound ledger(Path file, LedgerCheck.Progress progress) {
    return LedgerCheck.check(file, progress);
  }

  private static String database(Path file) {
    Integrity.check(file);
    return "sound";
  }

  private String audit(DataDirectory directory) {
    Integrity.check(directory.access());
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      AuditLog log = access.audit();
      Long broken = log.verify();
      if (broken != null) {
        throw new DataException(
            "the audit log was changed at entry %d; compare it with a backup".formatted(broken));
      }
      if (Files.exists(directory.auditHeads())) {
        for (AuditHeads.Noted noted : AuditHeads.read(directory.auditHeads())) {
          require(log, noted.head(), "noted at " + noted.at());
        }
      }
      for (AuditLog.Head head : heads) {
        require(log, head, "given by --audit-head");
      }
      AuditLog.Head head = log.head();
      return "sound, the audit log is whole: %d entries, head %s".formatted(head.seq(), head);
    }
  }

  private static void require(AuditLog log, AuditLog.Head head, String known) {
    if (!log.has(head)) {
      throw new DataException(
          "the audit log does not have entry %d as it was %s: its end was cut off or made anew;"
                  .formatted(head.seq(), known)
              + " compare it with a backup");
    }
  }

  private static String enrolment(Path file) {
    return "sound, %d events of enrolment".formatted(EnrolStore.check(file));
  }

  private static String rollouts(Path file) {
    return "sound, %d events of roll-outs".formatted(RolloutStore.check(file));
  }

  private static String history(DataDirectory directory) {
    return "sound, %d days counted"
        .formatted(HistoryCheck.check(directory.history(), CityZone.of(directory)));
  }

  private static String city(Path file) {
    return switch (CityFile.readKept(file)) {
      case Reading.Loaded<City> loaded ->
          "sound, %d offices".formatted(loaded.value().offices().size());
      case Reading.Rejected<City> rejected ->
          throw new DataException(
              rejected.problems().getFirst() + "; import the offices again to mend it");
    };
  }

  /** Reads a head; a wrong one is wrong usage. */
  private static final class HeadText implements ITypeConverter<AuditLog.Head> {
    @Override
    public AuditLog.Head convert(String text) {
      try {
        return AuditLog.Head.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  private static String key(DataDirectory directory) throws IOException {
    CardKeyFile.load(directory.root());
    return "sound";
  }
}
