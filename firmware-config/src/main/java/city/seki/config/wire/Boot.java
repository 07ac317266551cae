package city.seki.config.wire;

import java.util.regex.Pattern;

/** The name of one run of a unit's agent; with the unit and a sequence it names a message. */
final class Boot {
  private static final Pattern BOOT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private Boot() {}

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String require(String boot) {
    if (!BOOT.matcher(boot).matches()) {
      throw new IllegalArgumentException("expected 1 to 64 of A-Z a-z 0-9 _ . -");
    }
    return boot;
  }
}
