package city.seki.config.source;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that may stand in one place only, with the line on which each was seen first. */
final class Unique {
  private final String what;
  private final Map<String, Integer> lines = new HashMap<>();

  Unique(String what) {
    this.what = what;
  }

  /** True if it is new; else a problem at that place. */
  boolean add(String name, @Nullable Value at) {
    if (at == null) {
      return true;
    }
    Integer first = lines.putIfAbsent(name, at.line());
    if (first != null) {
      at.problem(
          what + " " + name + " is there twice, first on line " + first + ": rename or delete one");
    }
    return first == null;
  }
}
