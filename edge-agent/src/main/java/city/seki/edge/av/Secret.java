package city.seki.edge.av;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device wants to know before it answers. {@code toString} hides it.
 *
 * @param user null where the device knows passwords only
 * @param password for SNMPv3 {@code authpass:privpass}
 */
public record Secret(@Nullable String user, String password) {
  private static final int LONGEST = 4096;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Reads the first line of a file: {@code password}, or {@code user:password}. A password that
   * holds a colon and has no user is written with a colon before it.
   *
   * @throws IOException with the remedy, if the file cannot be read, is empty, or can be read by
   *     others than its owner
   */
  public static Secret read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no such file: write the password there, mode 0600");
    }
    requireOwnerOnly(file);
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    }
    String line = text.lines().findFirst().orElse("");
    if (line.isBlank()) {
      throw new FileSystemException(
          file.toString(), null, "its first line is empty: write 'password' or 'user:password'");
    }
    return parse(line);
  }

  /** The secret in that line, in the form that {@link #read} expects. */
  public static Secret parse(String line) {
    int colon = line.indexOf(':');
    String user = line.substring(0, Math.max(colon, 0));
    return new Secret(user.isEmpty() ? null : user, line.substring(colon + 1));
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(Files.getPosixFilePermissions(file));
    others.removeAll(OWNER);
    if (!others.isEmpty()) {
      throw new FileSystemException(
          file.toString(),
          null,
          "holds a password that others than its owner may read or change: run chmod 600 on it");
    }
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
