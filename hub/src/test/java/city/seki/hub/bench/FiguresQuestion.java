package city.seki.hub.bench;

import city.seki.config.model.City;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import city.seki.hub.roster.Membership;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Set;
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
   *     for every second one, or nothing for all
   */
  public static void main(String[] arguments) throws IOException {
    DataDirectory data = DataDirectory.existing(Path.of(arguments[0]));
    City city = HubHistory.city(data);
    Set<String> offices =
        switch (arguments[3]) {
          case "" -> Set.of();
          case "half" ->
              city.offices().keySet().stream()
                  .filter(office -> office.hashCode() % 2 == 0)
                  .collect(Collectors.toSet());
          default -> Set.of(arguments[3]);
        };
    long begun = System.nanoTime();
    long busyBefore = busy();
    Attendance attendance = HubHistory.of(data, city, () -> membership(data));
    Scope scope =
        new Scope(LocalDate.parse(arguments[1]), LocalDate.parse(arguments[2]), offices, Set.of());
    Attendance.Counted counted = attendance.count(scope);
    Attendance.Staff staff = attendance.staff(scope);
    long millis = (System.nanoTime() - begun) / 1_000_000;
    long busyMillis = (busy() - busyBefore) / 1_000_000;
    for (int i = 0; i < BEFORE; i++) {
      attendance.count(scope);
    }
    long again = System.nanoTime();
    Attendance.Counted same = attendance.count(scope);
    long warmMillis = (System.nanoTime() - again) / 1_000_000;
    if (!same.total().equals(counted.total())) {
      throw new IllegalStateException("another answer the second time: " + same.total());
    }
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0");
    System.out.printf(
        "%d ms, %d ms, %d ms, %d MB: %s of %d%n",
        millis,
        busyMillis,
        warmMillis,
        Integer.parseInt(peak) / 1024,
        counted.total(),
        staff.total());
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
