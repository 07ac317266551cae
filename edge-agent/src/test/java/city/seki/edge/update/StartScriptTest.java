package city.seki.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code seki-edge-start} and {@link Starts} start the same and count the same. */
class StartScriptTest {
  private static final Path SCRIPT = Path.of("src/main/sh/seki-edge-start").toAbsolutePath();

  @TempDir Path dir;

  private String start(Path slots) throws IOException, InterruptedException {
    Path java = dir.resolve("java");
    if (Files.notExists(java)) {
      Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", SCRIPT.toString(), "run", "--data", "a folder");
    builder
        .environment()
        .putAll(
            Map.of(
                "SEKI_SLOTS",
                slots.toString(),
                "SEKI_FACTORY",
                "factory.jar",
                "SEKI_JAVA",
                java.toString(),
                "SEKI_JAVA_OPTS",
                "-Xmx64m -Xss256k"));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  @Test
  void a_unit_without_updates_starts_the_package_s_version()
      throws IOException, InterruptedException {
    Path slots = dir.resolve("none");
    assertEquals(
        "-Xmx64m -Xss256k -Dseki.slots="
            + slots
            + " -Dseki.slot=factory -jar factory.jar run --data a folder",
        start(slots));
  }

  @Test
  void whatever_is_on_the_disk_the_script_does_as_the_model_does()
      throws IOException, InterruptedException {
    long seed = Long.getLong("seki.seed", 20261129);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      Path slots = dir.resolve("slots-" + round);
      MemoryDisk model = new MemoryDisk(seed);
      FolderDisk disk = new FolderDisk(slots);
      for (Slot slot : new Slot[] {Slot.A, Slot.B}) {
        if (random.nextInt(5) > 0) {
          lay(model, disk, slot, random.nextInt(5) > 0);
        }
      }
      byte[] boot = boot(random).getBytes(StandardCharsets.US_ASCII);
      model.write(Slots.BOOT, boot);
      disk.write(Slots.BOOT, boot);
      for (int start = 0; start < 3; start++) {
        String what = "seed " + seed + ", round " + round + ", start " + start;
        Slot expected = new Starts(model).slot();
        String started = start(slots).replaceAll(".*-Dseki.slot=(\\S+) .*", "$1");
        assertEquals(expected.word(), started, what);
        assertEquals(
            new Slots(model, Release.KEYS).boot(), new Slots(disk, Release.KEYS).boot(), what);
      }
    }
  }

  private static void lay(MemoryDisk model, FolderDisk disk, Slot slot, boolean intact)
      throws IOException {
    Release release = Release.of("0.2.0", 100);
    Slots there = new Slots(disk, Release.KEYS);
    Stage stage = there.begin(slot, release.name, release.head);
    var _ = there.install(slot, there.append(slot, stage, release.payload));
    String jar = slot.word() + "/seki-edge.jar";
    if (!intact) {
      byte[] bytes = release.payload.clone();
      bytes[7] ^= 4;
      disk.append(jar, 0, bytes);
    }
    for (String file : new String[] {"head", "sums", "seki-edge.jar"}) {
      byte[] bytes = disk.read(slot.word() + "/" + file);
      model.write(slot.word() + "/" + file, bytes == null ? new byte[0] : bytes);
    }
  }

  private static String boot(Random random) {
    if (random.nextInt(10) == 0) {
      return "nonsense\n";
    }
    Slot current = List.of(Slot.FACTORY, Slot.A, Slot.B).get(random.nextInt(3));
    Boot.Trial trial =
        random.nextBoolean()
            ? null
            : new Boot.Trial(
                current.next(),
                Release.of("0.2.0", 1).version(),
                random.nextInt(4),
                60,
                new TreeSet<>());
    return new Boot(current, null, trial, random.nextInt(12), null).write();
  }
}
