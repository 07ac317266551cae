package city.seki.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final String PASSWORD = "correct horse battery staple";

  /** Made by Debian's argon2: {@code argon2 seki-salt-16byte -id -t 2 -k 19456 -p 1 -l 32 -e}. */
  private static final String OF_ARGON2 =
      "$argon2id$v=19$m=19456,t=2,p=1$c2VraS1zYWx0LTE2Ynl0ZQ"
          + "$L/0kAmg9OgZ7gNiSwJj4ZfcRMWeZW0sVPvqcjJ8kco4";

  private final SecureRandom random = new SecureRandom();

  @Test
  void the_reference_program_and_we_read_each_other() {
    PasswordHash theirs = PasswordHash.parse(OF_ARGON2);
    assertTrue(theirs.isOf(PASSWORD));
    assertFalse(theirs.isOf(PASSWORD + " "));
    assertFalse(theirs.isOutdated());
    assertEquals(OF_ARGON2, theirs.text());
  }

  @Test
  void a_hash_reads_to_the_same_again_and_no_two_are_alike() {
    PasswordHash hash = PasswordHash.of(PASSWORD, random);
    assertTrue(PasswordHash.parse(hash.text()).isOf(PASSWORD));
    assertNotEquals(hash.text(), PasswordHash.of(PASSWORD, random).text());
    assertFalse(hash.toString().contains("$"));
  }

  @Test
  void letters_are_the_same_however_a_keyboard_writes_them() {
    PasswordHash hash = PasswordHash.of("ガラス戸の向こうの青い自転車", random);
    assertTrue(hash.isOf("カ\u3099ラス戸の向こうの青い自転車"));
  }

  @Test
  void a_weaker_hash_is_known_as_outdated() {
    String weak =
        "$argon2id$v=19$m=64,t=1,p=1$c2VraS1zYWx0LTE2Ynl0ZQ"
            + "$L/0kAmg9OgZ7gNiSwJj4ZfcRMWeZW0sVPvqcjJ8kco4";
    assertTrue(PasswordHash.parse(weak).isOutdated());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$2y$10$abcdefghijklmnopqrstuv",
        "$argon2i$v=19$m=19456,t=2,p=1$c2VraS1zYWx0LTE2Ynl0ZQ$L/0kAmg9OgZ7gNiSwJj4ZfcRMWeZW0sVPvqcjJ8kco4",
        "$argon2id$v=19$m=4194304,t=2,p=1$c2VraS1zYWx0LTE2Ynl0ZQ$L/0kAmg9OgZ7gNiSwJj4ZfcRMWeZW0sVPvqcjJ8kco4",
        "$argon2id$v=19$m=19456,t=9999,p=1$c2VraS1zYWx0LTE2Ynl0ZQ$L/0kAmg9OgZ7gNiSwJj4ZfcRMWeZW0sVPvqcjJ8kco4"
      })
  void what_is_no_hash_or_would_take_too_much_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
  }
}
