package city.seki.edge.update;

import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.BundleManifest;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** An update by a person with a file, by the same rules as one that the hub wants. */
public final class ByHand {
  /** As the hub has it by default. */
  private static final long CONFIRM_S = 600;

  private ByHand() {}

  /**
   * Takes in that bundle, to be tried at the next start.
   *
   * @param factory the version of the package
   * @param keys release keys
   * @return what is to be done now, for a person
   * @throws BadMessage if the bundle is not to be believed
   * @throws IOException with the reason, if it may not follow the current version, or the unit runs
   */
  public static String install(Path folder, Running factory, List<HubKey> keys, Path bundle)
      throws IOException, BadMessage, InterruptedException {
    BundleFile file = BundleFile.verify(bundle, keys);
    BundleManifest manifest = file.head().manifest();
    try (SlotsLock _ = SlotsLock.take(folder);
        RandomAccessFile bytes = new RandomAccessFile(bundle.toFile(), "r")) {
      Slots slots = Slots.at(folder, keys);
      Running current = current(slots, factory);
      slots.keep(withoutTrial(slots.boot()));
      Updater updater = Updater.open(slots, current, 0);
      updater.want(
          new Wish(manifest.version(), file.sha256(), file.head().bundleSize(), CONFIRM_S));
      updater.forgive();
      PieceSource source = source(bytes);
      Updater.Outcome outcome = updater.step(source, 0);
      while (outcome == Updater.Outcome.GO_ON) {
        outcome = updater.step(source, 0);
      }
      if (outcome == Updater.Outcome.RESTART) {
        return "%s is tried at the next start: systemctl start seki-edge"
            .formatted(manifest.version());
      }
      String why = updater.report(0).detail();
      if (why != null) {
        throw new FileSystemException(bundle.toString(), null, why);
      }
      return manifest.version() + " is what runs already";
    }
  }

  /** What a person brings is wanted more than what waited to be tried. */
  private static Boot withoutTrial(Boot boot) {
    return new Boot(boot.current(), boot.floor(), null, boot.starts(), boot.returned());
  }

  private static Running current(Slots slots, Running factory) throws IOException {
    Slot slot = slots.boot().current();
    Stage stage = slot == Slot.FACTORY ? null : slots.stage(slot);
    return stage == null || !stage.installed()
        ? factory
        : new Running(slot, stage.manifest().version(), stage.manifest().data());
  }

  private static PieceSource source(RandomAccessFile file) {
    return (whole, offset, length) -> {
      byte[] piece = new byte[length];
      file.seek(offset);
      int read = file.read(piece);
      return read < 0 ? new byte[0] : Arrays.copyOf(piece, read);
    };
  }

  /** How it stands, for a person. */
  public static String describe(Path folder) throws IOException {
    Boot boot = Slots.at(folder, List.of()).boot();
    StringBuilder text = new StringBuilder();
    text.append(
        boot.current() == Slot.FACTORY
            ? "current: the package's own version"
            : "current: slot " + boot.current().word());
    if (boot.floor() != null) {
      text.append("; the newest good one was ").append(boot.floor());
    }
    if (boot.trial() != null) {
      text.append(
          "%n%s in slot %s is tried, with %d starts left"
              .formatted(boot.trial().version(), boot.trial().slot().word(), boot.trial().left()));
    }
    if (boot.returned() != null) {
      text.append(
          "%n%s came back: %s"
              .formatted(boot.returned().version(), boot.returned().reason().detail()));
    }
    return text.toString();
  }
}
