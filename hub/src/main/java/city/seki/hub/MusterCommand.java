package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.AccessRegister.Purpose;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.muster.Muster;
import city.seki.hub.muster.MusterForms;
import city.seki.hub.muster.OnRecord;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Who is in which building, when only a terminal is left. What can be read is told: without the
 * roster there are no names, and of a damaged ledger what comes before the damage.
 */
@Command(
    name = "muster",
    description = {
      "Who is in which building now, by name, from the data directory alone: also while a hub runs",
      "on it, or when it does not start any more. It becomes an entry of the audit log."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class MusterCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;
  private final OutputStream bytes;
  private boolean whole = true;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private ReportOutput output = new ReportOutput();

  @Option(names = "--office", paramLabel = "ID", description = "this one only")
  private @Nullable String office;

  /**
   * @param bytes standard output, for what is no UTF-8
   */
  MusterCommand(InstantSource clock, SecureRandom random, OutputStream bytes) {
    this.clock = clock;
    this.random = random;
    this.bytes = bytes;
  }

  @Override
  public Integer call() throws IOException {
    var _ = output.form(); // wrong usage is told before anything is read
    DataDirectory directory = data.existing();
    City city = HubHistory.city(directory);
    if (city.offices().isEmpty()) {
      throw new DataException(
          directory.city() + " tells of no office; import the offices again to mend it");
    }
    Predicate<Office> wanted = wanted(city);
    OnRecord record = record(directory, city);
    Instant now = clock.instant();
    Muster muster = withNames(directory, record, wanted, now);
    note(directory, muster, now);
    output.write(
        form -> MusterForms.bytes(form, muster, output.language(), output.encoding()), bytes);
    return whole ? 0 : 1;
  }

  private Predicate<Office> wanted(City city) {
    String asked = office;
    if (asked != null && city.office(asked) == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--office: there is no office '%s', but %s".formatted(asked, city.offices().keySet()));
    }
    return each -> asked == null || each.id().equals(asked);
  }

  private OnRecord record(DataDirectory directory, City city) {
    OnRecord record = new OnRecord(city);
    try {
      if (Files.exists(directory.ledger())) {
        SqliteLedger.read(directory.ledger(), record::happened);
      }
    } catch (DataException | IllegalStateException e) {
      incomplete("the list ends where the ledger is damaged: " + e.getMessage());
    }
    return record;
  }

  private Muster withNames(
      DataDirectory directory, OnRecord record, Predicate<Office> wanted, Instant now) {
    try (RosterStore roster = RosterStore.open(directory.roster(), random)) {
      return record.muster(roster::member, wanted, now);
    } catch (DataException e) {
      incomplete("there are no names: " + e.getMessage());
      return record.muster(person -> null, wanted, now);
    }
  }

  /** In an emergency the list matters more than its entry: whoever reads the files needs none. */
  private void note(DataDirectory directory, Muster muster, Instant now) {
    if (muster.persons().isEmpty()) {
      return;
    }
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      AccessRegister.note(
          access.audit(), now, SystemUser.name(), Purpose.MUSTER, new HashSet<>(muster.persons()));
    } catch (DataException e) {
      incomplete("the audit log does not know of this look: " + e.getMessage());
    }
  }

  private void incomplete(String why) {
    whole = false;
    spec.commandLine().getErr().println("seki-hub: " + why);
  }
}
