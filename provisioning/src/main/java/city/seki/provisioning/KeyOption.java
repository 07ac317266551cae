package city.seki.provisioning;

import city.seki.provisioning.ca.KeyPlace;
import city.seki.provisioning.ca.Token;
import city.seki.provisioning.secret.Passphrase;
import java.io.Console;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where an authority's key is, and where a command has from what opens it; never an argument, which
 * every process can read.
 */
final class KeyOption {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "its first line is the passphrase; asked for at the terminal otherwise")
  private @Nullable Path file;

  @Option(
      names = "--pkcs11",
      paramLabel = "FILE",
      description = {
        "the key is on a token (HSM, smart card) that speaks PKCS#11; the file is a configuration",
        "of the JDK's SunPKCS11: name, library, slotListIndex"
      })
  private @Nullable Path token;

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description = "its first line is the PIN of the token's user; needed with --pkcs11")
  private @Nullable Path pin;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * Where a key is that was made before.
   *
   * @throws IOException with the remedy, if there is nothing to open it with
   */
  KeyPlace known(String key) throws IOException {
    KeyPlace onToken = onToken();
    if (onToken != null) {
      return onToken;
    }
    return KeyPlace.file(
        file == null ? typed("Passphrase of the " + key + ": ") : Passphrase.read(file));
  }

  /** Where a key will be that is made; a passphrase is typed twice. */
  KeyPlace fresh(String key) throws IOException {
    KeyPlace onToken = onToken();
    return onToken == null ? KeyPlace.file(freshPassphrase(key)) : onToken;
  }

  private @Nullable KeyPlace onToken() {
    if (token == null && pin == null) {
      return null;
    }
    if (token == null || pin == null || file != null) {
      throw new ParameterException(
          spec.commandLine(),
          "a key on a token is opened by --pkcs11 FILE and --pin-file FILE, without a passphrase");
    }
    return new Token(token, pin);
  }

  private Passphrase freshPassphrase(String key) throws IOException {
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
