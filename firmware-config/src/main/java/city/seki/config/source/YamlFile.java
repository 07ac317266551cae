package city.seki.config.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A file that holds one block: from its path or its text to what it says.
 *
 * @param shape its keys
 * @param meaning what the block says, null where its problems leave nothing
 */
record YamlFile<T>(Shape shape, Function<Block, @Nullable T> meaning) {
  /** Reads a file of UTF-8; a file that is missing or unreadable is a problem as any other. */
  Reading<T> read(Path file) {
    return read(file, new Problems(file.toString()));
  }

  /** Reads a file; what is wrong with it is noted there. */
  Reading<T> read(Path file, Problems problems) {
    String yaml = YamlText.of(file, problems);
    return yaml == null ? new Reading.Rejected<>(problems.sorted()) : read(yaml, problems);
  }

  /**
   * Reads a text.
   *
   * @param name what problems call it
   */
  Reading<T> read(String name, String yaml) {
    return read(yaml, new Problems(name));
  }

  /** Reads a text; what is wrong with it is noted there. */
  Reading<T> read(String yaml, Problems problems) {
    Block block = block(yaml, shape, problems);
    T value = block == null ? null : meaning.apply(block);
    return value != null && problems.none()
        ? new Reading.Loaded<>(value, problems.warnings())
        : new Reading.Rejected<>(problems.sorted());
  }

  /** The block that the whole text is, null after a problem. */
  static @Nullable Block block(String yaml, Shape shape, Problems problems) {
    Node root = YamlText.compose(yaml, problems);
    if (root == null) {
      return null;
    }
    String part = shape.equals(Shape.CITY) ? partOfCity(root) : "";
    if (!part.isEmpty()) {
      problems.add("this is the file of " + part + ": give the folder of its city");
      return null;
    }
    return new Value(root, problems).block(shape);
  }

  /** What somebody gave who left the folder out, empty if it may be a city. */
  private static String partOfCity(Node root) {
    if (!(root instanceof MappingNode mapping)) {
      return "";
    }
    Set<String> keys =
        mapping.getValue().stream()
            .map(tuple -> tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "")
            .collect(Collectors.toSet());
    if (keys.containsAll(List.of("id", "hours"))) {
      return "an office";
    }
    return keys.containsAll(List.of("id", "readers")) ? "a unit" : "";
  }
}
