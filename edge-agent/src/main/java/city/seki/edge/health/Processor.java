package city.seki.edge.health;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processor: how hot, how busy, since when, and on which board. */
final class Processor {
  private static final String ZONES = "sys/class/thermal";

  /** What zones of processors are called, on a Pi and on a PC. */
  private static final List<String> CPU = List.of("cpu-thermal", "cpu_thermal", "x86_pkg_temp");

  private static final int COLDEST_C = -40;
  private static final int HOTTEST_C = 150;

  private final MachineFiles files;

  Processor(MachineFiles files) {
    this.files = files;
  }

  Finding<Double> temperature() {
    return Finding.of(
        () -> {
          double celsius = Integer.parseInt(files.read(zone() + "/temp").strip()) / 1000.0;
          return celsius < COLDEST_C || celsius > HOTTEST_C ? null : celsius;
        });
  }

  /** That of the processor, else the first that there is. */
  private String zone() throws IOException {
    List<String> zones =
        files.names(ZONES).stream().filter(name -> name.startsWith("thermal_zone")).toList();
    for (String zone : zones) {
      if (CPU.contains(files.read(ZONES + '/' + zone + "/type").strip())) {
        return ZONES + '/' + zone;
      }
    }
    if (zones.isEmpty()) {
      throw new NoSuchFileException(ZONES, null, "no thermal zone");
    }
    return ZONES + '/' + zones.getFirst();
  }

  Finding<Double> load() {
    return Finding.of(
        () -> {
          double waiting = Double.parseDouble(firstWord(files.read("proc/loadavg")));
          long processors =
              files.read("proc/stat").lines().filter(line -> line.matches("cpu\\d+ .*")).count();
          return processors == 0 ? null : (Double) (100 * waiting / processors);
        });
  }

  Finding<Double> uptime() {
    return Finding.of(() -> Double.parseDouble(firstWord(files.read("proc/uptime"))));
  }

  /** From the device tree, as on every Pi, else from the firmware of a PC. */
  Finding<String> model() {
    return Finding.of(
        () -> {
          try {
            return named(files.read("proc/device-tree/model"));
          } catch (NoSuchFileException e) {
            return named(files.read("sys/class/dmi/id/product_name"));
          }
        });
  }

  /** Texts of a device tree end in a zero byte. */
  private static @Nullable String named(String text) {
    String name = text.replace("\0", "").strip();
    return name.isEmpty() ? null : name;
  }

  private static String firstWord(String text) {
    String line = text.strip();
    int space = line.indexOf(' ');
    return space < 0 ? line : line.substring(0, space);
  }
}
