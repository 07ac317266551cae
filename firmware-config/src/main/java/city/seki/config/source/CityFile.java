package city.seki.config.source;

import city.seki.config.model.City;
import java.nio.file.Path;

/**
 * The YAML file in which a city writes down its offices, seats, rooms and units. Its keys are
 * described in {@code schema/v1/city.schema.json}.
 */
public final class CityFile {
  private static final YamlFile<City> FILE =
      new YamlFile<>(Shape.CITY, block -> new CityReading(block).city());

  private CityFile() {}

  /** Reads a file of UTF-8; a file that is missing or unreadable is a problem as any other. */
  public static Reading<City> read(Path file) {
    return FILE.read(file);
  }

  /**
   * Reads a text.
   *
   * @param name what problems call it
   */
  public static Reading<City> read(String name, String yaml) {
    return FILE.read(name, yaml);
  }

  /** The city as a file that reads to an equal city; the holidays are not part of it. */
  public static String write(City city) {
    return CityText.of(city);
  }
}
