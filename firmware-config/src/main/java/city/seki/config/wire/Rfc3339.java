package city.seki.config.wire;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads {@code 2026-11-21T08:31:05.123+09:00}: the profile of RFC 3339 that the schemas fix. The
 * formatters of {@code java.time} also take what RFC 3339 does not, such as times without seconds
 * or years beyond 9999, and are several times slower.
 */
final class Rfc3339 {
  private static final int SECONDS_END = 19;
  private static final int MOST_FRACTION = 9;

  private Rfc3339() {}

  /**
   * @throws DateTimeException if it is not a time of that form, or one that does not exist
   */
  static OffsetDateTime parse(String text) {
    if (text.length() <= SECONDS_END) {
      throw new DateTimeException("too short");
    }
    sign(text, 4, '-');
    sign(text, 7, '-');
    sign(text, 10, 'T');
    sign(text, 13, ':');
    sign(text, 16, ':');
    int end = SECONDS_END;
    int nanos = 0;
    if (text.charAt(end) == '.') {
      int from = ++end;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      nanos = nanos(text, from, end);
    }
    LocalDateTime local =
        LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, SECONDS_END),
            nanos);
    return OffsetDateTime.of(local, offset(text, end));
  }

  private static ZoneOffset offset(String text, int from) {
    int length = text.length() - from;
    char first = length == 0 ? ' ' : text.charAt(from);
    if (length == 1 && first == 'Z') {
      return ZoneOffset.UTC;
    }
    if (length != 6 || (first != '+' && first != '-')) {
      throw new DateTimeException("no offset");
    }
    sign(text, from + 3, ':');
    int factor = first == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(
        factor * number(text, from + 1, from + 3), factor * number(text, from + 4, from + 6));
  }

  private static int nanos(String text, int from, int to) {
    if (to == from || to - from > MOST_FRACTION) {
      throw new DateTimeException("1 to 9 digits of a second");
    }
    int nanos = number(text, from, to);
    for (int digits = to - from; digits < MOST_FRACTION; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        throw new DateTimeException("expected a digit");
      }
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void sign(String text, int at, char expected) {
    if (text.charAt(at) != expected) {
      throw new DateTimeException("expected " + expected);
    }
  }
}
