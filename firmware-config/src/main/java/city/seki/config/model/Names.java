package city.seki.config.model;

/** The form of the names that travel in topics, paths and files. */
public final class Names {
  private static final int LONGEST = 64;

  private Names() {}

  /**
   * True for 1 to 64 letters, digits, {@code _ . -}, not starting with a sign: no topic wildcard.
   */
  public static boolean isName(String text) {
    // By hand: each tap brings several names, and a regular expression costs ten times as much.
    if (text.isEmpty() || text.length() > LONGEST || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '_' && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * The name itself.
   *
   * @param what what is named, for the message
   * @throws IllegalArgumentException if it is none
   */
  public static String require(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what
              + " '"
              + name
              + "' is not a name: 1 to 64 of A-Z a-z 0-9 _ . - and a letter or digit first");
    }
    return name;
  }
}
