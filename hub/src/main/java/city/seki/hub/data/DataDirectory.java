package city.seki.hub.data;

import city.seki.config.signature.SignedFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that holds everything a hub writes, open to its owner alone (mode 0700). Its
 * {@code hub.lock} is also the mark by which it is known as Seki's: a directory with other things
 * in it is never taken over.
 */
public final class DataDirectory {
  private static final String MARK = "hub.lock";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;

  private DataDirectory(Path root) {
    this.root = root;
  }

  /**
   * Uses that directory; makes it where there is none, or an empty one.
   *
   * @throws DataException if it cannot be used: a file, not writable, or somebody else's
   */
  public static DataDirectory use(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      boolean known = Files.exists(root.resolve(MARK));
      if (!known && !isEmpty(root)) {
        throw new DataException(
            root
                + " holds other things and no "
                + MARK
                + ": it is not Seki's; give --data an empty or a new directory");
      }
      closeToOthers(root);
      if (!known) {
        createMark(root);
      }
      if (!Files.isWritable(root) || !Files.isWritable(root.resolve(MARK))) {
        throw notWritable(root, null);
      }
      return new DataDirectory(root);
    } catch (FileAlreadyExistsException e) {
      throw new DataException(
          e.getFile() + " is a file, not a directory; give --data a directory", e);
    } catch (AccessDeniedException e) {
      throw notWritable(root, e);
    } catch (IOException e) {
      throw new DataException(
          "the directory %s cannot be used: %s; check the disk or give --data another one"
              .formatted(root, e.getMessage()),
          e);
    }
  }

  /**
   * Uses that directory only if a hub has used it before: for commands that a mistyped name must
   * not make a directory for.
   *
   * @throws DataException if it cannot be used, or is not there
   */
  public static DataDirectory existing(Path directory) {
    if (Files.notExists(directory.resolve(MARK))) {
      throw new DataException(
          directory.toAbsolutePath().normalize()
              + " holds no data of a hub; give --data the directory that import or serve was"
              + " given");
    }
    return use(directory);
  }

  private static DataException notWritable(Path root, @Nullable Exception e) {
    String message =
        "the directory %s cannot be written by user %s; give it to that user or give --data another one"
            .formatted(root, System.getProperty("user.name"));
    return e == null ? new DataException(message) : new DataException(message, e);
  }

  private static boolean isEmpty(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void createMark(Path root) throws IOException {
    try {
      Files.createFile(root.resolve(MARK));
    } catch (FileAlreadyExistsException e) {
      // Another program made it a moment ago: the directory is Seki's all the same.
    }
  }

  private static void closeToOthers(Path root) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(root, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null
        && Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
        && !view.readAttributes().permissions().equals(OWNER_ONLY)) {
      view.setPermissions(OWNER_ONLY);
    }
  }

  /**
   * Takes the directory for one hub alone, until the lock is closed or the process ends, however it
   * ends.
   *
   * @throws DataException if another hub has it
   */
  public DirectoryLock lock() {
    return DirectoryLock.take(root, root.resolve(MARK));
  }

  /** The same; null if a hub has it. */
  public @Nullable DirectoryLock lockIfFree() {
    return DirectoryLock.takeIfFree(root.resolve(MARK));
  }

  /** The right to bring past attendance into the history, beside a hub; null if another has it. */
  public @Nullable DirectoryLock lockImports() {
    return DirectoryLock.takeIfFree(root.resolve("import.lock"));
  }

  public Path root() {
    return root;
  }

  /** The ledger of events. */
  public Path ledger() {
    return root.resolve("ledger.db");
  }

  /** What figures of any time are counted from. */
  public Path history() {
    return root.resolve("history.db");
  }

  /** Names, staff numbers and card digests. */
  public Path roster() {
    return root.resolve("roster.db");
  }

  /** Tokens and the audit log. */
  public Path access() {
    return root.resolve("access.db");
  }

  /** How far the audit log went, day by day. */
  public Path auditHeads() {
    return root.resolve("audit.heads");
  }

  /** What the statistics system was told; need not be there. */
  public Path feed() {
    return root.resolve("feed.db");
  }

  /** What people said of places; need not be there. */
  public Path opinions() {
    return root.resolve("opinions.db");
  }

  /** Who wants to be told of one's reservations, and where; need not be there. */
  public Path notices() {
    return root.resolve("notices.db");
  }

  /** What was published as open data, a folder; need not be there. */
  public Path openData() {
    return root.resolve("open-data");
  }

  /** In a copy that a backup made: of when it is. Deleted by whoever has looked after the rest. */
  public Path backupMark() {
    return root.resolve("backup.mark");
  }

  /** Alerts, and who took care of them. */
  public Path alerts() {
    return root.resolve("alerts.db");
  }

  /** Claims, requests and certificates of units. */
  public Path enrolment() {
    return root.resolve("enrol.db");
  }

  /** Configurations, roll-outs, and what each unit is to be. */
  public Path rollouts() {
    return root.resolve("rollout.db");
  }

  /** Offices, seats, rooms and units as they were imported last; need not be there. */
  public Path city() {
    return root.resolve("city.yaml");
  }

  /** The signature of the city's folder that was imported last with one; need not be there. */
  public Path citySignature() {
    return root.resolve(SignedFolder.SIGNATURE);
  }

  /** The city's card keys. */
  public Path keys() {
    return root.resolve("keys");
  }
}
