package city.seki.hub.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords are good enough (NIST SP 800-63B-4, 3.1.1.2): long enough to be the only secret,
 * of any characters, and none of those that are tried first. No rule about digits and signs, and
 * none about changing it.
 */
public final class PasswordRules {
  /** In characters: the least where the password is the only thing that is asked for. */
  public static final int SHORTEST = 15;

  /** In characters: the standard asks for 64 at least; more than this is no password any more. */
  public static final int LONGEST = 128;

  /** zxcvbn's scale from 0 to 4; 3 stands for more than 10^8 guesses. */
  private static final int LEAST_SCORE = 3;

  private PasswordRules() {}

  /**
   * What is wrong with that password, null if nothing is.
   *
   * @param close words that whoever guesses tries first: the user name, the staff number, the city
   */
  public static @Nullable String complaint(String password, List<String> close) {
    String text = Normalizer.normalize(password, Normalizer.Form.NFKC);
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST) {
      return "a password has at least %d characters, not %d: take four or five words that do not belong together"
          .formatted(SHORTEST, length);
    }
    if (length > LONGEST) {
      return "a password has at most %d characters, not %d".formatted(LONGEST, length);
    }
    List<String> known = new ArrayList<>(close);
    known.addAll(List.of("seki", "satellite", "office", "telework"));
    known.replaceAll(word -> word.toLowerCase(Locale.ROOT));
    if (new Zxcvbn().measure(text, known).getScore() < LEAST_SCORE) {
      return "this password is one of those that are tried first (a common one, a row of keys, a"
          + " repetition, the user name): take four or five words that do not belong together";
    }
    return null;
  }
}
