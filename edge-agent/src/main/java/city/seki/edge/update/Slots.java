package city.seki.edge.update;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.seki.config.bundle.BundleHead;
import city.seki.config.bundle.BundleManifest;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots on the disk. Confined to one thread of one process ({@link SlotsLock}).
 *
 * <pre>
 *   boot                  what is to be started: {@link Boot}
 *   a/, b/
 *     head                the bundle's SHA-256 in a line of its own, then its signed head
 *     seki-edge.jar.part  as much of the payload as has come
 *     sums                SHA-256 of the payload, as sha256sum checks it
 *     seki-edge.jar       the version: written once, never changed
 * </pre>
 *
 * <p>A version is taken in by {@link #begin}, {@link #append}, {@link #install}, and {@link #keep}
 * of a {@link Boot} that tries it. Each of them may be cut short anywhere and is then done again.
 */
final class Slots {
  static final String BOOT = "boot";
  static final String JAR = "seki-edge.jar";
  private static final String HEAD = "head";
  private static final String PART = JAR + ".part";
  private static final String SUMS = "sums";

  private static final int NAME = 65; // 64 hexadecimal digits and the end of the line

  private final SlotDisk disk;
  private final List<HubKey> keys;

  /**
   * @param keys release keys: what lies here is believed by nothing else
   */
  Slots(SlotDisk disk, List<HubKey> keys) {
    this.disk = disk;
    this.keys = List.copyOf(keys);
  }

  static Slots at(Path folder, List<HubKey> keys) {
    return new Slots(new FolderDisk(folder), keys);
  }

  List<HubKey> keys() {
    return keys;
  }

  Boot boot() throws IOException {
    byte[] text = disk.read(BOOT);
    return text == null ? Boot.FRESH : Boot.read(new String(text, US_ASCII));
  }

  void keep(Boot boot) throws IOException {
    disk.write(BOOT, boot.write().getBytes(US_ASCII));
  }

  /**
   * What lies in that slot, null if nothing does that could be gone on with. Reads and checks all
   * that is there of the payload: for the start, or after a fault.
   */
  @Nullable Stage stage(Slot slot) throws IOException {
    byte[] file = disk.read(path(slot, HEAD));
    if (file == null || file.length <= NAME) {
      return null;
    }
    try {
      Sha256 bundle = new Sha256(new String(file, 0, NAME - 1, US_ASCII));
      BundleHead head = BundleHead.read(Arrays.copyOfRange(file, NAME, file.length), keys);
      boolean installed = disk.size(path(slot, JAR)) == head.manifest().size();
      long have = checked(path(slot, installed ? JAR : PART), head.manifest());
      if (installed && have < head.manifest().size()) {
        return null; // begun anew, beside which the jar is deleted
      }
      return new Stage(bundle, head.manifest(), head.length(), have, installed);
    } catch (BadMessage | IllegalArgumentException e) {
      return null; // of another release key than those of today, or damaged: fetched anew
    }
  }

  /** Bytes of the whole pieces that are as they should be, up to the first that is not. */
  private long checked(String path, BundleManifest manifest) throws IOException {
    long size = disk.size(path);
    long have = 0;
    for (int piece = 0; piece < manifest.pieces().size(); piece++) {
      int length = manifest.length(piece);
      if (size < have + length
          || !Sha256.of(disk.read(path, have, length)).equals(manifest.pieces().get(piece))) {
        return have;
      }
      have += length;
    }
    return have;
  }

  /** Whether the version in that slot could be started, as {@code seki-edge-start} sees it. */
  boolean isIntact(Slot slot) throws IOException {
    byte[] sums = disk.read(path(slot, SUMS));
    if (sums == null || disk.size(path(slot, JAR)) < 0) {
      return false;
    }
    return Arrays.equals(sums, sums(digest(path(slot, JAR))));
  }

  private Sha256 digest(String path) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] bytes = disk.read(path, 0, BundleManifest.PIECE);
    for (long at = 0; bytes.length > 0; bytes = disk.read(path, at, BundleManifest.PIECE)) {
      digest.update(bytes);
      at += bytes.length;
    }
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  private static byte[] sums(Sha256 sha256) {
    return (sha256 + "  " + JAR + "\n").getBytes(US_ASCII);
  }

  /** A version is to come into that slot; what was there is gone. */
  Stage begin(Slot slot, Sha256 bundle, BundleHead head) throws IOException {
    disk.delete(path(slot, SUMS));
    disk.delete(path(slot, JAR));
    disk.delete(path(slot, PART));
    byte[] name = (bundle + "\n").getBytes(US_ASCII);
    byte[] bytes = head.bytes();
    byte[] file = Arrays.copyOf(name, name.length + bytes.length);
    System.arraycopy(bytes, 0, file, name.length, bytes.length);
    disk.write(path(slot, HEAD), file);
    return new Stage(bundle, head.manifest(), head.length(), 0, false);
  }

  /** The piece that was missing next, which is the right one. */
  Stage append(Slot slot, Stage stage, byte[] piece) throws IOException {
    disk.append(path(slot, PART), stage.have(), piece);
    return stage.withHave(stage.have() + piece.length);
  }

  /**
   * The payload is whole, and gets the name by which it can be started.
   *
   * @return what lies there now: with less of the payload, if the disk does not hold what was
   *     written
   */
  Stage install(Slot slot, Stage stage) throws IOException {
    disk.force(path(slot, PART));
    long have = checked(path(slot, PART), stage.manifest());
    if (have < stage.manifest().size() || disk.size(path(slot, PART)) > have) {
      return stage.withHave(
          Math.min(have, (long) (stage.manifest().pieces().size() - 1) * BundleManifest.PIECE));
    }
    disk.write(path(slot, SUMS), sums(stage.manifest().sha256()));
    disk.move(path(slot, PART), path(slot, JAR));
    return stage.asInstalled();
  }

  private static String path(Slot slot, String file) {
    if (slot == Slot.FACTORY) {
      throw new IllegalArgumentException("what the package brought is not written");
    }
    return slot.word() + "/" + file;
  }
}
