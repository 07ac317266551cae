package city.seki.edge.av;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  @TempDir Path folder;

  private Path file(String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void the_first_line_is_a_password_or_user_and_password() throws IOException {
    assertEquals(
        new Secret(null, "JBMIAProjectorLink"),
        Secret.read(file("JBMIAProjectorLink\r\nsecond line\n", "rw-------")));
    assertEquals(new Secret("admin", "a:b"), Secret.read(file("admin:a:b\n", "r--------")));
    assertEquals(new Secret(null, "a:b"), Secret.read(file(":a:b", "rw-------")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----"})
  void a_file_that_others_can_read_or_change_is_refused_with_the_remedy(String mode)
      throws IOException {
    Path file = file("hunter2", mode);
    var refused = assertThrows(IOException.class, () -> Secret.read(file));
    String words = refused.toString();
    assertTrue(words.contains("chmod 600"), words);
    assertTrue(words.contains(file.toString()), words);
    assertFalse(words.contains("hunter2"), words);
  }

  @Test
  void an_empty_file_and_a_missing_one_are_refused() throws IOException {
    Path empty = file("\n", "rw-------");
    assertThrows(IOException.class, () -> Secret.read(empty));
    assertThrows(NoSuchFileException.class, () -> Secret.read(folder.resolve("nowhere")));
  }

  @Test
  void it_does_not_show_in_texts() {
    assertEquals("Secret[hidden]", new Secret("admin", "hunter2").toString());
  }
}
