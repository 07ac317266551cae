package city.seki.edge.update;

import city.seki.config.bundle.SoftwareVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What {@code seki-edge-start} does, on a disk in memory. {@code StartScriptTest} holds the two
 * together.
 */
final class Starts {
  static final SoftwareVersion FACTORY = SoftwareVersion.parse("0.1.0");

  private final SlotDisk disk;
  private final Slots slots;

  Starts(SlotDisk disk) {
    this.disk = disk;
    slots = new Slots(disk, Release.KEYS);
  }

  /** The version that is started; its start is counted before. */
  Running start() throws IOException {
    Slot slot = slot();
    if (slot == Slot.FACTORY) {
      return new Running(Slot.FACTORY, FACTORY, Release.DATA);
    }
    Stage stage = slots.stage(slot);
    if (stage == null || !stage.installed()) {
      throw new AssertionError("what lies in slot " + slot + " is not what was signed");
    }
    return new Running(slot, stage.manifest().version(), stage.manifest().data());
  }

  /** Where that version lies. */
  Slot slot() throws IOException {
    Boot boot = slots.boot();
    Boot.Trial trial = boot.trial();
    if (trial != null && trial.left() > 0 && slots.isIntact(trial.slot())) {
      count("left", trial.left() - 1);
      return trial.slot();
    }
    if (boot.current() != Slot.FACTORY) {
      count("starts", boot.starts() + 1);
      if (boot.starts() / 5 % 2 == 0 && slots.isIntact(boot.current())) {
        return boot.current();
      }
    }
    return Slot.FACTORY;
  }

  private void count(String name, int value) throws IOException {
    byte[] boot = disk.read(Slots.BOOT);
    String text = new String(boot == null ? new byte[0] : boot, StandardCharsets.US_ASCII);
    StringBuilder counted = new StringBuilder();
    text.lines()
        .filter(line -> !line.startsWith(name + "="))
        .forEach(line -> counted.append(line).append('\n'));
    counted.append(name).append('=').append(value).append('\n');
    disk.write(Slots.BOOT, counted.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
