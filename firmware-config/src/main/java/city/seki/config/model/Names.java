package city.seki.config.model;

import java.util.regex.Pattern;

/** The form of the names that travel in topics, paths and files. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  private Names() {}

  /**
   * True for 1 to 64 letters, digits, {@code _ . -}, not starting with a sign: no topic wildcard.
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
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
