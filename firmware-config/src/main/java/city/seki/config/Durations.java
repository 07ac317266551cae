package city.seki.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them on a command line or in a file. */
public final class Durations {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
  private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})ms");

  private Durations() {}

  /**
   * Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 2d} or ISO 8601 like {@code
   * PT30S}.
   *
   * @throws IllegalArgumentException if it is none of these, or not longer than nothing
   */
  public static Duration parse(String text) {
    Duration length = text.toUpperCase(Locale.ROOT).startsWith("P") ? iso(text) : plain(text);
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("'" + text + "' is no length of time above zero");
    }
    return length;
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw unreadable(text, e);
    }
  }

  private static Duration plain(String text) {
    Matcher millis = MILLIS.matcher(text);
    if (millis.matches()) {
      return Duration.ofMillis(Long.parseLong(millis.group(1)));
    }
    Matcher parts = SHORT.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw unreadable(text, null);
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Throwable origin) {
    return new IllegalArgumentException(
        "'" + text + "' is no length of time: write 30s, 5m, 1h30m or PT30S", origin);
  }
}
