package city.seki.edge.health;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The disk below a file system: which one, how worn, how much was written to it. Only an eMMC tells
 * how worn it is (JESD84-B51, DEVICE_LIFE_TIME_EST and PRE_EOL_INFO); an SD card never does.
 */
final class Disk {
  private static final String BLOCK = "sys/block/";

  /** The unit of {@code /sys/block/…/stat}, whatever the disk's own sectors are. */
  private static final int SECTOR_BYTES = 512;

  private static final int WRITTEN_SECTORS = 6;
  private static final int WORN_OUT = 0x0B;

  private final MachineFiles files;

  /**
   * @param folder below {@code sys/block/}, null for a file system without a disk of its own
   */
  private record Place(@Nullable String folder, String fileSystem) {}

  private final Finding<Place> place;

  private Disk(MachineFiles files, Finding<Place> place) {
    this.files = files;
    this.place = place;
  }

  /** The one that holds that file or folder. */
  static Disk below(Path data, MachineFiles files) {
    return new Disk(files, Finding.of(() -> place(data, files)));
  }

  /** By the mount with the longest path: its device has the number of a disk, or of a part. */
  private static @Nullable Place place(Path data, MachineFiles files) throws IOException {
    String number = null;
    String fileSystem = "";
    int longest = -1;
    for (String line : files.read("proc/self/mountinfo").lines().toList()) {
      String[] words = line.split(" ");
      int dash = line.indexOf(" - ");
      if (words.length < 5 || dash < 0) {
        return null;
      }
      Path mount = Path.of(words[4].replace("\\040", " "));
      if (data.startsWith(mount) && mount.getNameCount() >= longest) {
        longest = mount.getNameCount();
        number = words[2];
        fileSystem = line.substring(dash + 3).split(" ")[0];
      }
    }
    return number == null ? null : new Place(folder(number, files), fileSystem);
  }

  private static @Nullable String folder(String number, MachineFiles files) throws IOException {
    for (String disk : files.names(BLOCK)) {
      if (isNumber(number, BLOCK + disk, files)) {
        return disk;
      }
      for (String part : files.names(BLOCK + disk)) {
        if (part.startsWith(disk) && isNumber(number, BLOCK + disk + '/' + part, files)) {
          return disk;
        }
      }
    }
    return null;
  }

  private static boolean isNumber(String number, String folder, MachineFiles files)
      throws IOException {
    try {
      return files.read(folder + "/dev").strip().equals(number);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** {@code sd}, {@code emmc}, the kernel's name of another disk, or a file system without one. */
  Finding<String> kind() {
    return place.then(
        found -> {
          String folder = found.folder();
          return folder == null ? new Finding.Known<>(found.fileSystem()) : kind(folder);
        });
  }

  private Finding<String> kind(String folder) {
    if (!folder.startsWith("mmcblk")) {
      return new Finding.Known<>(folder);
    }
    return Finding.of(
        () -> {
          String type = files.read(BLOCK + folder + "/device/type").strip();
          return type.equals("MMC") ? "emmc" : type.toLowerCase(Locale.ROOT);
        });
  }

  /** Bytes since the machine started. */
  Finding<Double> written() {
    return inFolder(
        folder ->
            Finding.of(
                () -> {
                  String[] counts = files.read(BLOCK + folder + "/stat").strip().split("\\s+");
                  return counts.length <= WRITTEN_SECTORS
                      ? null
                      : (Double) ((double) Long.parseLong(counts[WRITTEN_SECTORS]) * SECTOR_BYTES);
                }));
  }

  /** In hundredths: the upper end of the tenth that the worse of two kinds of cells is in. */
  Finding<Double> wear() {
    return ofEmmc(
        "life_time",
        text -> {
          int worst = 0;
          for (String word : text.split("\\s+")) {
            worst = Math.max(worst, Integer.decode(word));
          }
          return worst < 1 || worst > WORN_OUT ? null : (Double) (10.0 * worst);
        });
  }

  Finding<String> reserve() {
    return ofEmmc(
        "pre_eol_info",
        text ->
            switch (Integer.decode(text)) {
              case 1 -> "normal";
              case 2 -> "warning";
              case 3 -> "urgent";
              default -> null;
            });
  }

  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T read(String text);
  }

  private <T> Finding<T> ofEmmc(String file, Reading<T> reading) {
    return inFolder(
        folder ->
            kind(folder)
                .then(
                    kind ->
                        kind.equals("emmc")
                            ? Finding.of(
                                () ->
                                    reading.read(
                                        files.read(BLOCK + folder + "/device/" + file).strip()))
                            : Finding.unknown(Finding.Cause.NOT_TOLD)));
  }

  private <T> Finding<T> inFolder(Function<String, Finding<T>> look) {
    return place.then(
        found -> {
          String folder = found.folder();
          return folder == null ? Finding.unknown(Finding.Cause.ABSENT) : look.apply(folder);
        });
  }
}
