package city.seki.config.source;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that may stand in one place only, with the place at which each was seen first. */
final class Unique {
  private final String what;
  private final String remedy;
  private final Map<String, Value> first = new HashMap<>();

  Unique(String what) {
    this(what, "rename or delete one");
  }

  /**
   * @param remedy what to do if one is there twice
   */
  Unique(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** True if it is new; else a problem at that place. */
  boolean add(String name, @Nullable Value at) {
    if (at == null) {
      return true;
    }
    Value before = first.putIfAbsent(name, at);
    if (before != null) {
      at.problem(what + " " + name + " is there twice, first " + at.other(before) + ": " + remedy);
    }
    return before == null;
  }
}
