package city.seki.provisioning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.HubSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key with which a hub signs outlives every restart, and never becomes another one. */
class HubKeyFileTest {
  @TempDir private Path dir = Path.of("");

  private HubSigner key() throws IOException {
    return HubKeyFile.loadOrCreate(dir, new SecureRandom());
  }

  private String failure() {
    return String.valueOf(assertThrows(IOException.class, this::key).getMessage());
  }

  @Test
  void it_is_made_once_and_for_its_owner_only() throws IOException {
    HubSigner made = key();
    HubSigner again = key();
    assertEquals(made.key(), again.key());
    assertArrayEquals(made.secret(), again.secret());
    Path file = dir.resolve("keys/hub-signing.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertTrue(failure().contains("chmod 600"), failure());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ed25519 AAAA AAAA\n", "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"})
  void a_damaged_one_is_refused_and_never_replaced(String content) throws IOException {
    key();
    Files.writeString(HubKeyFile.in(dir), content);
    assertTrue(failure().contains("is damaged"), failure());
    assertEquals(content, Files.readString(HubKeyFile.in(dir)));
  }

  @Test
  void halves_of_two_keys_are_refused() throws IOException {
    String mine = key().key().toString();
    String text = Files.readString(HubKeyFile.in(dir));
    Path elsewhere = Files.createDirectory(dir.resolve("other"));
    String other = HubKeyFile.loadOrCreate(elsewhere, new SecureRandom()).key().toString();
    Files.writeString(HubKeyFile.in(dir), text.replace(mine, other));
    assertTrue(failure().contains("is damaged"), failure());
  }
}
