package city.seki.hub.bundle;

import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.BundleHead;
import city.seki.config.bundle.BundleManifest;
import city.seki.config.bundle.ReleaseKeyFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.bundle.UpdatePath;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.Sha256;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * The bundles in {@code DATA/bundles}, each named by its SHA-256, and checked whole before it got
 * that name: by {@code seki-hub bundle add}, which may run beside the hub. Safe for every thread.
 */
public final class BundleStore implements PieceShelf {
  private static final String ENDING = ".bundle";

  private final Path folder;
  private final Path keys;

  /**
   * One that is there.
   *
   * @param sha256 names the whole bundle
   * @param size of the whole bundle in bytes
   */
  public record Kept(BundleManifest manifest, Sha256 sha256, long size) {}

  /**
   * @param data the hub's data directory
   */
  public BundleStore(Path data) {
    folder = data.resolve("bundles");
    keys = data.resolve("keys").resolve("release-keys.pem");
  }

  /** Where the public release keys lie. */
  public Path keysFile() {
    return keys;
  }

  /**
   * Looks at a bundle that is to be taken in.
   *
   * @throws DataException with the remedy, if it is signed by no release key of this hub, damaged,
   *     or another one of its version is there
   */
  public BundleFile check(Path file) throws IOException {
    BundleFile bundle;
    try {
      bundle = BundleFile.verify(file, keys());
    } catch (BadMessage e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
    SoftwareVersion version = bundle.head().manifest().version();
    for (Kept kept : list()) {
      if (kept.manifest().version().equals(version) && !kept.sha256().equals(bundle.sha256())) {
        throw new DataException(
            file
                + ": another bundle of version "
                + version
                + " is here already: what is different needs another version");
      }
    }
    return bundle;
  }

  /** Takes in a bundle that was looked at. */
  public Kept add(BundleFile bundle) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve("." + bundle.sha256() + ".new");
    Files.copy(bundle.file(), fresh, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, place(bundle.sha256()), StandardCopyOption.ATOMIC_MOVE);
    return new Kept(bundle.head().manifest(), bundle.sha256(), bundle.head().bundleSize());
  }

  private List<HubKey> keys() throws IOException {
    if (Files.notExists(keys)) {
      throw new DataException(
          keys + " is not there: give the public release keys by --release-keys FILE");
    }
    return ReleaseKeyFile.read(keys);
  }

  /** Those that are there, the oldest version first; what is not to be believed is left out. */
  public List<Kept> list() throws IOException {
    List<Kept> found = new ArrayList<>();
    if (Files.notExists(folder) || Files.notExists(keys)) {
      return found;
    }
    List<HubKey> believed = ReleaseKeyFile.read(keys);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        try {
          Sha256 name = new Sha256(String.valueOf(file.getFileName()).replace(ENDING, ""));
          BundleHead head = head(file, believed);
          found.add(new Kept(head.manifest(), name, head.bundleSize()));
        } catch (BadMessage | IllegalArgumentException e) {
          Logger.warn("{} is left out: {}", file, e.getMessage());
        }
      }
    }
    found.sort(Comparator.comparing(kept -> kept.manifest().version()));
    return found;
  }

  private static BundleHead head(Path file, List<HubKey> believed) throws IOException, BadMessage {
    try (InputStream in = Files.newInputStream(file)) {
      return BundleHead.read(in.readNBytes(BundleHead.MOST_BYTES), believed);
    }
  }

  /**
   * Which bundle a unit takes next on its way to that one; empty if none leads there.
   *
   * @param goal names the bundle that is wanted
   * @param running the version that the unit says it runs
   */
  public Optional<BundleStepMessage> step(Sha256 goal, String running) throws IOException {
    List<Kept> all = list();
    Optional<Kept> wanted = all.stream().filter(kept -> kept.sha256().equals(goal)).findFirst();
    SoftwareVersion from;
    try {
      from = SoftwareVersion.parse(running);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    UpdatePath.Step step =
        UpdatePath.next(
            from, wanted.get().manifest().version(), all.stream().map(Kept::manifest).toList());
    return step instanceof UpdatePath.Step.Take(var next)
        ? all.stream()
            .filter(kept -> kept.manifest().equals(next))
            .findFirst()
            .map(
                kept ->
                    new BundleStepMessage(next.version().toString(), kept.sha256(), kept.size()))
        : Optional.empty();
  }

  @Override
  public Optional<byte[]> read(Sha256 whole, long offset, int length) throws IOException {
    try (FileChannel file = FileChannel.open(place(whole))) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      long at = offset;
      int read = file.read(bytes, at);
      while (read > 0) {
        at += read;
        read = file.read(bytes, at);
      }
      byte[] found = new byte[bytes.position()];
      bytes.flip().get(found);
      return Optional.of(found);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Its size in bytes; -1 if it is not there. */
  public long size(Sha256 whole) throws IOException {
    Path file = place(whole);
    return Files.exists(file) ? Files.size(file) : -1;
  }

  private Path place(Sha256 whole) {
    return folder.resolve(whole + ENDING);
  }
}
