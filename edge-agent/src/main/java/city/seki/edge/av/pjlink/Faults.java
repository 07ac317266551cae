package city.seki.edge.av.pjlink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ERST answers: six digits for six parts, 0 well, 1 warning, 2 error (PJLink specifications
 * 2.10, section 4.7).
 */
record Faults(List<String> errors, List<String> warnings) {
  private static final List<String> PARTS =
      List.of("fan", "lamp", "temperature", "cover", "filter", "other");

  Faults {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** Nothing is wrong, or the device does not say. */
  static Faults none() {
    return new Faults(List.of(), List.of());
  }

  /** The meaning of those digits, null if they have none. */
  static @Nullable Faults of(String digits) {
    if (!digits.matches("[012]{6}")) {
      return null;
    }
    return new Faults(those(digits, '2'), those(digits, '1'));
  }

  private static List<String> those(String digits, char level) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < PARTS.size(); i++) {
      if (digits.charAt(i) == level) {
        parts.add(PARTS.get(i));
      }
    }
    return parts;
  }

  /** Errors before warnings. */
  List<String> all() {
    List<String> all = new ArrayList<>(errors);
    all.addAll(warnings);
    return all;
  }
}
