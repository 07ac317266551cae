package city.seki.provisioning.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Fingerprint;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimCodeTest {
  private static final Fingerprint ROOT = Fingerprint.of(new byte[] {1});
  private static final Fingerprint OTHER = Fingerprint.of(new byte[] {2});
  private final Random random = new Random(7);

  @Test
  void code_is_known_again_however_it_is_typed() {
    ClaimCode code = ClaimCode.make(ROOT, random);
    assertTrue(code.text().matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}"));
    String typed =
        code.text().toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o').replace('1', 'l');
    assertEquals(code.text(), ClaimCode.parse(typed).text());
    assertTrue(ClaimCode.parse(typed).isOf(ROOT));
  }

  /** By an independent PBKDF2 (Python's hashlib). */
  @Test
  void these_codes_are_these_for_ever() {
    ClaimCode code = ClaimCode.parse("0000-0000-0000-0000-0000");
    assertFalse(code.isOf(ROOT));
    assertTrue(ClaimCode.parse("0123-4567-89AB-HJ0T-R4Z7").isOf(ROOT));
    assertEquals(
        "8daa4f88f62a7e26c7f689efd2176b0f713e3a169cf8ef06ef6887441a9f5242",
        ClaimCode.kept("0123456789AB", new byte[16]));
  }

  @Test
  void another_root_or_one_wrong_letter_does_not_fit() {
    ClaimCode code = ClaimCode.make(ROOT, random);
    assertFalse(code.isOf(OTHER));
    for (int place : new int[] {0, 8, 15, 23}) {
      StringBuilder wrong = new StringBuilder(code.text());
      wrong.setCharAt(place, wrong.charAt(place) == 'Z' ? 'Y' : 'Z');
      assertFalse(ClaimCode.parse(wrong.toString()).isOf(ROOT), () -> "letter " + place);
    }
  }

  @Test
  void what_is_no_code_is_told_without_repeating_it() {
    for (String wrong : new String[] {"", "ABCD", "U000-0000-0000-0000-0000", "0".repeat(21)}) {
      IllegalArgumentException told =
          assertThrows(IllegalArgumentException.class, () -> ClaimCode.parse(wrong));
      assertTrue(String.valueOf(told.getMessage()).contains("5 groups"));
    }
  }

  @Test
  void only_the_secret_half_is_sent_and_a_hub_takes_the_whole_too() {
    ClaimCode code = ClaimCode.make(ROOT, random);
    assertEquals(12, code.secret().length());
    assertTrue(code.text().replace("-", "").startsWith(code.secret()));
    assertEquals(Optional.of(code.secret()), ClaimCode.secretOf(code.secret()));
    assertEquals(Optional.of(code.secret()), ClaimCode.secretOf(code.text()));
    assertEquals(Optional.empty(), ClaimCode.secretOf("password"));
    assertEquals(Optional.empty(), ClaimCode.secretOf(""));
  }

  @Test
  void what_is_kept_depends_on_the_hub_and_tells_nothing() {
    ClaimCode code = ClaimCode.make(ROOT, random);
    String kept = ClaimCode.kept(code.secret(), new byte[] {1});
    assertNotEquals(kept, ClaimCode.kept(code.secret(), new byte[] {2}));
    assertEquals(64, kept.length());
    assertFalse(code.toString().contains(code.secret()));
  }

  @Test
  void no_two_codes_are_alike() {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      codes.add(ClaimCode.make(ROOT, random).secret());
    }
    assertEquals(5, codes.size());
  }
}
