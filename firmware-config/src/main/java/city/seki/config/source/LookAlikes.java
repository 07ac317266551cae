package city.seki.config.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Characters that an input method writes for those of ASCII: they look alike and are others. */
final class LookAlikes {
  /** The full-width forms of {@code !} to {@code ~}: Unicode, block "Halfwidth and Fullwidth". */
  private static final int FIRST_WIDE = 0xFF01;

  private static final int LAST_WIDE = 0xFF5E;
  private static final int WIDER_BY = FIRST_WIDE - '!';

  /** Dashes, wave dashes, curly quotes and the like; the wave stands between two times. */
  private static final Map<Integer, Character> OTHERS =
      Map.ofEntries(
          Map.entry(0x3000, ' '),
          Map.entry(0x3001, ','),
          Map.entry(0xFF5E, '-'),
          Map.entry(0x301C, '-'),
          Map.entry(0x30FC, '-'),
          Map.entry(0x2010, '-'),
          Map.entry(0x2013, '-'),
          Map.entry(0x2014, '-'),
          Map.entry(0x2212, '-'),
          Map.entry(0x2018, '\''),
          Map.entry(0x2019, '\''),
          Map.entry(0x201C, '"'),
          Map.entry(0x201D, '"'));

  private LookAlikes() {}

  /** {@code ; write : for '：' (U+FF1A)}, or nothing if each character is what it looks like. */
  static String hint(String text) {
    Map<Integer, Character> found = new TreeMap<>();
    text.codePoints()
        .forEach(
            each -> {
              Character plain = plain(each);
              if (plain != null) {
                found.put(each, plain);
              }
            });
    return found.entrySet().stream()
        .map(
            each ->
                String.format(
                    "%s for '%s' (U+%04X)",
                    each.getValue() == ' ' ? "a blank" : each.getValue(),
                    Character.toString(each.getKey()),
                    each.getKey()))
        .collect(Collectors.joining(", ", found.isEmpty() ? "" : "; write ", ""));
  }

  private static @Nullable Character plain(int character) {
    Character other = OTHERS.get(character);
    if (other != null) {
      return other;
    }
    return character >= FIRST_WIDE && character <= LAST_WIDE
        ? Character.valueOf((char) (character - WIDER_BY))
        : null;
  }
}
