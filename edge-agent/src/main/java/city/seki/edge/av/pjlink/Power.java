package city.seki.edge.av.pjlink;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What POWR answers, in the order of its digits (PJLink specifications 2.10, section 4.2). */
enum Power {
  OFF,
  ON,
  COOLING,
  WARMING;

  /** The meaning of that digit, null if it has none. */
  static @Nullable Power of(String digit) {
    return digit.length() == 1 && digit.charAt(0) >= '0' && digit.charAt(0) <= '3'
        ? values()[digit.charAt(0) - '0']
        : null;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
