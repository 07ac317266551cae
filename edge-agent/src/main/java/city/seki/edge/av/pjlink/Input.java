package city.seki.edge.av.pjlink;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which input is chosen: its kind, and a number among that kind in base 36 (PJLink specifications
 * 2.10, section 4.4; class 2 has letters).
 */
record Input(String code) {
  private static final List<String> KINDS =
      List.of("rgb", "video", "digital", "storage", "network", "internal");

  /** The input of that code, null if there is none such. */
  static @Nullable Input of(String code) {
    String capitals = code.toUpperCase(Locale.ROOT);
    return capitals.matches("[1-6][1-9A-Z]") ? new Input(capitals) : null;
  }

  String kind() {
    return KINDS.get(code.charAt(0) - '1');
  }

  int index() {
    return Character.digit(code.charAt(1), 36);
  }

  /** As {@code digital-1}. */
  String word() {
    return kind() + "-" + index();
  }
}
