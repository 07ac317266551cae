package city.seki.config.source;

import city.seki.config.model.City;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;

/**
 * The YAML in which a city writes down its offices, seats, rooms and units: one file, or a folder
 * of files. Its keys are described in {@code schema/v1/city.schema.json}.
 */
public final class CityFile {
  private static final YamlFile<City> FILE =
      new YamlFile<>(Shape.CITY, block -> new CityReading(block).city());

  private CityFile() {}

  /**
   * Reads a file of UTF-8, or a folder with {@code city.yaml}, {@code offices/NAME.yaml} and {@code
   * units/NAME.yaml}. What is missing or unreadable is a problem as any other.
   */
  public static Reading<City> read(Path fileOrFolder) {
    return read(fileOrFolder, new Problems(name(fileOrFolder)));
  }

  /**
   * Reads what was taken once: what a later version finds impossible in it is a warning, so that a
   * hub goes on with the city that it has.
   */
  public static Reading<City> readKept(Path fileOrFolder) {
    return read(fileOrFolder, new Problems(name(fileOrFolder)).lenient());
  }

  private static Reading<City> read(Path fileOrFolder, Problems problems) {
    return Files.isDirectory(fileOrFolder)
        ? CityFolder.read(fileOrFolder, problems)
        : FILE.read(fileOrFolder, problems);
  }

  private static String name(Path fileOrFolder) {
    return (Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(CityFolder.CITY) : fileOrFolder)
        .toString();
  }

  /**
   * Reads a text.
   *
   * @param name what problems call it
   */
  public static Reading<City> read(String name, String yaml) {
    return FILE.read(name, yaml);
  }

  /**
   * Reads a text that was taken once, as {@link #readKept(Path)} does a file.
   *
   * @param name what problems call it
   */
  public static Reading<City> readKept(String name, String yaml) {
    return FILE.read(yaml, new Problems(name).lenient());
  }

  /** The city as a file that reads to an equal city; the holidays are not part of it. */
  public static String write(City city) {
    return CityText.of(city);
  }

  /**
   * The city as the files of a folder that reads to an equal city, by their names with {@code /}
   * between the parts. Offices stand there in the order of their names.
   */
  public static SequencedMap<String, String> writeFolder(City city) {
    return CityText.folder(city);
  }
}
