package city.seki.config.source;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A block of keys in the file. Unknown, doubled and missing keys are problems as soon as it exists.
 */
final class Block {
  private static final char FULL_WIDTH_BLANK = '\u3000';
  private static final char FULL_WIDTH_COLON = '\uFF1A';

  private final MappingNode node;
  private final Shape shape;
  private final Problems problems;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> misspelt = new HashSet<>();
  private final Set<String> meant = new HashSet<>();
  private boolean unknownKeys;

  Block(MappingNode node, Shape shape, Problems problems) {
    this.node = node;
    this.shape = shape;
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      take(tuple.getKeyNode(), new Value(tuple.getValueNode(), problems));
    }
    for (String key : shape.required()) {
      if (!values.containsKey(key) && !meant.contains(key)) {
        problem("the key '" + key + "' of this " + shape.name() + " is missing: add it");
      }
    }
  }

  private void take(Node keyNode, Value value) {
    String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "{…}";
    if (!shape.keys().contains(key)) {
      problems.add(keyNode, unknown(key));
      unknownKeys = true;
      misspelt.add(Spelling.nearest(key, shape.keys()));
      meant.add(meant(key));
    } else if (values.putIfAbsent(key, value) != null) {
      problems.add(keyNode, "the key '" + key + "' is there twice in this block: leave one out");
    }
  }

  /** The key that surely was meant, so that it is not called missing as well. */
  private String meant(String key) {
    return shape.equals(Shape.CAP) && key.startsWith("percent")
        ? "seats"
        : key.split(String.valueOf(FULL_WIDTH_COLON), 2)[0].strip();
  }

  private String unknown(String key) {
    if (key.indexOf(FULL_WIDTH_BLANK) >= 0) {
      return "a full-width blank (U+3000) stands before or in '"
          + key.strip()
          + "': write ordinary blanks";
    }
    if (key.indexOf(FULL_WIDTH_COLON) >= 0) {
      return "a full-width colon '：' (U+FF1A) stands in '"
          + key
          + "': write an ordinary ':' and a blank behind it";
    }
    if (shape.equals(Shape.CAP) && key.startsWith("percent")) {
      return "a cap is a number of seats: write 'seats: 3' for 50 % of 6";
    }
    List<String> days = shape.equals(Shape.HOURS) ? Shape.daysOf(key) : List.of();
    if (!days.isEmpty()) {
      return "'" + key + "' is no day: write each day, " + String.join(", ", days);
    }
    if ((shape.equals(Shape.OFFICE) && key.equals("offices"))
        || (shape.equals(Shape.UNIT) && key.equals("units"))) {
      return "this file holds one " + shape.name() + ": leave '" + key + ":' and the '-' out";
    }
    if (key.equals("<<")) {
      return "keys are not taken over from elsewhere by '<<': write them here";
    }
    return "unknown key '"
        + key
        + "' in this "
        + shape.name()
        + Spelling.hint(key, shape.keys())
        + "; known: "
        + String.join(", ", shape.keys());
  }

  /** Whether nothing is wrong so far, here or in what belongs to it. */
  boolean sound() {
    return problems.none();
  }

  /** Whether it has keys that nobody knows, which is a problem already. */
  boolean hasUnknownKeys() {
    return unknownKeys;
  }

  /** Whether that key is not there, but an unknown one that is probably meant to be it. */
  boolean misspells(String key) {
    return !values.containsKey(key) && (misspelt.contains(key) || meant.contains(key));
  }

  /** The block as a value: its place. */
  Value whole() {
    return new Value(node, problems);
  }

  /** The value of that key, or the block if the key is not there: what to point at. */
  Value at(String key) {
    Value value = get(key);
    return value == null ? whole() : value;
  }

  /** A problem of the block as a whole. */
  void problem(String message) {
    problems.add(node, message);
  }

  @Nullable Value get(String key) {
    if (!shape.keys().contains(key)) {
      throw new IllegalArgumentException(shape.name() + " has no key " + key);
    }
    return values.get(key);
  }

  /** A problem of that key's value, or of the block if the key is not there. */
  void problem(String key, String message) {
    at(key).problem(message);
  }

  @Nullable String text(String key) {
    Value value = get(key);
    return value == null ? null : value.text();
  }

  @Nullable String name(String key, String what) {
    Value value = get(key);
    return value == null ? null : value.name(what);
  }

  /** The number of that key; the standard where the key is missing or its value wrong. */
  int integer(String key, int min, int max, int standard) {
    Value value = get(key);
    Integer number = value == null ? null : value.integer(min, max);
    return number == null ? standard : number;
  }

  boolean flag(String key, boolean standard) {
    Value value = get(key);
    Boolean flag = value == null ? null : value.flag();
    return flag == null ? standard : flag;
  }

  LocalTime time(String key, LocalTime standard) {
    Value value = get(key);
    LocalTime time = value == null ? null : value.time();
    return time == null ? standard : time;
  }

  @Nullable LocalDate date(String key) {
    Value value = get(key);
    return value == null ? null : value.date();
  }

  @Nullable Block block(String key, Shape of) {
    Value value = get(key);
    return value == null ? null : value.block(of);
  }

  List<Value> items(String key) {
    Value value = get(key);
    return value == null ? List.of() : value.items();
  }

  /** The blocks of a list; what is no block is left out and made a problem. */
  List<Block> blocks(String key, Shape of) {
    Value list = get(key);
    List<Block> blocks = new ArrayList<>();
    for (Value item : list == null ? List.<Value>of() : list.items(of)) {
      Block block = item.block(of);
      if (block != null) {
        blocks.add(block);
      }
    }
    return blocks;
  }
}
