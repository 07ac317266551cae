package city.seki.hub.bench;

import city.seki.config.model.City;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import city.seki.hub.report.Language;
import city.seki.hub.report.TeleworkForm;
import city.seki.hub.roster.Membership;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import city.seki.hub.utilisation.Usage;
import city.seki.hub.utilisation.UtilisationCsv;
import city.seki.hub.utilisation.UtilisationForms;
import city.seki.hub.utilisation.UtilisationQuery;
import city.seki.hub.utilisation.UtilisationReport;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts, and tells how long it took in a process that has read nothing yet, and how long in one
 * that has answered before, as a hub has.
 */
final class FiguresQuestion {
  private static final int BEFORE = 4;

  private FiguresQuestion() {}

  /**
   * @param arguments the data directory, the first and the last day, and an office, {@code half}
   *     for every second one, nothing for all, or {@code use} for the report of utilisation
   */
  public static void main(String[] arguments) throws IOException {
    DataDirectory data = DataDirectory.existing(Path.of(arguments[0]));
    City city = HubHistory.city(data);
    Supplier<String> question =
        arguments[3].equals("use")
            ? use(data, city, arguments[1], arguments[2])
            : telework(data, city, scope(arguments, city));
    long begun = System.nanoTime();
    long busyBefore = busy();
    String answer = question.get();
    long millis = (System.nanoTime() - begun) / 1_000_000;
    long busyMillis = (busy() - busyBefore) / 1_000_000;
    for (int i = 0; i < BEFORE; i++) {
      var _ = question.get();
    }
    long again = System.nanoTime();
    String same = question.get();
    long warmMillis = (System.nanoTime() - again) / 1_000_000;
    if (!same.equals(answer)) {
      throw new IllegalStateException("another answer the second time: " + same);
    }
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0");
    System.out.printf(
        "%d ms, %d ms, %d ms, %d MB: %s%n",
        millis, busyMillis, warmMillis, Integer.parseInt(peak) / 1024, answer);
  }

  private static Supplier<String> telework(DataDirectory data, City city, Scope scope) {
    Attendance attendance = HubHistory.of(data, city, () -> membership(data));
    return () -> attendance.count(scope).total() + " of " + attendance.staff(scope).total();
  }

  private static Supplier<String> use(DataDirectory data, City city, String first, String last) {
    Usage usage = new Usage(HubHistory.of(data, city, () -> Membership.NONE));
    UtilisationQuery query = UtilisationQuery.read(Map.of("from", first, "to", last)::get, city);
    Instant now = Instant.now();
    UtilisationForms.Look look =
        new UtilisationForms.Look(
            Language.EN, UtilisationCsv.Table.of("offices"), CsvEncoding.UTF_8);
    return () -> {
      UtilisationReport report = UtilisationReport.of(query, usage, now);
      return UtilisationForms.bytes(TeleworkForm.CSV, report, look).length + " bytes";
    };
  }

  private static Scope scope(String[] arguments, City city) {
    Set<String> offices =
        switch (arguments[3]) {
          case "" -> Set.of();
          case "half" ->
              city.offices().keySet().stream()
                  .filter(office -> office.hashCode() % 2 == 0)
                  .collect(Collectors.toSet());
          default -> Set.of(arguments[3]);
        };
    return new Scope(
        LocalDate.parse(arguments[1]), LocalDate.parse(arguments[2]), offices, Set.of());
  }

  /** What this process has had of the processors, its compiler and collector included. */
  private static long busy() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Membership membership(DataDirectory data) {
    try (RosterStore roster = RosterStore.open(data.roster(), new SecureRandom())) {
      return roster.membership();
    }
  }
}
