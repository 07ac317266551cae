package city.seki.edge.config;

import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one folder. A write has happened as a whole or not at all, and once it has returned
 * a power cut does not undo it.
 */
interface ConfigFiles {
  /** The text; empty if there is no such file. */
  Optional<String> read(String name) throws IOException;

  /** Replaces it. */
  void write(String name, String text) throws IOException;

  /** Those on a disk; the folder is made when something is written. */
  static ConfigFiles in(Path folder) {
    return new ConfigFiles() {
      @Override
      public Optional<String> read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file)
            ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
            : Optional.empty();
      }

      @Override
      public void write(String name, String text) throws IOException {
        SecretFile.createFolder(folder);
        SecretFile.write(folder.resolve(name), text);
      }
    };
  }
}
