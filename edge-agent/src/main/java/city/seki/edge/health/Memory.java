package city.seki.edge.health;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of the machine and of the agent's process. */
final class Memory {
  private static final int KIBI = 1_024;

  private final MachineFiles files;

  Memory(MachineFiles files) {
    this.files = files;
  }

  Finding<Double> total() {
    return line("proc/meminfo", "MemTotal");
  }

  Finding<Double> available() {
    return line("proc/meminfo", "MemAvailable");
  }

  Finding<Double> resident() {
    return line("proc/self/status", "VmRSS");
  }

  /** In bytes, from a line such as {@code MemTotal: 437248 kB}. */
  private Finding<Double> line(String file, String name) {
    Pattern pattern = Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE);
    return Finding.of(
        () -> {
          Matcher line = pattern.matcher(files.read(file));
          return line.find() ? (Double) (double) (Long.parseLong(line.group(1)) * KIBI) : null;
        });
  }
}
