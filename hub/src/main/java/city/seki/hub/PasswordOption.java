package city.seki.hub;

import city.seki.hub.access.PasswordRules;
import city.seki.hub.data.DataException;
import city.seki.provisioning.secret.SecretFile;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A new password: from a file, or typed twice without being shown. Never an argument, which every
 * user of the machine can see.
 */
final class PasswordOption {
  @Option(
      names = "--password-file",
      paramLabel = "F",
      description =
          "the new password is the first line of this file, which only its owner may read"
              + " (default: asked for, and not shown)")
  private @Nullable Path file;

  /**
   * The new password.
   *
   * @param close words that whoever guesses tries first
   * @throws DataException if it is not good enough, or the two that were typed differ
   * @throws IOException if the file cannot be used
   */
  String read(List<String> close) throws IOException {
    String password = file == null ? typed() : fromFile(file);
    String complaint = PasswordRules.complaint(password, close);
    if (complaint != null) {
      throw new DataException(complaint);
    }
    return password;
  }

  private static String fromFile(Path file) throws IOException {
    SecretFile.requireOwnerOnly(file);
    return Files.readString(file).lines().findFirst().orElse("");
  }

  private static String typed() {
    Console console = Terminal.isThere() ? System.console() : null;
    if (console == null) {
      throw new DataException("there is no terminal to type a password at: use --password-file");
    }
    char[] first = console.readPassword("New password: ");
    char[] second = console.readPassword("Once more: ");
    try {
      if (first == null || second == null || !Arrays.equals(first, second)) {
        throw new DataException("the two were not the same: nothing was changed");
      }
      return new String(first);
    } finally {
      wipe(first);
      wipe(second);
    }
  }

  private static void wipe(char @Nullable [] typed) {
    if (typed != null) {
      Arrays.fill(typed, '\0');
    }
  }
}
