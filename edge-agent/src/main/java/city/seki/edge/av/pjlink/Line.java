package city.seki.edge.av.pjlink;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device says in one line. Letters of the protocol's own words may be small: some devices
 * answer so.
 *
 * <p>Source: JBMIA, PJLink specifications, version 2.10, sections 2.3, 3 and 5.1.
 */
sealed interface Line {
  /** The greeting of a device that wants no password. */
  record Open() implements Line {}

  /** The greeting of a device that wants a password, mixed with this text. */
  record Challenge(String random) implements Line {}

  /** The password was wrong. */
  record Denied() implements Line {}

  /**
   * An answer, or a notice that came unasked.
   *
   * @param command in capitals
   */
  record Answer(int version, String command, Value value) implements Line {}

  /** Nothing that PJLink knows. */
  record Nonsense(String why) implements Line {}

  /** What is behind the equals sign. */
  sealed interface Value {
    /** Without blanks at its ends, and without control characters; may be empty. */
    record Text(String text) implements Value {}

    /** Why there is no answer: ERR1 unknown, ERR2 out of range, ERR3 not now, ERR4 failure. */
    record Refused(int code) implements Value {}
  }

  Pattern GREETING =
      Pattern.compile("PJLINK (?:(0)|1 (\\S{1,16})|(ERRA))", Pattern.CASE_INSENSITIVE);
  Pattern ANSWER =
      Pattern.compile("%([12])([A-Z0-9]{4})=\\s*(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  Pattern ERROR = Pattern.compile("ERR([1-4A])", Pattern.CASE_INSENSITIVE);

  /** The meaning of a line without its end. */
  static Line parse(byte[] bytes) {
    // Names may hold UTF-8; a byte that is none becomes a mark, not a failure.
    String text = clean(new String(bytes, StandardCharsets.UTF_8));
    Matcher greeting = GREETING.matcher(text);
    if (greeting.matches()) {
      return greeting(greeting);
    }
    Matcher answer = ANSWER.matcher(text);
    if (!answer.matches()) {
      return new Nonsense("a line that is neither a greeting nor an answer of class 1 or 2");
    }
    String command = answer.group(2).toUpperCase(Locale.ROOT);
    int version = answer.group(1).charAt(0) - '0';
    Matcher error = ERROR.matcher(answer.group(3));
    if (!error.matches()) {
      return new Answer(version, command, new Value.Text(answer.group(3)));
    }
    char code = error.group(1).charAt(0);
    return Character.isDigit(code)
        ? new Answer(version, command, new Value.Refused(code - '0'))
        : new Denied();
  }

  private static Line greeting(Matcher parts) {
    if (parts.group(1) != null) {
      return new Open();
    }
    @Nullable String random = parts.group(2);
    return random == null ? new Denied() : new Challenge(random);
  }

  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text);
    for (int i = 0; i < cleaned.length(); i++) {
      if (Character.isISOControl(cleaned.charAt(i))) {
        cleaned.setCharAt(i, '\uFFFD');
      }
    }
    return cleaned.toString().strip();
  }
}
