package city.seki.hub.http;

import city.seki.hub.report.TeleworkForm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which form a client likes best, by its header {@code Accept} (RFC 9110, 12.5.1). */
final class Accepted {
  private Accepted() {}

  /** Of those that are possible; the first where it likes several the same, or none. */
  static TeleworkForm of(@Nullable String accept, TeleworkForm... possible) {
    TeleworkForm best = possible[0];
    double most = 0;
    for (TeleworkForm form : possible) {
      double weight = accept == null ? 1 : weight(accept, type(form));
      if (weight > most) {
        most = weight;
        best = form;
      }
    }
    return best;
  }

  private static String type(TeleworkForm form) {
    return form.mediaType().split(";", 2)[0];
  }

  /** That of the most exact range that fits. */
  private static double weight(String accept, String type) {
    double weight = 0;
    int exact = -1;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      int how = exactness(parts[0].strip(), type);
      if (how > exact) {
        exact = how;
        weight = quality(parts);
      }
    }
    return weight;
  }

  private static int exactness(String range, String type) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  private static double quality(String[] parts) {
    for (String part : parts) {
      String parameter = part.strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
