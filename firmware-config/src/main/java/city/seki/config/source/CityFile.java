package city.seki.config.source;

import city.seki.config.model.City;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The YAML file in which a city writes down its offices, seats, rooms and units. Its keys are
 * described in {@code schema/v1/city.schema.json}.
 */
public final class CityFile {
  private CityFile() {}

  /** What became of it: a city that is right as a whole, or everything that is wrong. */
  public sealed interface Result {}

  public record Loaded(City city) implements Result {}

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

  /** The city as a file that reads to an equal city; the holidays are not part of it. */
  public static String write(City city) {
    return CityText.of(city);
  }

  private static Result read(String yaml, Problems problems) {
    Node root = YamlText.compose(yaml, problems);
    Block block = root == null ? null : new Value(root, problems).block(Shape.CITY);
    City city = block == null ? null : new CityReading(block).city();
    return city != null && problems.none() ? new Loaded(city) : new Rejected(problems.sorted());
  }
}
