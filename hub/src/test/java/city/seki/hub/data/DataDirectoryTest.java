package city.seki.hub.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path folder;

  private static String message(Runnable use) {
    return String.valueOf(assertThrows(DataException.class, use::run).getMessage());
  }

  @Test
  void a_new_directory_is_its_owners_alone() throws Exception {
    DataDirectory data = DataDirectory.use(folder.resolve("a/b"));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())));
    Files.setPosixFilePermissions(data.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    DataDirectory.use(data.root());
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())));
  }

  @Test
  void a_file_or_the_directory_of_somebody_else_is_left_alone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertTrue(message(() -> DataDirectory.use(file)).contains("is a file"));
    assertTrue(message(() -> DataDirectory.use(file.resolve("below"))).contains("directory"));
    assertTrue(message(() -> DataDirectory.use(folder)).contains("not Seki's"));
    assertFalse(Files.exists(folder.resolve("hub.lock")));
  }

  @Test
  void a_mistyped_name_makes_no_directory_for_commands_that_only_read() {
    assertTrue(message(() -> DataDirectory.existing(folder.resolve("x"))).contains("no data"));
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void one_process_locks_it_once() {
    DataDirectory data = DataDirectory.use(folder.resolve("data"));
    long self = ProcessHandle.current().pid();
    try (DirectoryLock lock = data.lock()) {
      assertTrue(message(data::lock).contains("process " + self));
      assertTrue(message(data::lock).contains("process " + self));
    }
    data.lock().close();
  }

  /** Takes the lock, says so, and holds it until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      try (DirectoryLock lock = DataDirectory.use(Path.of(arguments[0])).lock()) {
        System.out.println("locked");
        System.in.read();
      }
    }
  }

  @Test
  void a_second_process_is_told_of_the_first_until_that_is_killed() throws Exception {
    DataDirectory data = DataDirectory.use(folder.resolve("data"));
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                data.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("locked", said.readLine());
      String told = message(data::lock);
      assertTrue(told.contains("process " + holder.pid()), told);
      assertTrue(told.contains(data.root().toString()), told);
    } finally {
      holder.destroyForcibly();
    }
    assertTrue(holder.waitFor(10, TimeUnit.SECONDS));
    data.lock().close();
  }
}
