package city.seki.hub.report;

/**
 * How many cells of a terminal a text takes: two for each wide letter (Unicode's East Asian Width W
 * and F), none for marks that stand on another.
 */
final class Cells {
  private Cells() {}

  static int of(String text) {
    return text.codePoints().map(Cells::of).sum();
  }

  private static int of(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(letter) ? 2 : 1;
    };
  }

  private static boolean isWide(int letter) {
    return letter >= 0x1100
        && (letter <= 0x115F // Hangul
            || (letter >= 0x2E80 && letter <= 0x303E) // radicals, punctuation
            || (letter >= 0x3041 && letter <= 0xA4CF) // kana, CJK
            || (letter >= 0xAC00 && letter <= 0xD7A3) // Hangul
            || (letter >= 0xF900 && letter <= 0xFAFF) // compatible CJK
            || (letter >= 0xFE30 && letter <= 0xFE6F)
            || (letter >= 0xFF01 && letter <= 0xFF60) // full width
            || (letter >= 0xFFE0 && letter <= 0xFFE6)
            || (letter >= 0x1F300 && letter <= 0x1FAFF) // pictures
            || (letter >= 0x20000 && letter <= 0x3FFFD)); // rare CJK
  }

  static String left(String text, int cells) {
    return text + " ".repeat(Math.max(0, cells - of(text)));
  }

  static String right(String text, int cells) {
    return " ".repeat(Math.max(0, cells - of(text))) + text;
  }
}
