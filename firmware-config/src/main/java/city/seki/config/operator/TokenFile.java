package city.seki.config.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The file in which an operator keeps a token, for its owner's eyes only. */
final class TokenFile {
  private static final Set<PosixFilePermission> OF_OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private TokenFile() {}

  /**
   * The token on its first line.
   *
   * @throws IOException with the remedy, if it cannot be read, or others can read it too
   */
  static String read(Path file) throws IOException {
    if (!OF_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new FileSystemException(
          file.toString(),
          null,
          "holds a token that others than its owner may read: run chmod 600 on it");
    }
    return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }
}
