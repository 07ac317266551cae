package city.seki.hub.access;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private static final List<String> CLOSE = List.of("hanako.matsumoto", "1001");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "granite otter lamp seven",
        "rinsed violet kettle drum",
        "ガラス戸の向こうの青い自転車と犬",
        "x9$Kq2!vLm4#Tz8w"
      })
  void what_is_long_and_not_the_first_thing_to_try_is_good(String password) {
    assertNull(PasswordRules.complaint(password, CLOSE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopasdfgh",
        "1234567890123456",
        "hanako.matsumoto1",
        "seki seki seki 1",
        "abcdefghijklmnop"
      })
  void what_is_tried_first_is_refused(String password) {
    String complaint = PasswordRules.complaint(password, CLOSE);
    assertNotNull(complaint, password);
    assertTrue(complaint.contains("tried first"), complaint);
  }

  @Test
  void length_is_counted_in_characters() {
    assertTrue(String.valueOf(PasswordRules.complaint("x9$Kq2!vLm4#Tz", CLOSE)).contains("not 14"));
    assertTrue(
        String.valueOf(PasswordRules.complaint("x9$Kq2!v".repeat(17), CLOSE)).contains("not 136"));
    assertTrue(String.valueOf(PasswordRules.complaint("🦦".repeat(8), CLOSE)).contains("not 8"));
  }
}
