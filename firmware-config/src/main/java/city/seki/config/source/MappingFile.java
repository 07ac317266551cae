package city.seki.config.source;

import city.seki.config.model.DeviceMapping;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The YAML file of one mapping alone, for the installer's meter: what stands behind {@code mapping}
 * in a city's file.
 */
public final class MappingFile {
  private MappingFile() {}

  /** What became of it. */
  public sealed interface Result {}

  public record Loaded(DeviceMapping mapping) implements Result {}

  /**
   * @param problems at least one, in the order of the file
   */
  public record Rejected(List<Problem> problems) implements Result {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file of UTF-8; a file that is missing or unreadable is a problem as any other. */
  public static Result read(Path file) {
    Problems problems = new Problems(file.toString());
    String yaml = YamlText.of(file, problems);
    return yaml == null ? new Rejected(problems.sorted()) : read(yaml, problems);
  }

  /**
   * Reads a text.
   *
   * @param name what problems call it
   */
  public static Result read(String name, String yaml) {
    return read(yaml, new Problems(name));
  }

  /** The mapping as a text that reads to an equal one. */
  public static String write(DeviceMapping mapping) {
    return MappingText.of(mapping) + "\n";
  }

  private static Result read(String yaml, Problems problems) {
    Node root = YamlText.compose(yaml, problems);
    Block block = root == null ? null : new Value(root, problems).block(Shape.MAPPING);
    DeviceMapping mapping = block == null ? null : new MappingReading(block).mapping();
    return mapping != null && problems.none()
        ? new Loaded(mapping)
        : new Rejected(problems.sorted());
  }
}
