package city.seki.provisioning.unit;

import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A folder on a disk. What others than its owner may read is refused. */
record OwnerFiles(Path folder) implements FolderFiles {
  @Override
  public Optional<String> read(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    SecretFile.requireOwnerOnly(file);
    return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
  }

  @Override
  public void write(String name, String text) throws IOException {
    SecretFile.createFolder(folder);
    SecretFile.write(folder.resolve(name), text);
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(
        folder.resolve(from),
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force();
  }

  @Override
  public void delete(String name) throws IOException {
    if (Files.deleteIfExists(folder.resolve(name))) {
      force();
    }
  }

  private void force() throws IOException {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }

  @Override
  public String place(String name) {
    return folder.resolve(name).toString();
  }
}
