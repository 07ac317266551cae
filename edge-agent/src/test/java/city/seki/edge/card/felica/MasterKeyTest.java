package city.seki.edge.card.felica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterKeyTest {
  private static final String GOOD = "c59fb54551fcd5d5a9681e4d88b59dc92a4c36294d15b2c2";

  @ParameterizedTest
  @CsvSource({
    "not hexadecimal at all, it is not hexadecimal",
    "c59fb54551fcd5d5a9681e4d88b59dc9, it has 16 bytes",
    "0101010101010101010101010101010102020202020202ff, single key",
    "c59fb54551fcd5d5a9681e4d88b59dc9a9681e4d88b59dc8, single key"
  })
  void what_is_no_strong_key_is_refused_and_not_quoted(String text, String why) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> MasterKey.parse(text));
    String message = Objects.requireNonNull(refused.getMessage());
    assertTrue(message.contains(why), message);
    assertTrue(message.contains("openssl rand -hex 24"), message);
    assertFalse(message.contains(text), message);
    assertNull(refused.getCause());
  }

  @Test
  void a_key_is_read_with_the_end_of_its_line_and_never_shown() {
    MasterKey key = MasterKey.parse(GOOD + "\n");
    assertEquals("MasterKey[hidden]", key.toString());
    assertEquals(
        "SessionKey[hidden]", SessionKey.of(key.cardKey(new byte[16]), new byte[16]).toString());
  }
}
