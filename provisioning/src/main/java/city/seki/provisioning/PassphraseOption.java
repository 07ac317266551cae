package city.seki.provisioning;

import city.seki.provisioning.secret.Passphrase;
import java.io.Console;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command has its passphrase from; never an argument, which every process can read. */
final class PassphraseOption {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "its first line is the passphrase; asked for at the terminal otherwise")
  private @Nullable Path file;

  /**
   * The passphrase of a key that is there.
   *
   * @throws IOException with the remedy, if there is none to be had
   */
  Passphrase known(String key) throws IOException {
    return file == null ? typed("Passphrase of the " + key + ": ") : Passphrase.read(file);
  }

  /** The passphrase of a key that will be made; typed twice. */
  Passphrase fresh(String key) throws IOException {
    if (file != null) {
      return Passphrase.read(file);
    }
    Passphrase first = typed("New passphrase of the " + key + ": ");
    try (Passphrase second = typed("The same again: ")) {
      if (!first.isSameAs(second)) {
        first.close();
        throw new FileSystemException("the two passphrases are not the same; nothing was made");
      }
    }
    return first;
  }

  private static Passphrase typed(String prompt) throws IOException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    new FileSystemException("no terminal to ask at: give --passphrase-file FILE"));
    char[] characters = console.readPassword("%s", prompt);
    if (characters == null) {
      throw new FileSystemException("no passphrase was typed");
    }
    try {
      return Passphrase.of(characters);
    } catch (IllegalArgumentException e) {
      FileSystemException unusable = new FileSystemException(String.valueOf(e.getMessage()));
      unusable.initCause(e);
      throw unusable;
    }
  }
}
