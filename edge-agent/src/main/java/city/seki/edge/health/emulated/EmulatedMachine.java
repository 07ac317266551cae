package city.seki.edge.health.emulated;

import city.seki.edge.health.MachineFiles;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The files of a Raspberry Pi Zero 2 W with an SD card, over Wi-Fi; a test or a demonstration
 * changes them. Safe for all threads.
 */
public final class EmulatedMachine implements MachineFiles {
  private final SortedMap<String, String> files = new ConcurrentSkipListMap<>();

  /** A cool one that lacks nothing. */
  public EmulatedMachine() {
    set("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0");
    set("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
    set("sys/class/thermal/thermal_zone0/temp", "47236\n");
    set("sys/devices/platform/soc/soc:firmware/get_throttled", "0\n");
    set("proc/loadavg", "0.21 0.17 0.11 1/142 1312\n");
    set("proc/stat", "cpu  1 2 3\ncpu0 1 2\ncpu1 1 2\ncpu2 1 2\ncpu3 1 2\nintr 7\n");
    set("proc/uptime", "350735.47 1380212.12\n");
    set("proc/meminfo", "MemTotal:         437248 kB\nMemAvailable:     262144 kB\n");
    set("proc/self/status", "Name:\tjava\nVmRSS:\t   73412 kB\n");
    set("proc/net/route", "Iface\tDestination\tGateway\nwlan0\t00000000\t0101A8C0\n");
    set(
        "proc/net/wireless",
        """
        Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
         face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
         wlan0: 0000   54.  -56.  -256        0      0      0      0      0        0
        """);
    set(
        "proc/self/mountinfo",
        """
        24 1 179:2 / / rw,noatime - ext4 /dev/mmcblk0p2 rw
        25 24 0:21 / /proc rw - proc proc rw
        """);
    set("sys/block/mmcblk0/dev", "179:0\n");
    set("sys/block/mmcblk0/stat", "1 2 3 4 5 6 251904 8 9 10 11\n");
    set("sys/block/mmcblk0/device/type", "SD\n");
    set("sys/block/mmcblk0/mmcblk0p2/dev", "179:2\n");
  }

  public EmulatedMachine set(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** A machine without that file. */
  public EmulatedMachine without(String path) {
    files.remove(path);
    return this;
  }

  @Override
  public String read(String path) throws NoSuchFileException {
    String text = files.get(path);
    if (text == null) {
      throw new NoSuchFileException(path);
    }
    return text;
  }

  @Override
  public List<String> names(String folder) throws NoSuchFileException {
    String before = folder.endsWith("/") ? folder : folder + '/';
    Collection<String> names = new TreeSet<>();
    files.tailMap(before).keySet().stream()
        .takeWhile(path -> path.startsWith(before))
        .forEach(path -> names.add(path.substring(before.length()).split("/")[0]));
    if (names.isEmpty()) {
      throw new NoSuchFileException(folder);
    }
    return List.copyOf(names);
  }
}
