package city.seki.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Linux calls this start of the machine: as long as it stays, so does the monotonic clock. */
final class MachineStart {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private MachineStart() {}

  /** Null where the machine does not tell. */
  static @Nullable String read() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return null;
    }
  }
}
