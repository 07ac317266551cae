package city.seki.hub.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Copies a data directory while a hub works on it. Each database is copied as of one moment; the
 * ledger first, so that whoever it names is in the roster that is copied after it. The copy is a
 * data directory itself: to restore is to point {@code --data} at it.
 */
public final class Backup {
  private final DataDirectory source;

  private Backup(DataDirectory source) {
    this.source = source;
  }

  public static Backup of(DataDirectory source) {
    return new Backup(source);
  }

  /**
   * Copies to a new directory, or to a new zip file where the name ends in {@code .zip}; all or
   * nothing.
   *
   * @param now what the copy says of its age
   * @throws DataException if something is there already, or a database cannot be copied
   */
  public void to(Path target, Instant now) throws IOException {
    Path place = target.toAbsolutePath().normalize();
    if (Files.exists(place)) {
      throw new DataException(place + " is there already; give --to a new name");
    }
    Path parent = place.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new DataException("there is no directory " + parent + " to put the backup into");
    }
    Path draft = Files.createTempDirectory(parent, ".seki-backup-");
    try {
      DataDirectory copy = DataDirectory.use(draft);
      copyInto(copy);
      mark(copy.backupMark(), now);
      if (place.toString().endsWith(".zip")) {
        Path zip = Files.createTempFile(parent, ".seki-backup-", ".zip");
        try {
          zip(draft, zip);
          Files.move(zip, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(zip);
        }
      } else {
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      deleteAll(draft);
    }
  }

  private static void mark(Path file, Instant now) throws IOException {
    Files.writeString(file, now.truncatedTo(ChronoUnit.SECONDS) + "\n");
    closeToOthers(file);
  }

  /**
   * What to tell whoever runs a hub on a copy that was restored: what it has forgotten may be that
   * somebody was shut out. Null for a directory that is none.
   */
  public static @Nullable String forgotten(DataDirectory directory) {
    Path mark = directory.backupMark();
    try {
      return Files.notExists(mark)
          ? null
          : ("%1$s is a backup of %2$s: what was done later is not known here. Units that were shut"
                  + " out since then are let in again, cards that were blocked count again: do it"
                  + " anew (in an audit log of later: revoke-unit, block-card), then delete %3$s")
              .formatted(directory.root(), Files.readString(mark).strip(), mark);
    } catch (IOException e) {
      throw new DataException(mark + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void copyInto(DataDirectory copy) throws IOException {
    copyDatabase(source.ledger(), copy.ledger());
    copyDatabase(source.roster(), copy.roster());
    copyDatabase(source.access(), copy.access());
    copyDatabase(source.enrolment(), copy.enrolment());
    copyDatabase(source.rollouts(), copy.rollouts());
    copyDatabase(source.history(), copy.history());
    copyDatabase(source.feed(), copy.feed());
    copyDatabase(source.opinions(), copy.opinions());
    copyDatabase(source.notices(), copy.notices());
    copyDatabase(source.alerts(), copy.alerts());
    for (Path file : otherFiles()) {
      Path to = copy.root().resolve(source.root().relativize(file).toString());
      if (Files.isDirectory(file) || Files.isRegularFile(file)) {
        // of a directory this makes an empty one, open to the same users
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        if (Files.isRegularFile(to)) {
          closeToOthers(to);
        }
      }
    }
  }

  /**
   * The city's file and its signature, the keys, what was published as open data and the heads of
   * the audit log, a directory before what is in it.
   */
  private List<Path> otherFiles() throws IOException {
    List<Path> files = new ArrayList<>(folder(source.keys()));
    files.addAll(folder(source.openData()));
    Stream.of(source.city(), source.citySignature(), source.auditHeads())
        .filter(Files::exists)
        .forEach(files::add);
    return files;
  }

  private static List<Path> folder(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }

  private static void copyDatabase(Path from, Path to) {
    if (Files.notExists(from)) {
      return;
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    try (Connection db = SqliteFile.connect(from, config);
        PreparedStatement s = db.prepareStatement("VACUUM INTO ?")) {
      s.setString(1, to.toString());
      s.execute();
      closeToOthers(to);
      try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
        written.force(true);
      }
    } catch (SQLException | IOException e) {
      throw new DataException(
          "%s cannot be copied to %s: %s; check that the disk has room"
              .formatted(from, to.getParent(), e.getMessage()),
          e);
    }
  }

  /** Mode 0600, as the directory is 0700: the copy may be moved to another one. */
  private static void closeToOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static void zip(Path directory, Path file) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path entry : files) {
        zip.putNextEntry(new ZipEntry(directory.relativize(entry).toString()));
        Files.copy(entry, zip);
        zip.closeEntry();
      }
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
